import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routerLimits } from '../rules/limits.ts';
import type { RequestFacts } from '../rules/log-line.ts';
import type { RouterReport } from '../rules/router-sample.ts';
import { Books } from './books.ts';

const request: RequestFacts = {
  code: null,
  desc: '',
  method: 'GET',
  path: '/',
  host: 'tab.localhost',
  requestId: 'a'.repeat(20),
  clientAddress: '127.0.0.1',
  dyno: 'web.1',
  connectMs: 0,
  serviceMs: 10,
  queueMs: 0,
  firstByteMs: 5,
  status: 200,
  bytes: 100,
  protocol: 'http',
  tlsVersion: null,
  httpVersion: '1.1',
  closedBy: null,
  retries: 0,
  uploaded: 0,
  cache: '-',
  userAgent: '',
};

function booksOf(change: Partial<typeof routerLimits> = {}): Books {
  return new Books({ ...routerLimits, ...change }, () => new Map([['web.2', 3]]));
}

/** Everything that the books give, the second that goes on now included once it is over. */
async function allOf(books: Books): Promise<RouterReport> {
  const first = books.take();
  for (;;) {
    const next = books.take();
    if (next.samples.length > 0) return { ...first, samples: [...first.samples, ...next.samples] };
    await new Promise(setImmediate);
  }
}

describe('the books', () => {
  it('count a second of an app: statuses, codes, bytes, durations, and what each dyno did and does', async () => {
    const books = booksOf();
    books.enter('tab', request, true);
    books.enter('tab', { ...request, status: 503, code: 'H12', dyno: 'web.2' }, true);
    books.enter('tab', { ...request, status: 499, code: 'H27' }, false);
    const { samples } = await allOf(books);
    const sum = (of: (sample: (typeof samples)[number]) => number): number => samples.reduce((total, sample) => total + of(sample), 0);
    assert.deepEqual([sum((each) => each.requests), sum((each) => each.failed), sum((each) => each.bytes)], [3, 1, 300]);
    assert.equal(
      sum((each) => each.codes.H12 ?? 0),
      1,
    );
    assert.equal(
      sum((each) => each.byStatus['499'] ?? 0),
      1,
    );
    assert.equal(
      sum((each) => each.buckets.reduce((all, count) => all + count, 0)),
      2,
    );
    assert.equal(
      sum((each) => each.dynos['web.1']?.requests ?? 0),
      2,
    );
    assert.equal(samples.at(-1)?.dynos['web.2']?.inflight, 3);
  });

  it('keep a bounded number of lines while control is away, and say how many they dropped', () => {
    const books = booksOf({ keptLines: 5 });
    for (let i = 0; i < 8; i += 1) books.enter('tab', request, true);
    const report = books.take();
    assert.deepEqual([report.lines.length, report.dropped.lines], [5, 3]);
    books.enter('tab', request, true);
    books.putBack(report);
    const again = books.take();
    assert.deepEqual([again.lines.length, again.dropped.lines], [5, 4]);
    assert.deepEqual(again.lines, report.lines);
    assert.deepEqual(books.take().dropped, { lines: 0, samples: 0 });
  });

  it('give reports of a bounded size, until nothing is behind', () => {
    const books = booksOf();
    for (let i = 0; i < 1500; i += 1) books.enter('tab', request, true);
    assert.ok(books.isBehind);
    assert.equal(books.take().lines.length, 1000);
    assert.ok(!books.isBehind);
    assert.equal(books.take().lines.length, 500);
  });

  it('count what control refused as dropped', () => {
    const books = booksOf();
    for (let i = 0; i < 3; i += 1) books.enter('tab', request, true);
    books.giveUp(books.take());
    const { lines, dropped } = books.take();
    assert.deepEqual([lines.length, dropped.lines], [0, 3]);
  });

  it('leave out good lines beyond the limit, so that those kept still stand for all, and never a bad one', () => {
    const books = booksOf({ linesPerSecond: 10 });
    for (let i = 0; i < 200; i += 1) books.enter('tab', request, true);
    for (let i = 0; i < 20; i += 1) books.enter('tab', { ...request, status: 503, code: 'H12' }, true);
    const { lines } = books.take();
    const good = lines.filter(({ line }) => line.startsWith('at=info'));
    const standFor = good.reduce((sum, { line }) => sum + Number(/ sampled=(\d+)$/.exec(line)?.[1] ?? 1), 0);
    assert.ok(good.length < 100, `${good.length} lines`);
    assert.ok(standFor > 150 && standFor <= 200, `they stand for ${standFor}`);
    assert.equal(lines.length - good.length, 20);
  });
});
