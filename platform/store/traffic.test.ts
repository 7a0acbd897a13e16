import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { addDuration, packedBuckets } from '../rules/latency-buckets.ts';
import { packedGauges, packedTraffic } from '../rules/metric-body.ts';
import { metricKinds, metricTiers } from '../rules/metric-tiers.ts';
import { noTraffic } from '../rules/traffic.ts';
import { Traffic } from './traffic.ts';
import type { NewSecond } from './traffic.ts';

let folder = '';
let traffic: Traffic;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-traffic-'));
  traffic = new Traffic(join(folder, 'metrics.db'));
});
afterEach(async () => {
  traffic.close();
  await rm(folder, { recursive: true });
});

const day = 86_400;
const start = 100 * day;
const lab = { kind: 'traffic', name: 'lab' } as const;

function second(at: number, ok: number, part = 1): NewSecond {
  return { ...lab, second: start + at, part, body: JSON.stringify({ ok }) };
}

function kept(seconds: number, from = 0, to = day): [number, unknown][] {
  const steps = traffic.steps(lab, { seconds, from: start + from, to: start + to });
  return steps.map(({ second: at, body }) => [at - start, JSON.parse(body)]);
}

describe('steps', () => {
  it('come back as they were written, each second once', () => {
    traffic.append([second(10, 3)], []);
    traffic.append([second(10, 4), second(11, 5)], []);
    assert.deepEqual(kept(1), [
      [10, { ok: 4 }],
      [11, { ok: 5 }],
    ]);
    assert.deepEqual(kept(1, 11, 12), [[11, { ok: 5 }]]);
  });

  it('keep apart what several routers report of one second, and add it up in longer ones', () => {
    traffic.append([second(4, 3, 1), second(4, 4, 2)], []);
    assert.deepEqual(kept(1), [
      [4, { ok: 3 }],
      [4, { ok: 4 }],
    ]);
    assert.deepEqual(kept(10), [[0, { ok: 7 }]]);
  });

  it('are rolled up to ten seconds, a minute, ten minutes and an hour', () => {
    traffic.append([second(5, 1), second(15, 2), second(65, 4), second(605, 8), second(3605, 16)], []);
    const sums = (step: number): unknown[] => kept(step).map(([at, body]) => [at, body]);
    assert.deepEqual(sums(10).length, 5);
    assert.deepEqual(kept(60).slice(0, 2), [
      [0, { ok: 3 }],
      [60, { ok: 4 }],
    ]);
    assert.deepEqual(kept(600).slice(0, 2), [
      [0, { ok: 7 }],
      [600, { ok: 8 }],
    ]);
    assert.deepEqual(kept(3600), [
      [0, { ok: 15 }],
      [3600, { ok: 16 }],
    ]);
  });

  it('are right again when a second comes late or comes anew', () => {
    traffic.append([second(5, 1), second(6, 1)], []);
    traffic.append([second(5, 9), second(1, 1)], []);
    assert.deepEqual(kept(3600), [[0, { ok: 11 }]]);
  });

  it('are all written or none', () => {
    assert.throws(() => traffic.append([second(1, 1), { ...second(2, 1), body: 'not JSON' }], []));
    assert.deepEqual([kept(1), kept(10)], [[], []]);
  });
});

describe('reported', () => {
  it('counts the seconds that a router spoke of, however often it did', () => {
    traffic.append([], [start + 8, start + 9, start + 10]);
    traffic.append([], [start + 10]);
    const steps = (seconds: number) => [...traffic.reported({ seconds, from: start, to: start + day })];
    assert.deepEqual(steps(10), [
      [start, 2],
      [start + 10, 1],
    ]);
    assert.deepEqual(steps(3600), [[start, 3]]);
  });
});

