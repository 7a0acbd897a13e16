import type { Clock } from '#kit/time/clock.ts';
import { codes } from '../rules/codes.ts';
import type { LogLine } from '../rules/resources.ts';
import type { LineFilter, Logs, NewLine, OutputPiece } from '../store/logs.ts';
import { LogTail, tailLimits, type TailReader } from './log-tail.ts';
import { Readers } from './readers.ts';

/** Logs of all apps: stored first, then handed to those who follow. */
export class LogBook {
  readonly #logs: Logs;
  readonly #clock: Clock;
  readonly #readers = new Readers<LogLine>();
  /** Live tails by app, the oldest first. */
  readonly #tails = new Map<string, Set<LogTail>>();

  constructor(logs: Logs, clock: Clock) {
    this.#logs = logs;
    this.#clock = clock;
  }

  /** Lines of the platform itself: `rostra[web.1]: State changed from starting to up`. */
  tell(app: string, dyno: string, texts: readonly string[]): void {
    const atMs = this.#clock.nowMs();
    this.append(texts.map((text) => ({ app, dyno, text, atMs, source: 'rostra' })));
  }

  /** A code that a timer or a reader brought up: a log that cannot be written now (the supervisor's L13) must not take the teller along. */
  tellCode(of: { readonly app: string; readonly dyno: string }, code: 'L11' | 'L15' | 'R13' | 'X02', words: string): void {
    try {
      this.tell(of.app, of.dyno, [`Error ${code} (${codes[code].title}): ${words}`]);
    } catch {
      // nobody reads what cannot be written
    }
  }

  append(lines: readonly NewLine[]): void {
    for (const [app, ofApp] of Map.groupBy(lines, (line) => line.app)) this.#handOut(app, ofApp, this.#logs.append(ofApp));
  }

  storedOffset(dynoId: string): number {
    return this.#logs.storedOffset(dynoId);
  }

  /** How far the dyno's output is stored afterwards. */
  appendOutput(app: string, piece: OutputPiece): number {
    const { offset, ids } = this.#logs.appendOutput(piece, this.#clock.nowMs());
    this.#handOut(app, piece.lines, ids);
    return offset;
  }

  newest(app: string, filter: LineFilter): readonly LogLine[] {
    return this.#logs.newest(app, filter);
  }

  /** The newest, then each new one, without a gap, until the returned function is called. */
  follow(app: string, filter: LineFilter, onLine: (line: LogLine) => void): () => void {
    for (const line of this.#logs.newest(app, filter)) onLine(line);
    return this.#readers.add(app, (line) => {
      if (fits(line, filter)) onLine(line);
    });
  }

  /**
   * Follows for one who reads as fast as it can, until it is gone. What it has no room for is left out, and the log says so (L11); when an
   * app has too many tails the oldest is ended (L15).
   */
  async tail(app: string, filter: LineFilter, reader: TailReader): Promise<void> {
    const onLeftOut = (lines: number): void =>
      this.tellCode({ app, dyno: 'api' }, 'L11', `${lines} lines were left out of a live tail that could not keep up`);
    const tail = new LogTail(reader, { most: filter.lines + tailLimits.lines, onLeftOut });
    const tails = this.#tails.get(app) ?? new Set();
    this.#tails.set(app, tails.add(tail));
    const stop = this.follow(app, filter, (line) => tail.push(line));
    if (tails.size > tailLimits.tailsPerApp) this.#endOldest(app, tails);
    await tail.ended;
    stop();
    tails.delete(tail);
    if (tails.size === 0 && this.#tails.get(app) === tails) this.#tails.delete(app);
  }

  /** Those behind a line, oldest first. */
  after(app: string, id: number, most: number): readonly LogLine[] {
    return this.#logs.after(app, id, most);
  }

  amountAfter(app: string, id: number): ReturnType<Logs['amountAfter']> {
    return this.#logs.amountAfter(app, id);
  }

  newestId(app: string): number {
    return this.#logs.newestId(app);
  }

  /** Called with each new line, until the returned function is called. */
  listen(app: string, onLine: (line: LogLine) => void): () => void {
    return this.#readers.add(app, onLine);
  }

  /** By code, the most frequent first. */
  codeCounts(app: string, sinceMs: number): ReturnType<Logs['codeCounts']> {
    return this.#logs.codeCounts(app, sinceMs);
  }

  dynoCodes(app: string, time: Parameters<Logs['dynoCodes']>[1]): ReturnType<Logs['dynoCodes']> {
    return this.#logs.dynoCodes(app, time);
  }

  /** The app is gone: so are its lines. */
  forget(app: string): void {
    this.#logs.forget(app);
  }

  #endOldest(app: string, tails: Set<LogTail>): void {
    const [oldest] = tails;
    if (oldest === undefined) return;
    tails.delete(oldest);
    oldest.end();
    this.tellCode({ app, dyno: 'api' }, 'L15', `more than ${tailLimits.tailsPerApp} live tails of this log; the oldest was ended`);
  }

  /** Lines that were stored, in their order; a repeat was not. */
  #handOut(app: string, lines: readonly NewLine[], ids: readonly number[]): void {
    if (!this.#readers.has(app)) return;
    for (const [at, id] of ids.entries()) {
      const line = lines[at];
      if (line !== undefined) this.#readers.tell(app, logLine(line, id));
    }
  }
}

const logLine = ({ atMs, source, dyno, text }: NewLine, id: number): LogLine => ({
  id,
  at: new Date(atMs).toISOString(),
  source,
  dyno,
  text,
});

function fits(line: LogLine, filter: LineFilter): boolean {
  const { source, dyno } = filter;
  const isFrom = dyno === undefined || line.dyno === dyno || line.dyno.startsWith(`${dyno}.`);
  return (source === undefined || line.source === source) && isFrom && says(line.text, filter);
}

function says(line: string, { text, code, requestId }: LineFilter): boolean {
  return (
    (text === undefined || line.toLowerCase().includes(text.toLowerCase())) &&
    (requestId === undefined || line.includes(requestId)) &&
    (code === undefined || line.includes(` code=${code} `) || line.includes(`${code} (`))
  );
}
