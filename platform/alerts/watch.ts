import type { Control } from '../control/control.ts';
import { beat } from './deliver.ts';
import { evaluateAlerts } from './evaluate.ts';
import { failureOf, noteUse, sendDue } from './send.ts';
import { tellIncidents } from './tell.ts';

/** ALR-03 */
const evaluateEveryMs = 10_000;
const sendEveryMs = 1_000;
/** ALR-07 */
const beatEveryMs = 60_000;
/** MON-01: so often in an event, where nothing is on it looks at an app once a minute. */
const monitorEveryMs = 10_000;
const leastEveryMs = 20;
const keptMs = 90 * 86_400_000;

/** The work of alerts and of the monitor by control's clock, each kind one pass at a time: a pass that takes longer than its interval is not begun twice. */
export class AlertWatch {
  readonly #control: Control;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #busy = new Map<string, Promise<void>>();

  constructor(control: Control) {
    this.#control = control;
    const { speed = 1 } = control.config.clock ?? {};
    const every = (ms: number, what: string, work: () => Promise<void>): NodeJS.Timeout =>
      setInterval(() => this.#alone(what, work), Math.max(leastEveryMs, ms / speed));
    this.#timers = [
      every(evaluateEveryMs, 'alerts_evaluation', () => evaluate(control)),
      every(sendEveryMs, 'alerts_sending', () => sendDue(control)),
      every(monitorEveryMs, 'monitor', async () => (await import('../monitor/look.ts')).lookAtDueApps(control)),
      every(beatEveryMs, 'alerts_heartbeat', () => beatAll(control)),
    ];
  }

  /** After what is on its way: what is sent is also noted as sent. */
  async end(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#busy.values());
  }

  #alone(what: string, work: () => Promise<void>): void {
    if (this.#busy.has(what)) return;
    const done = work()
      .catch((error: unknown) => this.#control.logger.error(`${what}_failed`, { error }))
      .finally(() => this.#busy.delete(what));
    this.#busy.set(what, done);
  }
}

async function evaluate(control: Control): Promise<void> {
  evaluateAlerts(control);
  tellIncidents(control);
}

/** A sign of life to those who notice when it stops; what is long over goes. */
async function beatAll(control: Control): Promise<void> {
  const { store, clock } = control;
  const channels = store.alertChannels.list().filter(({ kind }) => kind === 'heartbeat');
  await Promise.all(channels.map(async (channel) => noteUse(control, channel, { failure: await failureOf(beat(channel)) })));
  store.incidents.prune(clock.nowMs() - keptMs);
  store.alertLinks.prune(clock.nowMs() - keptMs);
  store.findings.prune(clock.nowMs() - keptMs);
}
