import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MetricPanels } from '../../../rules/metric-panels.ts';
import { joined } from './panel-series.ts';

const panels = (from: number, values: readonly (number | null)[], key = 'ok'): MetricPanels => ({
  app: 'tab',
  from,
  to: from + values.length,
  stepSeconds: 1,
  seconds: values.map((_, at) => from + at),
  panels: [
    {
      key: 'throughput',
      title: '',
      unit: 'rate',
      say: '',
      state: 'ok',
      lines: [{ key, label: '', look: 'line', colour: '', isShown: true, values }],
    },
  ],
  routes: [],
  statements: [],
  spikes: {},
  codes: [],
  events: [],
  totals: { requests: 0, failedByRouter: 0, failedByApp: 0, p95: null },
});

const shown = ({ seconds, panels: [panel] }: MetricPanels) => [seconds, panel?.lines[0]?.values];

describe('joined', () => {
  it('takes what is newer, corrects what came before, and keeps its length', () =>
    assert.deepEqual(shown(joined(panels(10, [1, 2, 3]), panels(12, [30, 4]))), [
      [11, 12, 13],
      [2, 30, 4],
    ]));
  it('has a gap where nothing of a line came', () =>
    assert.deepEqual(shown(joined(panels(10, [1, 2]), panels(12, [3], 'other'))), [
      [11, 12],
      [2, null],
    ]));
});
