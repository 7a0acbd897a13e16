import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gaugesOf } from './gauges.ts';
import { addDuration, packedBuckets } from './latency-buckets.ts';
import { axisOf, panelsOf } from './metric-panels.ts';
import type { Panel, PanelScene } from './metric-panels.ts';
import { routeRows, spikesOf } from './route-rows.ts';
import { noTraffic } from './traffic.ts';
import type { TrafficStep } from './traffic.ts';

function histogram(...durationsMs: readonly number[]): string {
  const buckets: number[] = [];
  for (const ms of durationsMs) addDuration(buckets, ms);
  return packedBuckets(buckets);
}

const step = (second: number, change: Partial<TrafficStep> = {}): TrafficStep => ({ ...noTraffic, second, ...change });

const scene = (change: Partial<PanelScene> = {}): PanelScene => ({
  stepSeconds: 10,
  seconds: axisOf({ from: 100, to: 140, seconds: 10 }),
  traffic: new Map(),
  reported: new Map(),
  dynos: new Map(),
  addons: [],
  host: new Map(),
  former: new Map(),
  ...change,
});

const traffic = (...steps: readonly TrafficStep[]) => new Map(steps.map((each) => [each.second, each]));
const panelIn = (own: Partial<PanelScene>, key: string): Panel | undefined => panelsOf(scene(own)).find((panel) => panel.key === key);
const valuesOf = (panel: Panel | undefined, key: string) => panel?.lines.find((line) => line.key === key)?.values;

describe('the panels of a time', () => {
  it('have a gap where nobody reported, and zeros where nobody asked', () => {
    const panel = panelIn(
      {
        traffic: traffic(step(100, { ok: 20 }), step(130)),
        reported: new Map([
          [100, 10],
          [130, 10],
        ]),
      },
      'throughput',
    );
    assert.deepEqual(valuesOf(panel, 'ok'), [2, null, null, 0]);
  });

  it('divide by the seconds that were reported: a step that has just begun is no dip', () => {
    const panel = panelIn({ traffic: traffic(step(130, { ok: 6 })), reported: new Map([[130, 2]]) }, 'throughput');
    assert.deepEqual(valuesOf(panel, 'ok'), [null, null, null, 3]);
  });

  it('are only those of which something is known', () => assert.deepEqual(panelsOf(scene()), []));

  it('let a reading stand until the next is due, and no longer', () => {
    const fine = scene({
      stepSeconds: 5,
      seconds: axisOf({ from: 100, to: 125, seconds: 5 }),
      dynos: new Map([[100, gaugesOf({ 'web.1/load': 0.5, 'web/up': 1 })]]),
    });
    assert.deepEqual(
      valuesOf(
        panelsOf(fine).find(({ key }) => key === 'load'),
        'load',
      ),
      [0.5, 0.5, 0.5, null, null],
    );
  });

  it('add up the load of all dynos beside how many there are', () => {
    const panel = panelIn(
      { dynos: new Map([[130, gaugesOf({ 'web.1/load': 0.5, 'web.2/load': 0.7, 'web/up': 2, 'web/quotaMb': 512 })]]) },
      'load',
    );
    assert.deepEqual([valuesOf(panel, 'load')?.at(-1), valuesOf(panel, 'up')?.at(-1)], [1.2, 2]);
    assert.equal(panel?.say, 'Using 60 % of what 2 dynos can do. Nothing to do.');
  });
});

describe('the sentence of', () => {
  const reported = new Map([[130, 10]]);
  it('throughput says whose the failures are', () => {
    const at = (failedByRouter: number): string | undefined =>
      panelIn({ traffic: traffic(step(130, { ok: 90, failed: 10, failedByRouter })), reported }, 'throughput')?.say;
    assert.equal(at(10), '10 requests a second; 1 a second fail, at the router: the app is overloaded or down.');
    assert.equal(at(0), '10 requests a second; 1 a second fail, in the app itself: a fault of the app.');
  });
  it('speed says when most visitors wait', () => {
    const panel = panelIn({ traffic: traffic(step(130, { ok: 1, buckets: histogram(5000) })), reported }, 'speed');
    assert.equal(panel?.state, 'fail');
    assert.match(panel?.say ?? '', /most visitors wait\.$/);
  });
  it('a database warns before its connections are used up', () => {
    const addons = [
      {
        name: 'pg-1',
        service: 'postgres',
        gauges: new Map([[130, gaugesOf({ active: 10, idle: 7, idleInTransaction: 0, limit: 20, longestSeconds: 1.2, lockWaits: 0 })]]),
      },
    ] as const;
    const panel = panelIn({ addons }, 'postgres-pg-1');
    assert.deepEqual([panel?.state, panel?.say], ['late', '17 of 20 connections; longest statement 1.2 s.']);
  });
});

describe('routes', () => {
  const counts = (...durationsMs: readonly number[]) => {
    let packed = '';
    for (const [at, ms] of durationsMs.entries()) packed += `${at > 0 ? ' ' : ''}${ms.toString(36)}`;
    return { requests: durationsMs.length, failed: 0, totalMs: durationsMs.reduce((sum, ms) => sum + ms, 0), buckets: packed };
  };
  it('stand in the order of the time that they took', () =>
    assert.deepEqual(
      routeRows([{ '/a': counts(100) }, { '/b': counts(300) }]).map(({ route, timePercent }) => [route, timePercent]),
      [
        ['/b', 75],
        ['/a', 25],
      ],
    ));
  it('are told of the steps that were slow, the slowest first', () => {
    const steps = [100, 110, 120].map((second) => step(second, { buckets: histogram(second === 110 ? 2000 : 50) }));
    const spikes = spikesOf(
      steps,
      new Map([
        [100, { '/a': counts(100) }],
        [110, { '/a': counts(200), '/b': counts(500) }],
      ]),
    );
    assert.deepEqual(
      Object.entries(spikes).map(([second, rows]) => [second, rows.map(({ route }) => route)]),
      [['110', ['/b', '/a']]],
    );
  });
});
