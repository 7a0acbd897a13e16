import type { Control } from '../control/control.ts';
import { webType } from '../rules/formation.ts';
import { expositionText, histogramSamples } from '../rules/exposition.ts';
import type { MetricFamily, MetricSample } from '../rules/exposition.ts';
import type { Gauges } from '../rules/gauges.ts';
import { addonSeries } from './sample-addons.ts';
import { hostSeries } from './sample-host.ts';
import type { AppTotals } from './traffic-totals.ts';

/** Everything that a collector may ask for (platform specification, MET-07). */
export function exposition(control: Control): string {
  return expositionText(metricFamilies(control));
}

export function metricFamilies(control: Control): readonly MetricFamily[] {
  return [...trafficFamilies(control), ...dynoFamilies(control), ...addonFamilies(control), hostFamily(control)];
}

function trafficFamilies({ trafficBook }: Control): MetricFamily[] {
  const totals = trafficBook.totals.entries();
  const counts = (label: string, of: (own: AppTotals) => Readonly<Record<string, number>>): MetricSample[] =>
    totals.flatMap(([app, own]) =>
      Object.entries(of(own)).map(([name, value]) => ({ suffix: '_total', labels: { app, type: webType, [label]: name }, value })),
    );
  return [
    {
      name: 'rostra_http_requests',
      type: 'counter',
      help: 'Requests by class of status',
      samples: counts('code_class', (own) => own.byStatus),
    },
    { name: 'rostra_events', type: 'counter', help: "The router's codes", samples: counts('code', (own) => own.codes) },
    { name: 'rostra_cache_requests', type: 'counter', help: 'What the page cache did', samples: counts('result', (own) => own.cache) },
    {
      name: 'rostra_http_request_seconds',
      type: 'histogram',
      help: 'Queue, connect and service',
      samples: totals.flatMap(([app, { buckets }]) => histogramSamples(buckets, { app, type: webType })),
    },
    {
      name: 'rostra_router_queue_seconds',
      type: 'histogram',
      help: 'Waiting for a free dyno',
      samples: totals.flatMap(([app, { queueBuckets }]) => histogramSamples(queueBuckets, { app, type: webType })),
    },
    {
      name: 'rostra_router_inflight',
      type: 'gauge',
      help: 'Requests that dynos work on',
      samples: totals.map(([app, { inflight }]) => ({ labels: { app }, value: inflight })),
    },
    {
      name: 'rostra_websockets_open',
      type: 'gauge',
      help: 'WebSockets',
      samples: totals.map(([app, { socketsOpen }]) => ({ labels: { app }, value: socketsOpen })),
    },
  ];
}

function dynoFamilies({ board }: Control): MetricFamily[] {
  const dynos = board.all().filter(({ kind, state }) => kind === 'formation' && state !== 'down');
  const each = (of: (dyno: (typeof dynos)[number]) => number | null): MetricSample[] =>
    dynos.flatMap((dyno) => {
      const value = of(dyno);
      return value === null ? [] : [{ labels: { app: dyno.app, type: dyno.type, dyno: `${dyno.type}.${dyno.number}` }, value }];
    });
  const megabyte = 1024 * 1024;
  return [
    {
      name: 'rostra_dyno_up',
      type: 'gauge',
      help: '1 when it takes requests or works',
      samples: each(({ state }) => (state === 'up' ? 1 : 0)),
    },
    { name: 'rostra_dyno_load1', type: 'gauge', help: 'Tasks running or runnable, over a minute', samples: each(({ load }) => load) },
    {
      name: 'rostra_dyno_memory_bytes',
      type: 'gauge',
      help: 'Memory',
      samples: each(({ memoryMb }) => (memoryMb === null ? null : memoryMb * megabyte)),
    },
    {
      name: 'rostra_dyno_memory_quota_bytes',
      type: 'gauge',
      help: 'Quota of memory',
      samples: each(({ memoryQuotaMb }) => memoryQuotaMb * megabyte),
    },
    {
      name: 'rostra_dyno_restarts',
      type: 'counter',
      help: 'Restarts',
      samples: each(({ restarts }) => restarts).map((sample) => ({ ...sample, suffix: '_total' })),
    },
  ];
}

/** A reading is as good as new for so long. */
const goodForSeconds = 60;

function lastGauges({ trafficBook, clock }: Control, series: string): Gauges {
  const to = Math.floor(clock.nowMs() / 1000) + 1;
  return trafficBook.gauges(series, { from: to - goodForSeconds, to }).at(-1)?.gauges ?? {};
}

function addonFamilies(control: Control): MetricFamily[] {
  const addons = control.store.addons.list().map((addon) => ({ ...addon, gauges: lastGauges(control, addonSeries(addon.name)) }));
  const each = (service: 'postgres' | 'redis', figure: string, more: Readonly<Record<string, string>> = {}): MetricSample[] =>
    addons.flatMap(({ service: own, name, appName, gauges }) => {
      const value = gauges[figure]?.[1];
      return own !== service || value === undefined ? [] : [{ labels: { app: appName, addon: name, ...more }, value }];
    });
  const states = { active: 'active', idle: 'idle', idleInTransaction: 'idle in transaction' };
  return [
    {
      name: 'rostra_pg_connections',
      type: 'gauge',
      help: 'Connections by state',
      samples: Object.entries(states).flatMap(([figure, state]) => each('postgres', figure, { state })),
    },
    { name: 'rostra_pg_connection_limit', type: 'gauge', help: 'What the plan allows', samples: each('postgres', 'limit') },
    {
      name: 'rostra_pg_cache_hit_ratio',
      type: 'gauge',
      help: 'Found in memory',
      samples: each('postgres', 'hitPercent').map((sample) => ({ ...sample, value: sample.value / 100 })),
    },
    { name: 'rostra_redis_clients', type: 'gauge', help: 'Clients', samples: each('redis', 'clients') },
    { name: 'rostra_redis_client_limit', type: 'gauge', help: 'What the plan allows', samples: each('redis', 'limit') },
  ];
}

function hostFamily(control: Control): MetricFamily {
  const samples = Object.entries(lastGauges(control, hostSeries)).map(([figure, [, value]]) => ({ labels: { figure }, value }));
  return {
    name: 'rostra_host',
    type: 'gauge',
    help: 'Of the machine: shares in percent, load, and how much of a core each router works',
    samples,
  };
}