describe('prune', () => {
  const every = (seconds: number): number => kept(seconds, -100 * day, 1).length;
  it('keeps a second for two hours, ten for a day, a minute for two weeks, ten for 90 days', () => {
    traffic.append([second(0, 1)], [start]);
    const left = (afterSeconds: number): number[] => {
      traffic.prune(start + afterSeconds);
      return [1, 10, 60, 600, 3600].map(every);
    };
    assert.deepEqual(left(2 * 3600), [1, 1, 1, 1, 1]);
    assert.deepEqual(left(2 * 3600 + 1), [0, 1, 1, 1, 1]);
    assert.deepEqual(left(day + 1), [0, 0, 1, 1, 1]);
    assert.deepEqual(left(14 * day + 1), [0, 0, 0, 1, 1]);
    assert.deepEqual(left(90 * day + 1), [0, 0, 0, 0, 1]);
    assert.deepEqual(left(2 * 365 * day + 1), [0, 0, 0, 0, 0]);
  });

  it('keeps the minutes of an event for two years', () => {
    traffic.append([second(0, 1), second(60, 1)], [start, start + 60]);
    traffic.keepWindow(start, start + 60);
    traffic.prune(start + 30 * day);
    assert.deepEqual(kept(60), [[0, { ok: 1 }]]);
    assert.deepEqual([...traffic.reported({ seconds: 60, from: start, to: start + day })], [[start, 1]]);
  });
});

it('forgets an app with everything that is kept of it', () => {
  traffic.append([second(0, 1)], []);
  traffic.forget('lab');
  assert.deepEqual(
    [1, 10, 60, 600, 3600].flatMap((seconds) => kept(seconds)),
    [],
  );
});

/** As the tiers hold it for a year (MET-04, MET-05), from the size of a row of each that is as full as it gets. */
it('keeps a year of an app that is asked twice a second, day and night, in 60 MB', () => {
  const random = seededRandom('a year');
  const durations = (count: number): string => {
    const buckets: number[] = [];
    for (let at = 0; at < count; at += 1) addDuration(buckets, Math.exp(2 + 4 * random.next() * random.next()));
    return packedBuckets(buckets);
  };
  const bodies = {
    traffic: (ok: number) => packedTraffic({ ...noTraffic, second: 0, ok, bytes: ok * 9_876, serviceMs: ok * 54, buckets: durations(ok) }),
    routes: (ok: number) => JSON.stringify(Object.fromEntries(pages.map((page) => [page, { ...route, buckets: durations(ok / 12) }]))),
    gauges: () => packedGauges(Object.fromEntries(figures.map((name) => [name, [12, random.next() * 500, random.next() * 500]]))),
  };
  const perSecond = 2;
  for (const { seconds } of metricTiers)
    for (const kind of metricKinds) {
      const body = bodies[kind](perSecond * seconds);
      traffic.append([{ kind, name: String(seconds), second: start, part: 0, body }], []);
    }
  const db = new DatabaseSync(join(folder, 'metrics.db'), { readOnly: true });
  const read = db.prepare('select length(body) + coalesce(length(packed), 0) size from steps where kind = ? and name = ? and seconds = ?');
  const rows = metricTiers.flatMap(({ seconds, keepSeconds }) =>
    metricKinds.map((kind) => {
      const size = Number(read.get(kind, String(seconds), Math.min(seconds, 60))?.['size']);
      return ((size + rowBytes) * Math.min(keepSeconds[kind], 365 * day)) / seconds;
    }),
  );
  db.close();
  const megabytes = rows.reduce((sum, bytes) => sum + bytes, 0) / 1_000_000;
  assert.ok(megabytes < 60, `${megabytes.toFixed(1)} MB`);
});

/** What SQLite needs of its own for each. */
const rowBytes = 40;
const pages = Array.from({ length: 12 }, (_, at) => `/tournament/*/round/${at}/results/`);
const route = { requests: 1_234, failed: 5, totalMs: 67_890 };
const figures = ['web.1', 'web.2', 'worker.1'].flatMap((dyno) => ['load', 'memory', 'rss', 'up'].map((figure) => `${dyno}/${figure}`));
