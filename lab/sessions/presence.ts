import type { Lab } from '../lab.ts';
import { noteEveryMs } from '../rules/presence.ts';
import { seen } from '../store/presence.ts';

/** More people than this are not remembered at once, whoever sends codes. */
const mostRemembered = 20_000;

/** Whose pages are open at this process; written down together every now and then, so that a sign of life costs no write. */
export class Presence {
  readonly #lab: Lab;
  /** How many pages each participant has open. */
  readonly #open = new Map<string, number>();
  readonly #seen = new Set<string>();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#timer = setInterval(() => void this.note(), noteEveryMs);
  }

  /** A page is open until the function that this returns is called. What is no code is nobody. */
  enter(code: unknown): () => void {
    if (!isCode(code) || this.#open.size >= mostRemembered) return () => {};
    this.#open.set(code, (this.#open.get(code) ?? 0) + 1);
    return () => {
      const left = (this.#open.get(code) ?? 1) - 1;
      if (left > 0) this.#open.set(code, left);
      else this.#open.delete(code);
      this.see(code); // they may only be between two pages
    };
  }

  /** A page says that it is there. */
  see(code: string): void {
    if (isCode(code) && this.#seen.size < mostRemembered) this.#seen.add(code);
  }

  /** Writes down who is there, by one statement. */
  async note(): Promise<void> {
    const codes = [...new Set([...this.#open.keys(), ...this.#seen])];
    this.#seen.clear();
    if (codes.length === 0) return;
    try {
      await seen(this.#lab.db, codes);
    } catch (error) {
      this.#lab.logger.warn('presence_not_noted', { people: codes.length, error });
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

function isCode(code: unknown): code is string {
  return typeof code === 'string' && /^[a-z0-9]{8}$/.test(code);
}
