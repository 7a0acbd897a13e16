import type { LiveChannel } from '#kit/live/channel.ts';
import { readRelease } from '../rules/waiting.ts';

/**
 * The live topic on which meetings say that they are over; `releaseMessage` puts their keys into words. Also for one participant on one
 * page whom somebody else has moved on.
 */
export const releasedTopic = 'lab/released';

/** Before a key: people are to look again, but nothing is over. */
export const lookMark = '~';

/** `to`: the page where it goes on, when that is known. */
type Wake = (to: number | null) => void;

const rememberedMs = 60_000;

/**
 * Tells those who wait that their meeting is over. Remembers the last minute, so that somebody whose page was on its way meanwhile is
 * told at once.
 */
export class Releases {
  readonly #waiting = new Map<string, Set<Wake>>();
  readonly #recent = new Map<string, { readonly atMs: number; readonly to: number | null }>();
  readonly #nowMs: () => number;
  readonly #end: () => void;

  constructor(live: LiveChannel, nowMs: () => number) {
    this.#nowMs = nowMs;
    const ends = [
      live.subscribe(releasedTopic, (message) => {
        const { keys, to } = readRelease(message);
        for (const key of keys) {
          if (key.startsWith(lookMark)) this.#look(key.slice(lookMark.length));
          else this.#release(key, to);
        }
      }),
      live.onGap(() => {
        for (const key of this.#waiting.keys()) this.#wake(key, null); // they look for themselves
      }),
    ];
    this.#end = () => {
      for (const end of ends) end();
    };
  }

  /** Calls once when the meeting is over, perhaps at once. Returns the function that gives up waiting. */
  onRelease(key: string, wake: Wake): () => void {
    const over = this.#recent.get(key);
    if (over) {
      wake(over.to);
      return () => {};
    }
    const set = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, set.add(wake));
    return () => {
      set.delete(wake);
      if (set.size === 0 && this.#waiting.get(key) === set) this.#waiting.delete(key);
    };
  }

  /** Whether the meeting was over within the last minute. */
  isOver(key: string): boolean {
    return this.#recent.has(key);
  }

  close(): void {
    this.#end();
  }

  #release(key: string, to: number | null): void {
    const now = this.#nowMs();
    for (const [old, { atMs }] of this.#recent) {
      if (now - atMs < rememberedMs) break; // in order of time
      this.#recent.delete(old);
    }
    this.#recent.set(key, { atMs: now, to });
    this.#wake(key, to);
  }

  #look(key: string): void {
    for (const wake of this.#waiting.get(key) ?? []) wake(null);
  }

  #wake(key: string, to: number | null): void {
    const set = this.#waiting.get(key);
    this.#waiting.delete(key);
    for (const wake of set ?? []) wake(to);
  }
}
