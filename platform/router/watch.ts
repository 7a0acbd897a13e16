import { type Member, Members } from './members.ts';

/** Something with time limits. */
export interface Watched extends Member {
  /** Called a few times a second; `nowMs` is `performance.now()`. */
  look(nowMs: number): void;
}

/** Looks at everything that waits, a few times a second: a timer of its own for each request would cost more than the request. */
export class Watch {
  readonly #watched = new Members<Watched>();
  readonly #timer: NodeJS.Timeout;

  constructor(everyMs: number) {
    this.#timer = setInterval(() => this.#look(), everyMs);
  }

  add(watched: Watched): void {
    this.#watched.add(watched);
  }

  delete(watched: Watched): void {
    this.#watched.delete(watched);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = performance.now();
    this.#watched.each((watched) => watched.look(nowMs));
  }
}
