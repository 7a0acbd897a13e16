import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fakeClock } from '#kit/testing/fake-clock.ts';
import type { MetricPoint } from '../rules/resources.ts';
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

const sample = (second: number, requests: number): RouterSample => ({
  app: 'lab',
  second,
  requests,
  failed: 0,
  bytes: 0,
  byStatus: { '2xx': requests },
  codes: {},
  buckets: [],
  dynos: {},
});

const shown = (): [number, number][] => book.points('lab', 10).points.map(({ second, ok }) => [second, ok]);

describe('points', () => {
  it('end with the newest report: what came after it is not idle, but unknown', () => {
    book.take([sample(999, 5)]);
    assert.deepEqual(shown().at(-1), [999, 5]);
    clock.advance(900);
    assert.deepEqual(shown().at(-1), [999, 5]);
  });

  it('are zeros for seconds without a request', () => {
    book.take([sample(999, 5)]);
    clock.advance(1000);
    book.take([]);
    assert.deepEqual(shown().slice(-2), [
      [999, 5],
      [1000, 0],
    ]);
  });

  it('are missing while the router was away', () => {
    clock.advance(-8_000);
    book.take([sample(991, 1)]);
    clock.advance(8_000);
    book.take([sample(999, 2)]);
    const seconds = shown().map(([second]) => second);
    assert.ok(!seconds.includes(995));
    assert.ok(seconds.includes(999));
  });
});

describe('those who follow', () => {
  it('get each reported second, a zero when there was nothing, and nothing after they left', () => {
    const points: MetricPoint[] = [];
    const leave = book.follow('lab', (point) => void points.push(point));
    book.take([sample(998, 1), sample(999, 2)]);
    clock.advance(1000);
    book.take([]);
    leave();
    book.take([sample(1000, 3)]);
    assert.deepEqual(
      points.map(({ second, ok }) => [second, ok]),
      [
        [998, 1],
        [999, 2],
        [1000, 0],
      ],
    );
  });
});
