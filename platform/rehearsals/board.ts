import type { RehearsalReport } from '../rules/rehearsal-resources.ts';

/** What is said of a rehearsal while it runs. */
export interface Heard {
  readonly says: string | null;
  readonly second: NonNullable<RehearsalReport['second']> | null;
  readonly atMs: number;
  readonly isStopped: boolean;
}

const silence: Heard = { says: null, second: null, atMs: 0, isStopped: false };

/** The last words of rehearsals under way: worth nothing when they are over, so they are kept nowhere else. */
export class RehearsalBoard {
  readonly #heard = new Map<string, Heard>();
  /** By app: the word by which the bots of a rehearsal in place are known. After a restart of control they are visitors. */
  readonly #words = new Map<string, { readonly id: string; readonly word: string }>();

  of(id: string): Heard {
    return this.#heard.get(id) ?? silence;
  }

  hear(id: string, { says, second }: RehearsalReport, atMs: number): Heard {
    const before = this.of(id);
    const now = { ...before, says: says ?? before.says, second: second ?? before.second, atMs };
    this.#heard.set(id, now);
    return now;
  }

  stop(id: string): void {
    this.#heard.set(id, { ...this.of(id), isStopped: true });
  }

  /** The bots of this rehearsal play with the app itself. */
  letIn(id: string, app: string, word: string): void {
    this.#words.set(app, { id, word });
  }

  /** Null: no bots play with the app itself. */
  wordOf(app: string): string | null {
    return this.#words.get(app)?.word ?? null;
  }

  forget(id: string): void {
    for (const [app, own] of this.#words) if (own.id === id) this.#words.delete(app);
    this.#heard.delete(id);
  }
}
