import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TrafficSummary } from '../traffic-summary.ts';
import type { AlertMetric } from './alert-rule.ts';
import { pageHitPercent, readingOf, socketsLostPercent } from './reading.ts';

const traffic: TrafficSummary = {
  seconds: 60,
  requests: 200,
  ok: 188,
  failed: 12,
  failedByRouter: 8,
  failedByApp: 4,
  failedPercent: 6,
  p50: 400,
  p95: 18_240,
  p99: 22_000,
  max: 29_000,
  queueP95: 100,
  perSecond: 3.3,
  busySlots: 2,
  codes: { H12: 8 },
};
const dyno = { type: 'web', load: 0.9, memoryMb: 256, memoryQuotaMb: 512 };
const worker = { type: 'worker', load: 0.1, memoryMb: 512, memoryQuotaMb: 512 };

interface Seen extends Partial<TrafficSummary> {
  readonly scope?: string;
  readonly isChanging?: boolean;
}

const reading = (metric: AlertMetric, stat: string, { scope = '', isChanging = false, ...seen }: Seen = {}): number | null =>
  readingOf(
    { metric, stat, scope, threshold: 1, forSeconds: 60 },
    {
      traffic: () => ({ ...traffic, ...seen }),
      codes: { H12: 8 },
      dynos: [dyno, dyno, worker],
      connectionsPercent: { postgres: 85, redis: null },
      cachePercent: { pages: 62, postgres: 99, redis: null },
      socketsLost: 40,
      diskPercent: 71,
      certificateDays: 12,
      failingDrains: 0,
      isChanging,
    },
  );

describe('what an alert looks at', () => {
  const cases = [
    { it: 'a response time', is: reading('response_time', 'p95'), expect: 18_240 },
    { it: 'failed requests, per cent', is: reading('failed_percent', 'all'), expect: 6 },
    { it: 'failed requests that the app answered', is: reading('failed_percent', 'app'), expect: 2 },
    { it: 'failed requests a second', is: reading('failed_rps', 'router'), expect: 8 / 60 },
    { it: 'load of the busiest dyno', is: reading('load', 'max'), expect: 0.9 },
    { it: 'load against what the dynos can do', is: reading('load_percent', 'total', { scope: 'web' }), expect: 90 },
    { it: 'memory of the largest dyno', is: reading('memory_percent', 'max'), expect: 100 },
    { it: 'memory of one process type', is: reading('memory_percent', 'max', { scope: 'web' }), expect: 50 },
    { it: 'a code', is: reading('code', 'H12'), expect: 8 },
    { it: 'what a restart brings about says nothing just after a deploy', is: reading('code', 'H10', { isChanging: true }), expect: null },
    { it: 'a timeout does', is: reading('code', 'H12', { isChanging: true }), expect: 8 },
    { it: 'a code that nobody got', is: reading('code', 'R15'), expect: 0 },
    { it: 'connections', is: reading('connections_percent', 'postgres'), expect: 85 },
    { it: 'connections of what is not there: nothing can be said', is: reading('connections_percent', 'redis'), expect: null },
    { it: 'pages that the cache had', is: reading('cache_percent', 'pages'), expect: 62 },
    { it: 'what a database found in its memory', is: reading('cache_percent', 'postgres'), expect: 99 },
    { it: 'WebSockets that closed', is: reading('sockets_lost', 'percent'), expect: 40 },
    { it: 'the disk', is: reading('disk_percent', 'used'), expect: 71 },
    { it: 'days until a certificate ends', is: reading('certificate_days', 'left'), expect: 12 },
    {
      it: 'fewer than 20 requests say nothing of a share',
      is: reading('failed_percent', 'all', { requests: 19, failedPercent: null }),
      expect: null,
    },
    { it: 'where nobody asked, nobody waited', is: reading('response_time', 'p95', { requests: 0, p95: null }), expect: 0 },
    { it: 'nor failed', is: reading('failed_percent', 'all', { requests: 0, failedPercent: null }), expect: 0 },
    {
      it: 'a router that was away for half of the minute says nothing',
      is: reading('response_time', 'p95', { seconds: 29 }),
      expect: null,
    },
    { it: 'nor that nobody came', is: reading('requests', 'minute', { seconds: 0, requests: 0 }), expect: null },
  ];
  for (const c of cases) it(c.it, () => assert.equal(c.is, c.expect));
});

describe('shares of a minute', () => {
  it('pages that the cache had, of those that it could have had', () => {
    const steps = [{ cache: { hit: 50, miss: 20, bypass: 900 } }, { cache: { stale: 5, coalesced: 5 } }];
    assert.equal(pageHitPercent(steps), 75);
    assert.equal(pageHitPercent([{ cache: { hit: 0, miss: 19 } }]), null);
  });
  it('WebSockets that closed, of the most that were open', () => {
    assert.equal(socketsLostPercent([100, 200, 150]), 25);
    assert.equal(socketsLostPercent([100, 200, 210]), 0);
    assert.equal(socketsLostPercent([19, 0]), null);
  });
});
