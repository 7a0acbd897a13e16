import type { Operations } from '../../control/operations.ts';
import { readAppFacts, readOverviewFacts, type AppFacts, type OverviewFacts } from './facts.ts';

const goodForMs = 500;

/** However many browsers watch the same app, its facts are read at most twice a second. They say the same to everybody who may see it. */
export class FreshFacts {
  readonly #apps = new Fresh<AppFacts>();
  readonly #overviews = new Fresh<OverviewFacts>();

  app(operations: Operations, app: string, nowMs: number): Promise<AppFacts> {
    return this.#apps.read(app, { nowMs, goodForMs }, () => readAppFacts(operations, app, nowMs));
  }

  /** `apps` are those that the visitor may see; null: all. */
  overview(operations: Operations, apps: readonly string[] | null, nowMs: number): Promise<OverviewFacts> {
    return this.#overviews.read(JSON.stringify(apps), { nowMs, goodForMs }, () => readOverviewFacts(operations, nowMs));
  }
}

interface Reading<Facts> {
  readonly untilMs: number;
  readonly facts: Promise<Facts>;
}

interface Asked {
  readonly nowMs: number;
  readonly goodForMs: number;
}

/** What several ask for within a while is read once. */
export class Fresh<Facts> {
  readonly #readings = new Map<string, Reading<Facts>>();

  /** `read` must not depend on who asks. */
  read(key: string, { nowMs, goodForMs: lastingMs }: Asked, read: () => Promise<Facts>): Promise<Facts> {
    for (const [each, { untilMs }] of this.#readings) if (untilMs <= nowMs) this.#readings.delete(each);
    const last = this.#readings.get(key);
    if (last) return last.facts;
    const facts = read();
    this.#readings.set(key, { untilMs: nowMs + lastingMs, facts });
    facts.catch(() => this.#readings.delete(key));
    return facts;
  }
}
