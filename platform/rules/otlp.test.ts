import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { histogramSamples } from './exposition.ts';
import { addDuration } from './latency-buckets.ts';
import { otlpLogs, otlpMetrics } from './otlp.ts';

const span = { sinceMs: 1_000, nowMs: 61_000 };
const times = { startTimeUnixNano: '1000000000', timeUnixNano: '61000000000' };
const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
const resource = (name: string) => ({ attributes: [attribute('service.name', name), attribute('service.namespace', 'rostra')] });

/** As the protocol's own examples have it (opentelemetry-proto, examples/metrics.json). */
describe('figures for a collector', () => {
  const metricsIn = (family: Parameters<typeof otlpMetrics>[0][number]): unknown => {
    const told: { resourceMetrics: { scopeMetrics: { metrics: unknown }[] }[] } = JSON.parse(JSON.stringify(otlpMetrics([family], span)));
    return told.resourceMetrics[0]?.scopeMetrics[0]?.metrics;
  };

  it('counts from the beginning', () =>
    assert.deepEqual(
      metricsIn({ name: 'rostra_events', type: 'counter', help: 'Codes', samples: [{ labels: { code: 'H12' }, value: 3 }] }),
      [
        {
          name: 'rostra_events',
          description: 'Codes',
          sum: {
            aggregationTemporality: 2,
            isMonotonic: true,
            dataPoints: [{ attributes: [attribute('code', 'H12')], ...times, asDouble: 3 }],
          },
        },
      ],
    ));

  it('reads what goes up and down', () =>
    assert.deepEqual(metricsIn({ name: 'rostra_dyno_up', type: 'gauge', help: 'Up', samples: [{ labels: {}, value: 1 }] }), [
      { name: 'rostra_dyno_up', description: 'Up', gauge: { dataPoints: [{ attributes: [], ...times, asDouble: 1 }] } },
    ]));

  it('has each request of a histogram in one bucket, and the bounds between them', () => {
    const buckets: number[] = [];
    for (const ms of [3, 40, 40, 90_000]) addDuration(buckets, ms);
    const samples = histogramSamples(buckets, { app: 'tab' });
    const json = JSON.stringify(metricsIn({ name: 'seconds', type: 'histogram', help: '', samples }));
    const metrics: { histogram: { dataPoints: Record<string, unknown>[] } }[] = JSON.parse(json);
    const point = metrics[0]?.histogram.dataPoints[0];
    assert.deepEqual(point?.['bucketCounts'], ['1', '0', '0', '2', '0', '0', '0', '0', '0', '0', '0', '0', '0', '1']);
    assert.deepEqual([point?.['count'], Object(point?.['explicitBounds']).length], ['4', 13]);
  });

  it('says nothing of what there is nothing of', () =>
    assert.deepEqual(metricsIn({ name: 'seconds', type: 'gauge', help: '', samples: [] }), []));
});

it('lines of a log go under the name of their app', () =>
  assert.deepEqual(otlpLogs('tab', [{ atMs: 1_783_243_867_250, source: 'app', dyno: 'web.1', text: 'hello' }]), {
    resourceLogs: [
      {
        resource: resource('tab'),
        scopeLogs: [
          {
            scope: { name: 'rostra' },
            logRecords: [
              {
                timeUnixNano: '1783243867250000000',
                body: { stringValue: 'hello' },
                attributes: [attribute('rostra.source', 'app'), attribute('rostra.dyno', 'web.1')],
              },
            ],
          },
        ],
      },
    ],
  }));
