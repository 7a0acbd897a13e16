import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '#kit/math/random.ts';
import { startLabProcess, type LabProcess } from '../../lab/testing/lab-process.ts';

export interface WebPlan {
  readonly count: number;
  /** Where `rostra.lab.ts` is. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Decides when a process dies by itself. */
  readonly random: Random;
}

export interface KillPlan {
  readonly leastMs: number;
  readonly mostMs: number;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** Web processes of one lab that are killed and started again. Only what was started here is ever killed. */
export class WebProcesses {
  readonly #plan: WebPlan;
  readonly #running = new Map<number, LabProcess>();
  readonly #starting = new Set<Promise<void>>();
  readonly #victims = new WeakSet<LabProcess>();
  #isEnding = false;
  /** Told whenever another set of processes serves. */
  onChange: (urls: readonly string[]) => void = () => {};
  kills = 0;
  /** Died of themselves between a commit and its answer. */
  deaths = 0;

  constructor(plan: WebPlan) {
    this.#plan = plan;
  }

  async start(): Promise<void> {
    await Promise.all(Array.from({ length: this.#plan.count }, (_, place) => this.#launch(place)));
  }

  /** Until all of them serve again. */
  async whole(): Promise<void> {
    while (this.#starting.size > 0) await Promise.all(this.#starting);
  }

  get urls(): string[] {
    return [...this.#running.values()].map(({ url }) => url);
  }

  /** Kills one after another, at random moments, until `signal`; each is started again at once. Half of them are left alone: somebody has to serve. */
  async killAtRandom({ leastMs, mostMs, random, signal }: KillPlan): Promise<void> {
    for (;;) {
      await sleep(leastMs + random.below(mostMs - leastMs), undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      const victims = [...this.#running.values()];
      if (victims.length <= this.#plan.count / 2) continue;
      const victim = victims[random.below(victims.length)];
      if (!victim) continue;
      this.kills += 1;
      this.#victims.add(victim);
      victim.child.kill('SIGKILL');
    }
  }

  async stop(): Promise<void> {
    this.#isEnding = true;
    await this.whole();
    await Promise.all([...this.#running.values()].map((lab) => lab.kill()));
  }

  async #launch(place: number): Promise<void> {
    const pass = 20 + this.#plan.random.below(200);
    const env = { ...this.#plan.env, ROSTRA_FAILPOINTS: `lab.after_commit_before_reply@${pass}` };
    const lab = await startLabProcess({ folder: this.#plan.folder, env });
    this.#running.set(place, lab);
    this.onChange(this.urls);
    lab.child.once('exit', (_code, signal) => {
      if (!this.#victims.has(lab) && signal === 'SIGKILL' && !this.#isEnding) this.deaths += 1;
      this.#running.delete(place);
      this.onChange(this.urls);
      if (this.#isEnding) return;
      const again = this.#launch(place).finally(() => this.#starting.delete(again));
      this.#starting.add(again);
    });
  }
}
