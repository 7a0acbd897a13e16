import type { Operations } from '../../control/operations.ts';
import { readAppFacts, readOverviewFacts, type AppFacts, type OverviewFacts } from './facts.ts';

interface Reading<Facts> {
  readonly atMs: number;
  readonly facts: Promise<Facts>;
}

const goodForMs = 500;

/** However many browsers watch the same app, its facts are read at most twice a second. They say the same to everybody who may see it. */
export class FreshFacts {
  readonly #apps = new Map<string, Reading<AppFacts>>();
  readonly #overviews = new Map<string, Reading<OverviewFacts>>();

  app(operations: Operations, app: string, nowMs: number): Promise<AppFacts> {
    return fresh(this.#apps, { key: app, nowMs }, () => readAppFacts(operations, app, nowMs));
  }

  /** `apps` are those that the visitor may see; null: all. */
  overview(operations: Operations, apps: readonly string[] | null, nowMs: number): Promise<OverviewFacts> {
    return fresh(this.#overviews, { key: JSON.stringify(apps), nowMs }, () => readOverviewFacts(operations, nowMs));
  }
}

interface Asked {
  readonly key: string;
  readonly nowMs: number;
}

function fresh<Facts>(readings: Map<string, Reading<Facts>>, { key, nowMs }: Asked, read: () => Promise<Facts>): Promise<Facts> {
  const last = readings.get(key);
  if (last && nowMs - last.atMs < goodForMs) return last.facts;
  const facts = read();
  readings.set(key, { atMs: nowMs, facts });
  facts.catch(() => readings.delete(key));
  return facts;
}
