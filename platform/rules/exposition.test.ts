import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expositionText, histogramSamples } from './exposition.ts';
import { addDuration } from './latency-buckets.ts';

describe('expositionText', () => {
  it('is OpenMetrics', () => {
    const family = {
      name: 'rostra_events',
      type: 'counter',
      help: 'Codes',
      samples: [{ suffix: '_total', labels: { app: 'a"b', code: 'H12' }, value: 3 }],
    } as const;
    assert.equal(
      expositionText([family, { ...family, name: 'none', samples: [] }]),
      '# TYPE rostra_events counter\n# HELP rostra_events Codes\nrostra_events_total{app="a\\"b",code="H12"} 3\n# EOF\n',
    );
  });
});

describe('histogramSamples', () => {
  const buckets: number[] = [];
  for (const ms of [3, 40, 40, 2000]) addDuration(buckets, ms);
  const samples = histogramSamples(buckets, { app: 'lab' });
  const at = (le: string): number | undefined => samples.find((sample) => sample.labels['le'] === le)?.value;
  it('counts those up to each end', () => assert.deepEqual([at('0.005'), at('0.05'), at('1'), at('2.5'), at('+Inf')], [1, 3, 3, 4, 4]));
  it('has their number and their sum', () => {
    const sum = samples.find(({ suffix }) => suffix === '_sum')?.value ?? 0;
    assert.ok(Math.abs(sum - 2.083) < 0.02, `${sum}`);
    assert.equal(samples.at(-1)?.value, 4);
  });
});
