import type { Operations } from '../../control/operations.ts';
import { readAppFacts, readOverviewFacts, type AppFacts, type OverviewFacts } from './facts.ts';

interface Reading<Facts> {
  readonly atMs: number;
  readonly facts: Promise<Facts>;
}

const goodForMs = 500;

/** However many browsers watch the same app, its facts are read at most twice a second. They say the same to everybody who is signed in. */
export class FreshFacts {
  readonly #apps = new Map<string, Reading<AppFacts>>();
  #overview: Reading<OverviewFacts> | null = null;

  app(operations: Operations, app: string, nowMs: number): Promise<AppFacts> {
    const last = this.#apps.get(app);
    if (last && nowMs - last.atMs < goodForMs) return last.facts;
    const facts = readAppFacts(operations, app, nowMs);
    this.#apps.set(app, { atMs: nowMs, facts });
    facts.catch(() => this.#apps.delete(app));
    return facts;
  }

  overview(operations: Operations, nowMs: number): Promise<OverviewFacts> {
    if (this.#overview && nowMs - this.#overview.atMs < goodForMs) return this.#overview.facts;
    const facts = readOverviewFacts(operations, nowMs);
    this.#overview = { atMs: nowMs, facts };
    return facts;
  }
}
