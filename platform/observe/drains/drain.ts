import { Bell } from '../../dynod/bell.ts';
import type { Clock } from '#kit/time/clock.ts';
import { codes } from '../../rules/codes.ts';
import type { LogLine } from '../../rules/resources.ts';
import { drainBuffer, drainPauseMs, isCertificateFault, syslogMessage } from '../../rules/syslog.ts';
import type { LogDrainRecord } from '../../store/log-drains.ts';
import type { LogBook } from '../log-book.ts';
import { senderFor } from './senders.ts';
import type { Sender } from './senders.ts';

export interface DrainState {
  readonly state: 'up' | 'waiting' | 'failing';
  readonly sent: number;
  readonly dropped: number;
  readonly failure: string | null;
}

export interface DrainHouse {
  readonly logBook: LogBook;
  readonly clock: Clock;
  /** How far it has come, to go on from there after a restart. */
  remember(id: number, sentId: number): void;
  /** How much it may be behind. */
  readonly buffer?: { readonly lines: number; readonly bytes: number };
}

const batchLines = 500;
const idleMs = 30_000;
const rememberEveryMs = 1_000;
/** The same certificate is complained of once in this time. */
const complainEveryMs = 600_000;

/** One drain at work: reads the log from where it stands and sends it, until it is ended. */
export class Drain {
  readonly #record: LogDrainRecord;
  readonly #house: DrainHouse;
  readonly #sender: Sender;
  readonly #bell = new Bell();
  readonly #unlisten: () => void;
  readonly #ended: Promise<void>;
  #isEnding = false;
  #sentId: number;
  #rememberedAtMs = 0;
  #complainedAtMs = -Infinity;
  #failures = 0;
  #state: DrainState = { state: 'waiting', sent: 0, dropped: 0, failure: null };

  constructor(record: LogDrainRecord, house: DrainHouse) {
    this.#record = record;
    this.#house = house;
    this.#sender = senderFor(record);
    this.#sentId = record.sentId;
    this.#unlisten = house.logBook.listen(record.appName, () => this.#bell.ring());
    this.#ended = this.#run();
  }

  get state(): DrainState {
    return this.#state;
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    this.#bell.ring();
    this.#unlisten();
    this.#sender.close();
    await this.#ended;
    this.#house.remember(this.#record.id, this.#sentId);
  }

  async #run(): Promise<void> {
    while (!this.#isEnding) {
      const lines = this.#house.logBook.after(this.#record.appName, this.#sentId, batchLines);
      if (lines.length === 0) await this.#bell.wait(idleMs);
      else await this.#pass(lines);
    }
  }

  async #pass(lines: readonly LogLine[]): Promise<void> {
    const wanted = lines.filter((line) => isWanted(line, this.#record));
    try {
      if (wanted.length > 0) await this.#sender.send(wanted.map((line) => syslogMessage(line, this.#record)));
      this.#failures = 0;
      this.#state = { ...this.#state, state: 'up', sent: this.#state.sent + wanted.length, failure: null };
      this.#advance(lines.at(-1)?.id ?? this.#sentId);
    } catch (error) {
      await this.#fail(error);
    }
  }

  #advance(id: number): void {
    this.#sentId = id;
    const nowMs = this.#house.clock.nowMs();
    if (nowMs - this.#rememberedAtMs < rememberEveryMs) return;
    this.#rememberedAtMs = nowMs;
    this.#house.remember(this.#record.id, id);
  }

  async #fail(error: unknown): Promise<void> {
    if (this.#isEnding) return;
    this.#failures += 1;
    const failure = error instanceof Error ? error.message : String(error);
    this.#state = { ...this.#state, state: 'failing', failure };
    this.#complain(error, failure);
    this.#leaveOut();
    const untilMs = performance.now() + drainPauseMs(this.#failures);
    while (!this.#isEnding && performance.now() < untilMs) await this.#bell.wait(untilMs - performance.now());
  }

  #complain(error: unknown, failure: string): void {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (!isCertificateFault(code) || this.#house.clock.nowMs() - this.#complainedAtMs < complainEveryMs) return;
    this.#complainedAtMs = this.#house.clock.nowMs();
    this.#tell('L14', `drain ${this.#record.id}: ${failure}`);
  }

  /** Too far behind: the oldest go, so that what is told now arrives when the drain is back. */
  #leaveOut(): void {
    const { lines, bytes } = this.#house.buffer ?? drainBuffer;
    const behind = this.#house.logBook.amountAfter(this.#record.appName, this.#sentId);
    if (behind.lines <= lines || behind.bytes <= bytes) return;
    const oldest = this.#house.logBook.after(this.#record.appName, this.#sentId, behind.lines - lines);
    const dropped = oldest.filter((line) => isWanted(line, this.#record)).length;
    this.#state = { ...this.#state, dropped: this.#state.dropped + dropped };
    this.#advance(oldest.at(-1)?.id ?? this.#sentId);
    if (dropped > 0) this.#tell('L10', `${dropped} lines dropped from drain ${this.#record.id} since ${oldest[0]?.at ?? ''}`);
  }

  #tell(code: 'L10' | 'L14', words: string): void {
    this.#house.logBook.tell(this.#record.appName, 'api', [`Error ${code} (${codes[code].title}): ${words}`]);
  }
}

function isWanted(line: LogLine, { source, processType }: LogDrainRecord): boolean {
  const isFrom = processType === null || line.dyno === processType || line.dyno.startsWith(`${processType}.`);
  return isFrom && (source === null || line.source === source);
}
