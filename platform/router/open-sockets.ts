import type { SocketCounts } from '../rules/router-sample.ts';

/** WebSockets by app: how many are open, and what came and went since the last look. */
export class OpenSockets {
  readonly #byApp = new Map<string, { open: number; opened: number; closed: number }>();

  opened(app: string): void {
    const counts = this.#byApp.get(app) ?? { open: 0, opened: 0, closed: 0 };
    counts.open += 1;
    counts.opened += 1;
    this.#byApp.set(app, counts);
  }

  closed(app: string): void {
    const counts = this.#byApp.get(app);
    if (counts === undefined) return;
    counts.open -= 1;
    counts.closed += 1;
  }

  /** Those with something to tell. */
  get apps(): readonly string[] {
    return [...this.#byApp.keys()];
  }

  /** What to tell of an app; opened and closed begin anew. */
  turn(app: string): SocketCounts {
    const counts = this.#byApp.get(app);
    if (counts === undefined) return { open: 0, opened: 0, closed: 0 };
    const told = { ...counts };
    if (counts.open === 0) this.#byApp.delete(app);
    counts.opened = 0;
    counts.closed = 0;
    return told;
  }
}
