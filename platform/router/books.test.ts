import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeClock } from '#kit/testing/fake-clock.ts';
import { bucketOf, packedBuckets } from '../rules/latency-buckets.ts';
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
  traceparent: '',
};

function booksOf(change: Partial<typeof routerLimits> = {}): Books {
  const standing = { inflight: new Map([['web.2', 3]]), waiting: 4 };
  return new Books({ limits: { ...routerLimits, ...change }, clock, standing: () => standing });
}

const clock = fakeClock(1_000_000);

/** Everything that the books give, the second that goes on now included. */
function allOf(books: Books): RouterReport {
  clock.advance(1000);
  return books.take();
}

describe('the books', () => {
  it('count a second of an app: statuses, codes, bytes, durations, and what each dyno did and does', () => {
    const books = booksOf();
    books.enter('tab', request, true);
    books.enter('tab', { ...request, status: 503, code: 'H12', dyno: 'web.2' }, true);
    books.enter('tab', { ...request, status: 499, code: 'H27' }, false);
    const [sample] = allOf(books).samples;
    assert.deepEqual([sample?.second, sample?.requests, sample?.failed, sample?.bytes], [1000, 3, 1, 300]);
    assert.deepEqual(
      [sample?.codes, sample?.byStatus],
      [
        { H12: 1, H27: 1 },
        { '2xx': 1, '5xx': 1, '499': 1 },
      ],
    );
    assert.equal(counted(sample?.buckets), 2);
    assert.deepEqual(sample?.dynos, { 'web.1': { requests: 2, inflight: 0 }, 'web.2': { requests: 1, inflight: 3 } });
    assert.equal(sample?.waiting, 4);
  });

  it('tell failures of the router from those of the app', () => {
    const books = booksOf();
    books.enter('tab', { ...request, status: 503, code: 'H10', dyno: '' }, true);
    books.enter('tab', { ...request, status: 500 }, true);
    const [sample] = allOf(books).samples;
    assert.deepEqual([sample?.failed, sample?.failedByRouter], [2, 1]);
  });

  it('know how long dynos worked, and how long requests waited for them', () => {
    const books = booksOf();
    books.enter('tab', { ...request, queueMs: 40, serviceMs: 60 }, true);
    books.enter('tab', { ...request, serviceMs: 20 }, true);
    books.enter('tab', { ...request, code: 'H12', status: 503, dyno: '', queueMs: 30_000, serviceMs: 30_000 }, true);
    const [sample] = allOf(books).samples;
    assert.deepEqual([sample?.dispatched, sample?.serviceMs], [2, 80]);
    assert.equal(sample?.queueBuckets[0], 1);
    const longest = (sample?.buckets.length ?? 0) - 1;
    assert.equal(longest, bucketOf(30_000), 'what waited in vain waited once');
  });

  it("measure neither the router's own answers nor the cache's, which stand apart", () => {
    const books = booksOf();
    books.enter('tab', { ...request, dyno: '' }, true);
    books.enter('tab', { ...request, dyno: '', cache: 'hit' }, false);
    const [sample] = allOf(books).samples;
    assert.deepEqual([counted(sample?.buckets), counted(sample?.cachedBuckets)], [0, 1]);
    assert.deepEqual(sample?.cache, { '-': 1, hit: 1 });
  });

  it('count by route group, and name it in the line', () => {
    const books = booksOf();
    for (const path of ['/round/1/', '/round/2/?x=1']) books.enter('tab', { ...request, path }, true);
    const { samples, lines } = allOf(books);
    assert.deepEqual(samples[0]?.routes, {
      '/round/*/': { requests: 2, failed: 0, totalMs: 20, buckets: packedBuckets(samples[0]?.buckets ?? []) },
    });
    assert.match(lines[0]?.line ?? '', / route=\/round\/\*\/ /);
  });

  it('tell open WebSockets each second, also when nobody asks for a page', () => {
    const books = booksOf();
    books.sockets.opened('tab');
    books.sockets.opened('tab');
    books.sockets.closed('tab');
    assert.deepEqual(allOf(books).samples[0]?.sockets, { open: 1, opened: 2, closed: 1 });
    assert.deepEqual(allOf(books).samples[0]?.sockets, { open: 1, opened: 0, closed: 0 });
    books.sockets.closed('tab');
    assert.deepEqual(allOf(books).samples[0]?.sockets, { open: 0, opened: 0, closed: 1 });
    assert.deepEqual(allOf(books).samples, []);
  });

  it('say which seconds a report speaks of, also when it comes late', () => {
    const books = booksOf();
    assert.equal(allOf(books).covers?.to, clock.nowMs() / 1000);
    const from = clock.nowMs() / 1000;
    books.putBack(allOf(books));
    assert.deepEqual(allOf(books).covers, { from, to: from + 2 });
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

const counted = (buckets: readonly number[] = []): number => buckets.reduce((sum, count) => sum + count, 0);
