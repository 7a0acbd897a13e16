import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TrafficSummary } from '../traffic-summary.ts';
import { findingsIn } from './all-rules.ts';
import type { MonitorEvidence } from './evidence.ts';
import type { FindingRule } from './finding.ts';

const traffic: TrafficSummary = {
  seconds: 300,
  requests: 6000,
  ok: 6000,
  failed: 0,
  failedByRouter: 0,
  failedByApp: 0,
  failedPercent: 0,
  p50: 80,
  p95: 240,
  p99: 400,
  max: 900,
  queueP95: 0,
  perSecond: 20,
  busySlots: 2,
  codes: {},
};
const web = {
  quantity: 3,
  up: 3,
  slots: 8,
  runsAlone: false,
  size: 'standard-1x',
  nextSize: 'standard-2x',
  loads: [0.9, 0.9, 0.9, 0.9, 0.9],
  hourlyMicro: { 'standard-1x': 34_722, 'standard-2x': 69_444 },
  currency: 'USD',
};
const database = {
  name: 'tab-db',
  connections: 6,
  connectionLimit: 20,
  active: 0.5,
  lockWaits: 0,
  longestSeconds: 0.1,
  hitPercent: 99.8,
};
/** A tournament that goes well. */
const calm: MonitorEvidence = {
  traffic,
  lastMinute: { ...traffic, seconds: 60, requests: 1200, ok: 1200 },
  web,
  routes: [
    { route: '/*/draw', requests: 3000, failed: 0, p95Ms: 200 },
    { route: '/*/admin/allocation', requests: 10, failed: 0, p95Ms: 900 },
  ],
  timeouts: {},
  databases: [database],
  burst: null,
  machineCores: 4,
};
const otree = { ...web, quantity: 1, up: 1, runsAlone: true, loads: [0.4, 1.02, 1.1, 0.9, 1.2] };
const slow = { ...traffic, p95: 2840 };
const full = { ...web, loads: [2.7, 2.8, 2.9, 2.8, 2.8] };
const waiting = { ...slow, queueP95: 2000, codes: { H12: 41, H11: 12 } };

/** For each rule a moment that it must speak of, and one that it must not, however near. */
const moments: Readonly<Record<string, { readonly yes: MonitorEvidence; readonly no: MonitorEvidence }>> = {
  F01: {
    yes: { ...calm, web: otree, traffic: slow },
    no: { ...calm, web: { ...otree, loads: [0.4, 1.02, 1.1, 0.9, 0.9] }, traffic: slow, databases: [] },
  },
  F02: { yes: { ...calm, web: full, traffic: slow }, no: { ...calm, web: full, traffic: { ...traffic, p95: 990 } } },
  F03: {
    yes: { ...calm, traffic: slow, databases: [{ ...database, lockWaits: 3, active: 4 }] },
    no: { ...calm, traffic: slow },
  },
  F10: {
    yes: { ...calm, web: { ...web, runsAlone: true } },
    no: { ...calm, web: { ...web, runsAlone: true, quantity: 1, up: 1, loads: [] } },
  },
  F12: {
    yes: { ...calm, timeouts: { '/*/admin/allocation': 9, '/*/draw': 1 } },
    no: { ...calm, timeouts: { '/*/admin/allocation': 7, '/*/draw': 3 } },
  },
  F13: {
    yes: { ...calm, web: full, traffic: waiting, timeouts: { '/*/draw': 20, '/*/results': 21 } },
    no: { ...calm, traffic: { ...waiting, p95: 900, codes: { H12: 2, H11: 2 } }, web: full },
  },
  F16: {
    yes: { ...calm, burst: { path: '/wudc/draw/', requests: 412, cached: 20, times: 9 } },
    no: { ...calm, burst: { path: '/wudc/draw/', requests: 412, cached: 380, times: 9 } },
  },
  F20: {
    yes: { ...calm, lastMinute: { ...traffic, seconds: 60, requests: 1200, failed: 31, failedByApp: 31 } },
    no: { ...calm, lastMinute: { ...traffic, seconds: 60, requests: 1200, failed: 30, failedByApp: 30 } },
  },
};

const rulesIn = (evidence: MonitorEvidence): readonly FindingRule[] => findingsIn(evidence).map(({ rule }) => rule);

describe('a finding', () => {
  it('is not made of an app that does well', () => assert.deepEqual(rulesIn(calm), []));

  for (const [rule, { yes, no }] of Object.entries(moments)) {
    it(`${rule} speaks of its own moment`, () => assert.ok(rulesIn(yes).some((name) => name === rule)));
    it(`no rule speaks of what only looks like ${rule}`, () => assert.deepEqual(rulesIn(no), []));
  }

  it('alone where nothing else is wrong', () => {
    for (const rule of ['F01', 'F02', 'F03', 'F10', 'F12', 'F16', 'F20']) {
      const { yes } = moments[rule] ?? {};
      assert.deepEqual(yes && rulesIn(yes), [rule]);
    }
  });

  it('that more dynos help says how many, what it costs, and what is shared', () => {
    const [finding] = findingsIn({ ...calm, web: full, traffic: slow });
    assert.deepEqual(finding?.actions, [
      {
        label: 'Scale web to 5',
        call: { verb: 'scale', type: 'web', quantity: 5, was: 3 },
        confirm: 'web goes from 3 to 5 dynos. This machine has 4 cores for all of them.',
        costDelta: { perHourMicro: 69_444, currency: 'USD' },
      },
    ]);
  });

  it('that oTree runs on several dynos goes back to one, and saves money', () => {
    const [finding] = findingsIn({ ...calm, web: { ...web, runsAlone: true } });
    assert.equal(finding?.severity, 'critical');
    assert.deepEqual(finding?.actions[0]?.call, { verb: 'scale', type: 'web', quantity: 1, was: 3 });
    assert.equal(finding?.actions[0]?.costDelta?.perHourMicro, -69_444);
  });

  it('that requests fail says whether the app is overloaded or broken', () => {
    const failing = { ...traffic, seconds: 60, requests: 1200, failed: 60 };
    const title = (by: Partial<TrafficSummary>): string | undefined => findingsIn({ ...calm, lastMinute: { ...failing, ...by } })[0]?.title;
    assert.equal(title({ failedByApp: 60 }), 'The app answers with errors');
    assert.equal(title({ failedByRouter: 60, codes: { H12: 60 } }), 'Requests fail before the app answers them');
  });
});
