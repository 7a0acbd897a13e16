import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { packedBuckets } from '../rules/latency-buckets.ts';
import { readingOf } from '../rules/alerts/reading.ts';
import type { AlertMetric } from '../rules/alerts/alert-rule.ts';
import { uncounted } from '../rules/router-sample.ts';
import type { RouterSample } from '../rules/router-sample.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { readApp } from './read-app.ts';

let house: SimulatedControl;
beforeEach(() => {
  house = new SimulatedControl(Date.parse('2026-07-05T09:00:00Z'));
  house.addApp('tab', { web: 'node server.js' });
});
afterEach(() => house.close());

const reading = (metric: AlertMetric, stat: string, scope = ''): number | null =>
  readingOf({ metric, stat, scope, threshold: 1, forSeconds: 0 }, readApp(house.control, house.app('tab')));

/** A minute with these figures in each of its seconds. */
function minuteOf(figuresOf: (second: number) => Partial<RouterSample>): void {
  const from = house.clock.nowMs() / 1000;
  const base = { ...uncounted, app: 'tab', requests: 2, failed: 0, bytes: 0, byStatus: {}, codes: {}, buckets: [2], dynos: {} };
  const samples = Array.from({ length: 60 }, (_, at) => ({ ...base, ...figuresOf(at), second: from + at }));
  house.control.trafficBook.take({ samples, covers: { from, to: from + 60 } });
  house.clock.advance(60_000);
}

describe('what the rules of an app look at', () => {
  it('is of one group of routes when they say so', () => {
    const slow = { requests: 1, failed: 1, totalMs: 900, buckets: packedBuckets([0, 0, 0, 0, 0, 0, 0, 0, 1]) };
    const quick = { requests: 1, failed: 0, totalMs: 1, buckets: packedBuckets([1]) };
    minuteOf(() => ({ routes: { '/draw': slow, '/': quick } }));
    assert.equal(reading('failed_percent', 'all', '/draw'), 100);
    assert.equal(reading('failed_percent', 'all', '/'), 0);
    assert.equal(reading('failed_rps', 'all', '/draw'), 1);
    assert.ok((reading('response_time', 'p95', '/draw') ?? 0) > (reading('response_time', 'p95', '/') ?? 0));
    assert.equal(reading('response_time', 'p95', '/nobody-comes-here'), 0);
  });
  it('is what the cache had of the pages that it could have had', () => {
    minuteOf(() => ({ cache: { hit: 3, miss: 1, bypass: 9 } }));
    assert.equal(reading('cache_percent', 'pages'), 75);
    assert.equal(reading('cache_percent', 'postgres'), null);
  });
  it('is how many of the open WebSockets are gone', () => {
    minuteOf((second) => ({ sockets: { open: second < 30 ? 40 : 10, opened: 0, closed: 0 } }));
    assert.equal(reading('sockets_lost', 'percent'), 75);
  });
  it('is the disk of the machine', () => {
    house.control.trafficBook.takeReadings('host', { diskPercent: 71 });
    assert.equal(reading('disk_percent', 'used'), 71);
  });
  it('is the certificate that ends first, of the domains that have one', () => {
    const { domains } = house.control.store;
    const { id: appId } = house.app('tab');
    const nowMs = house.clock.nowMs();
    const certificate = (host: string, days: number): void => {
      const life = { fromMs: nowMs - 1, untilMs: nowMs + days * 86_400_000 };
      domains.addCertificate({ appId, source: 'own', certificate: '', key: '', hosts: [host], ...life });
    };
    for (const host of ['tab.example.org', 'draw.example.org', 'bare.example.org']) domains.add({ host, appId, nowMs });
    assert.equal(reading('certificate_days', 'left'), null);
    certificate('tab.example.org', 3);
    certificate('tab.example.org', 60); // the newer one is used
    certificate('draw.example.org', 12);
    assert.equal(reading('certificate_days', 'left'), 12);
  });
});
