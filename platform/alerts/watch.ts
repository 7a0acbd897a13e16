import type { Control } from '../control/control.ts';
import { beat } from './deliver.ts';
import { evaluateAlerts } from './evaluate.ts';
import { failureOf, noteUse, sendDue } from './send.ts';
import { tellIncidents } from './tell.ts';

/** ALR-03 */
export const evaluateEveryMs = 10_000;
export const sendEveryMs = 1_000;
/** ALR-07 */
export const heartbeatEveryMs = 60_000;

/** The work of alerts, each kind one pass at a time: a pass that takes longer than its interval is not begun twice. */
export class AlertWatch {
  readonly #control: Control;
  readonly #busy = new Set<string>();

  constructor(control: Control) {
    this.#control = control;
  }

  async evaluate(): Promise<void> {
    await this.#alone('evaluate', async () => {
      await evaluateAlerts(this.#control);
      tellIncidents(this.#control);
    });
  }

  async send(): Promise<void> {
    await this.#alone('send', () => sendDue(this.#control));
  }

  /** A sign of life to those who notice when it stops. */
  async beat(): Promise<void> {
    await this.#alone('beat', async () => {
      const channels = this.#control.store.alertChannels.list().filter(({ kind }) => kind === 'heartbeat');
      await Promise.all(channels.map((channel) => this.#beatOne(channel)));
    });
  }

  async #beatOne(channel: Parameters<typeof noteUse>[1]): Promise<void> {
    const failure = await failureOf(beat(channel));
    noteUse(this.#control, channel, { failure });
  }

  async #alone(what: string, work: () => Promise<void>): Promise<void> {
    if (this.#busy.has(what)) return;
    this.#busy.add(what);
    await work().finally(() => this.#busy.delete(what));
  }
}
