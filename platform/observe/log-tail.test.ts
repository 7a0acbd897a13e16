import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '#kit/time/clock.ts';
import { Logs } from '../store/logs.ts';
import { until } from '../testing/dynod.ts';
import { LogBook } from './log-book.ts';
import { tailLimits, type TailReader } from './log-tail.ts';

let folder: string;
let logs: Logs;
let logBook: LogBook;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-tail-'));
  logs = new Logs(join(folder, 'logs.db'));
  logBook = new LogBook(logs, systemClock);
});
after(async () => {
  logs.close();
  await rm(folder, { recursive: true });
});

/** Reads a line and then no more until it is let go on. */
class SlowReader implements TailReader {
  readonly #leaving = new AbortController();
  readonly #pause = Promise.withResolvers<void>();
  readonly got: string[] = [];
  readonly signal = this.#leaving.signal;
  #isSlow = true;

  onItem({ text }: { readonly text: string }): void {
    this.got.push(text);
  }
  ready(): Promise<void> | null {
    return this.#isSlow ? this.#pause.promise : null;
  }
  goOn(): void {
    this.#isSlow = false;
    this.#pause.resolve();
  }
  leave(): void {
    this.#leaving.abort();
    this.#pause.resolve();
  }
}

const say = (app: string, from: number, lines: number): void =>
  logBook.append(Array.from({ length: lines }, (_, at) => ({ app, dyno: 'web.1', atMs: 1, source: 'app', text: String(from + at) })));
const codesOf = (app: string) => logBook.codeCounts(app, 0).map(({ code, count }) => `${count} × ${code}`);
const room = 1 + tailLimits.lines; // one was taken

describe('a live tail', () => {
  it('that keeps up gets every line', async () => {
    const reader = new SlowReader();
    reader.goOn();
    const tailed = logBook.tail('calm', { lines: 10 }, reader);
    say('calm', 1, 3 * room);
    assert.equal(reader.got.length, 3 * room);
    reader.leave();
    await tailed;
    assert.deepEqual(codesOf('calm'), []);
  });

  it('that cannot keep up misses lines in one piece, and L11 stands in their place', async () => {
    const reader = new SlowReader();
    const tailed = logBook.tail('slow', { lines: 0 }, reader);
    say('slow', 1, room + 7);
    reader.goOn();
    await until(() => reader.got.length > room);
    say('slow', 5000, 1);
    assert.deepEqual(reader.got.slice(room - 1), [
      String(room),
      'Error L11 (Tail buffer overflow): 7 lines were left out of a live tail that could not keep up',
      '5000',
    ]);
    reader.leave();
    await tailed;
    assert.deepEqual(codesOf('slow'), ['1 × L11']);
  });

  it('has room for the lines it asked for besides', async () => {
    say('old', 1, 2 * room);
    const reader = new SlowReader();
    const tailed = logBook.tail('old', { lines: 2 * room }, reader);
    reader.goOn();
    await until(() => reader.got.length === 2 * room);
    reader.leave();
    await tailed;
    assert.deepEqual(codesOf('old'), []);
  });

  it('that leaves while it misses lines is told of too', async () => {
    const reader = new SlowReader();
    const tailed = logBook.tail('gone', { lines: 0 }, reader);
    say('gone', 1, room + 7);
    reader.leave();
    await tailed;
    assert.deepEqual(codesOf('gone'), ['1 × L11']);
  });

  it('is ended when it is the oldest of too many, which is L15', async () => {
    const readers = Array.from({ length: tailLimits.tailsPerApp + 1 }, () => new SlowReader());
    const [oldest, ...others] = readers.map((reader) => logBook.tail('full', { lines: 0 }, reader));
    await oldest;
    assert.deepEqual(codesOf('full'), ['1 × L15']);
    for (const reader of readers) reader.leave();
    await Promise.all(others);
  });
});
