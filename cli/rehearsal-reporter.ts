import type { Rehearsal } from '../platform/client.ts';
import type { Level } from '../rehearse/rules/level.ts';
import type { Phase, Second, Watcher } from '../rehearse/stage.ts';
import type { Call } from './command.ts';

const everyMs = 1_000;

/** Tells the terminal what goes on, and the platform once a second, which says in turn whether somebody wants it to stop. */
export class Reporter implements Watcher {
  readonly #call: Call;
  readonly #rehearsal: Rehearsal;
  readonly #stopping = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #says = '';
  #second: Second | null = null;

  constructor(call: Call, rehearsal: Rehearsal) {
    [this.#call, this.#rehearsal] = [call, rehearsal];
    this.#timer = setInterval(() => void this.#report(), everyMs);
    call.signal.addEventListener('abort', () => this.#stopping.abort(), { once: true });
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  says(sentence: string): void {
    this.#says = sentence;
    this.#call.output.progress(sentence);
  }

  second(now: Second): void {
    this.#second = now;
  }

  levelDone(phase: Phase, level: Level): void {
    this.#second = null;
    const why = level.verdict === 'pass' ? '' : `: ${level.why}`;
    this.#call.output.progress(
      `  ${level.people} people, ${level.perSecond} requests a second, 95 of 100 within ${level.p95 ?? '–'} ms: ${level.verdict}${why}`,
    );
    if (phase === 'curve') void this.#report(level);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** The platform may be away for a moment: bots go on. */
  async #report(level?: Level): Promise<void> {
    const { app, id } = this.#rehearsal;
    const report = {
      says: this.#says.slice(0, 500),
      ...(this.#second !== null && { second: this.#second }),
      ...(level !== undefined && { level }),
    };
    const answer = await this.#call.platform.reportRehearsal(app, id, report).catch(() => null);
    if (answer?.isStopped === true) this.#stopping.abort();
  }
}
