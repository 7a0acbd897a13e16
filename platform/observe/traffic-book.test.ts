import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fakeClock } from '#kit/testing/fake-clock.ts';
import type { MetricPoint } from '../rules/resources.ts';
import { uncounted } from '../rules/router-sample.ts';
import type { RouterSample } from '../rules/router-sample.ts';
import { Traffic } from '../store/traffic.ts';
import { TrafficBook } from './traffic-book.ts';

let folder = '';
let traffic: Traffic;
let clock: ReturnType<typeof fakeClock>;
let book: TrafficBook;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-traffic-book-'));
  traffic = new Traffic(join(folder, 'metrics.db'));
  clock = fakeClock(1_000_000);
  book = new TrafficBook(traffic, clock);
});
afterEach(async () => {
  traffic.close();
  await rm(folder, { recursive: true });
});

const sample = (second: number, requests: number, change: Partial<RouterSample> = {}): RouterSample => ({
  ...uncounted,
  app: 'lab',
  second,
  requests,
  failed: 0,
  bytes: 0,
  byStatus: { '2xx': requests },
  codes: {},
  buckets: [],
  dynos: {},
  ...change,
});

/** A report that speaks of the time until now. */
const report = (from: number, ...samples: readonly RouterSample[]) => ({ samples, covers: { from, to: clock.nowMs() / 1000 } });

const shown = (): [number, number][] => book.points('lab', 10).points.map(({ second, ok }) => [second, ok]);

describe('points', () => {
  it('end with the newest report: what came after it is not idle, but unknown', () => {
    book.take(report(999, sample(999, 5)));
    assert.deepEqual(shown(), [[999, 5]]);
    clock.advance(5000);
    assert.deepEqual(shown(), [[999, 5]]);
  });

  it('are zeros for seconds without a request', () => {
    book.take(report(997, sample(999, 5)));
    assert.deepEqual(shown(), [
      [997, 0],
      [998, 0],
      [999, 5],
    ]);
  });

  it('are missing while the router was away', () => {
    clock.advance(-8_000);
    book.take(report(991, sample(991, 1)));
    clock.advance(8_000);
    book.take(report(999, sample(999, 2)));
    assert.deepEqual(shown(), [
      [991, 1],
      [999, 2],
    ]);
  });

  it('are of as many seconds as were reported, so that a step which has just begun shows its rate', () => {
    book.take(report(997, sample(997, 6), sample(999, 6)));
    const { stepSeconds, points } = book.points('lab', 7200);
    assert.deepEqual([stepSeconds, points.map(({ second, seconds, ok }) => [second, seconds, ok])], [10, [[990, 3, 12]]]);
  });

  it('are the same before and after they are written, and when a report comes twice', () => {
    const late = report(998, sample(998, 1), sample(999, 2));
    book.take(late);
    const before = shown();
    book.write();
    assert.deepEqual(shown(), before);
    book.take(late);
    assert.deepEqual(shown(), before);
  });
});

describe('summary', () => {
  const buckets = [0, 0, 4];
  it('is of the last complete seconds, written or not', () => {
    book.take(report(990, sample(991, 8, { failed: 2, failedByRouter: 1, buckets })));
    book.write();
    clock.advance(1000);
    book.take(report(1000, sample(1000, 4, { buckets })));
    const { seconds, requests, failed, failedByApp } = book.summary('lab', { seconds: 10 });
    assert.deepEqual([seconds, requests, failed, failedByApp], [10, 12, 2, 1]);
    assert.equal(book.summary('lab', { seconds: 9 }).requests, 4);
  });

  it('waits for the slowest router, but not for one that is away', () => {
    book.take({ ...report(990, sample(999, 1)), router: 1 });
    book.take({ samples: [sample(998, 2)], covers: { from: 990, to: 999 }, router: 2 });
    assert.equal(book.complete(), 999);
    clock.advance(120_000);
    book.take({ ...report(1119), router: 1 });
    assert.equal(book.complete(), 1120);
  });

  it('of a time in the past, and of no seconds when nobody reported', () => {
    book.take(report(990, sample(991, 8)));
    assert.equal(book.summary('lab', { seconds: 5, endingAt: 995 }).requests, 8);
    assert.deepEqual(
      [book.summary('lab', { seconds: 5, endingAt: 900 }).seconds, book.summary('lab', { seconds: 5, type: 'worker' }).requests],
      [0, 0],
    );
  });
});

describe('those who follow', () => {
  it('get each reported second, a zero when there was nothing, and nothing after they left', () => {
    const points: MetricPoint[] = [];
    const leave = book.follow('lab', (point) => void points.push(point));
    book.take(report(998, sample(998, 1), sample(999, 2)));
    clock.advance(1000);
    book.take(report(1000));
    leave();
    book.take(report(1000, sample(1000, 3)));
    assert.deepEqual(
      points.map(({ second, ok }) => [second, ok]),
      [
        [998, 1],
        [999, 2],
        [1000, 0],
      ],
    );
  });

  it('get what all routers have said of a second', () => {
    const points: MetricPoint[] = [];
    book.follow('lab', (point) => void points.push(point));
    book.take({ ...report(999, sample(999, 1)), router: 1 });
    book.take({ ...report(999, sample(999, 2)), router: 2 });
    assert.deepEqual(
      points.map(({ ok }) => ok),
      [1, 3],
    );
  });
});

describe('dynos', () => {
  it('have what was read off them', () => {
    book.takeReadings('lab', { 'web.1/load': 0.5, 'web.1/memory': 60 });
    assert.deepEqual([...book.dynos('lab', 60)], [['web.1', [{ second: 1000, load: 0.5, memoryMb: 60 }]]]);
  });
});
