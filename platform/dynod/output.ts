import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#kit/log/logger.ts';
import { outputLimits } from '../rules/dyno-limits.ts';
import { isSpent, useAfter, type OutputUse } from '../rules/output-budget.ts';
import { lineTime, outputLines, type OutputLine, type OutputMark } from '../rules/output-lines.ts';
import { Bell } from './bell.ts';
import type { LogStore } from './log-store.ts';
import type { OutputFile } from './output-file.ts';

export interface OutputOptions {
  readonly dyno: { readonly id: string; readonly app: string; readonly name: string };
  readonly file: OutputFile;
  readonly store: LogStore;
  readonly logger: Logger;
  /** Bytes of output before the file's beginning. */
  readonly base: number;
  /** Output that may wait while control is away; as much as `outputLimits` says when missing. */
  readonly waitingBytes?: number;
  /** The file's beginning has moved: to be remembered before anything more is stored. */
  onBase(base: number): Promise<void>;
}

/**
 * Passes a dyno's output on to control, each line once: control stores the offset together with the lines, and we read on from
 * there. The app never waits for us; while control is away the file grows.
 */
export class Output {
  readonly #options: OutputOptions;
  readonly #bell = new Bell();
  readonly #done: Promise<void>;
  /** Bytes of output, counted from the dyno's first, that control has. */
  #stored = 0;
  /** Where we read on, in the file. */
  #at = 0;
  #base: number;
  #punched = 0;
  #marks: OutputMark[] = [];
  #use: OutputUse = { sinceMs: 0, lines: 0, bytes: 0 };
  /** Lines that were left out since the last that was stored. */
  #leftOut = 0;
  #unfinishedSince: number | null = null;
  #ending: 'drain' | 'now' | null = null;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.#base = options.base;
    this.#done = this.#follow().catch((error: unknown) => options.logger.error('output_lost', { dyno: options.dyno.id, error }));
  }

  /** The file has changed. */
  ring(): void {
    this.#bell.ring();
  }

  /** The dyno has ended: settles when everything that it wrote is stored. */
  async finish(): Promise<void> {
    this.#ending ??= 'drain';
    this.#bell.ring();
    await this.#done;
  }

  /** Leaves the rest to the next dynod. */
  close(): void {
    this.#ending = 'now';
    this.#bell.ring();
  }

  async #follow(): Promise<void> {
    this.#stored = (await this.#insist(() => this.#options.store.storedOffset(this.#options.dyno.id))) ?? 0;
    this.#at = Math.max(0, this.#stored - this.#base);
    while (this.#ending !== 'now') {
      const passed = await this.#passOn();
      if (passed === 'nothing' && this.#ending === 'drain') return;
      if (passed === 'full' || this.#ending !== null) continue;
      await this.#bell.wait(outputLimits.unfinishedLineMs);
      await sleep(outputLimits.collectMs);
    }
  }

  /** One batch: `full` when there is probably more at once. */
  async #passOn(): Promise<'nothing' | 'some' | 'full'> {
    const size = await this.#look();
    if (size < this.#at) await this.#beginAgain(this.#at);
    const { waitingBytes = outputLimits.waitingBytes } = this.#options;
    if (size - this.#at > waitingBytes) this.#at = size - waitingBytes / 2;
    const piece = size > this.#at ? await this.#options.file.read(this.#at, outputLimits.batchBytes) : Buffer.alloc(0);
    const { lines, bytes } = this.#linesOf(piece);
    if (bytes === 0 && !this.#mustSayLeftOut()) return 'nothing';
    if (!(await this.#take(lines, bytes))) return 'nothing';
    await this.#giveBack();
    return lines.length >= outputLimits.batchLines || bytes >= outputLimits.batchBytes / 2 ? 'full' : 'some';
  }

  /** Stores the lines, or leaves them out when there were too many lately. False when we have to leave before control has answered. */
  async #take(lines: readonly OutputLine[], bytes: number): Promise<boolean> {
    const nowMs = performance.now();
    if (isSpent(this.#use, nowMs)) {
      this.#leftOut += lines.length;
      this.#at += bytes;
      return true;
    }
    const batch = { ...this.#batchHead(), to: this.#base + this.#at + bytes, lines: this.#stamped(lines) };
    const stored = await this.#insist(() => this.#options.store.store(batch));
    if (stored === null) return false;
    this.#use = useAfter(this.#use, { lines: lines.length, bytes }, nowMs);
    this.#leftOut = 0;
    this.#stored = stored;
    this.#at = Math.max(0, stored - this.#base);
    return true;
  }

  /** Nothing comes any more, and what was left out has not been told yet. */
  #mustSayLeftOut(): boolean {
    return this.#leftOut > 0 && (!isSpent(this.#use, performance.now()) || this.#ending === 'drain');
  }

  #linesOf(piece: Buffer): ReturnType<typeof outputLines> {
    const cutting = { longest: outputLimits.lineBytes, most: outputLimits.batchLines, flush: false };
    const whole = outputLines(piece, cutting);
    if (whole.bytes > 0 || piece.length === 0) {
      this.#unfinishedSince = null;
      return whole;
    }
    this.#unfinishedSince ??= performance.now();
    const waitedMs = performance.now() - this.#unfinishedSince;
    if (this.#ending !== 'drain' && waitedMs < outputLimits.unfinishedLineMs) return whole;
    this.#unfinishedSince = null;
    return outputLines(piece, { ...cutting, flush: true });
  }

  #batchHead(): { dynoId: string; app: string; dyno: string; from: number } {
    const { id, app, name } = this.#options.dyno;
    return { dynoId: id, app, dyno: name, from: this.#stored };
  }

  #stamped(lines: readonly OutputLine[]): { atMs: number; text: string }[] {
    const nowMs = Date.now();
    const stamped = lines.map((line) => ({ atMs: lineTime(this.#marks, this.#at + line.end, nowMs), text: line.text }));
    const remark = this.#remark();
    return remark === null ? stamped : [{ atMs: stamped[0]?.atMs ?? nowMs, text: remark }, ...stamped];
  }

  /** What is said of output that is missing before the next line. */
  #remark(): string | null {
    if (this.#leftOut > 0) return `L12 (Local buffer overflow): ${this.#leftOut} lines of output before this line were left out`;
    const droppedBytes = this.#base + this.#at - this.#stored;
    return droppedBytes > 0 ? `L13 (Local delivery error): ${droppedBytes} bytes of output before this line were dropped` : null;
  }

  /** The file's size now, remembered with the time. */
  async #look(): Promise<number> {
    const size = await this.#options.file.size();
    this.#marks = this.#marks.filter((mark) => mark.size > this.#at);
    if (this.#marks.length < outputLimits.marks && this.#marks.at(-1)?.size !== size) this.#marks.push({ size, atMs: Date.now() });
    return size;
  }

  /** The file is shorter than what we have read: the app (`> /dev/stderr`) or we have emptied it. */
  async #beginAgain(read: number): Promise<void> {
    this.#base += read;
    this.#at = 0;
    this.#punched = 0;
    this.#marks = [];
    await this.#options.onBase(this.#base);
  }

  /** Only what is stored: the next dynod begins to read there. */
  async #giveBack(): Promise<void> {
    const { file } = this.#options;
    const stored = this.#stored - this.#base;
    if (stored - this.#punched < outputLimits.punchBytes) return;
    if (await file.punch(stored)) {
      this.#punched = stored;
      await file.reserve(outputLimits.punchBytes);
    } else if ((await file.size()) === stored) {
      await file.empty();
      await this.#beginAgain(stored);
    }
  }

  /** Tries until control has answered; null when we have to leave before. */
  async #insist<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
    for (let tries = 1; this.#ending !== 'now'; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (tries === 10) this.#options.logger.warn('output_waits_for_control', { dyno: this.#options.dyno.id, error });
        await sleep(outputLimits.retryMs);
        await this.#look();
      }
    }
    return null;
  }
}
