import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { durationWords } from '#kit/time/duration.ts';
import type { Metrics } from '../../../rules/resources.ts';
import { clockTime, count } from '../format.ts';
import { bucketed, byMinute } from '../traffic.ts';
import { sparkline } from './sparkline.ts';

export interface TrafficCharts {
  readonly metrics: Metrics;
  /** The page's event stream. */
  readonly url: string;
  readonly seconds: number;
  readonly nowMs: number;
}

/** Response time and throughput on one time axis, with what happened on it. Without the island: two plain drawings and the table. */
export function trafficCharts({ metrics, url, seconds, nowMs }: TrafficCharts): Html {
  const window = { untilSecond: nowMs / 1000, seconds, steps: 180 };
  const speed = bucketed(metrics.points, { ...window, join: 'max', of: (point) => point.p95 });
  const throughput = bucketed(metrics.points, { ...window, join: 'sum', of: (point) => point.ok + point.failed });
  return html`<div class="r-traffic" tabindex="0" role="group" aria-label="Traffic; the arrow keys move along the seconds" data-island="traffic-charts" data-props="${JSON.stringify({ url, windowSeconds: seconds })}">
    <div class="r-plots">
      <figure><figcaption><b>Response time</b> <span class="r-muted">half, 95 and 99 of 100 requests within</span><span class="r-grow"></span>${lineKey('p50', 'p50, half')}${lineKey('p95', 'p95')}${lineKey('p99', 'p99')}</figcaption><div class="r-plot" data-plot="speed">${sparkline(speed, 'p95')}</div></figure>
      <figure><figcaption><b>Throughput</b> <span class="r-muted">requests a second</span><span class="r-grow"></span>${areaKey('okfill', 'ok')}${areaKey('failfill', 'failed')}</figcaption><div class="r-plot" data-plot="throughput">${sparkline(throughput, 'p50')}</div></figure>
    </div>
    <section class="r-at" data-at hidden aria-label="At one second"><p class="r-at-time" data-value="time"></p><dl class="r-facts">${values.map(([name, label]) => html`<dt>${label}</dt><dd data-value="${name}"></dd>`)}</dl><div class="r-at-marks" data-value="marks"></div></section>
  </div>
  <details class="r-as-table"><summary>The same as a table</summary>${minuteTable(metrics, nowMs)}</details>`;
}

const values = [
  ['p99', 'p99'],
  ['p95', 'p95'],
  ['p50', 'p50, half'],
  ['requests', 'Requests a second'],
  ['failed', 'Failed'],
] as const;

function lineKey(line: 'p50' | 'p95' | 'p99', word: string): Html {
  return html`<span class="r-key"><svg class="r-chart" viewBox="0 0 24 6" aria-hidden="true"><path class="l ${line}" d="M0 3h24"/></svg>${word}</span>`;
}

function areaKey(area: 'okfill' | 'failfill', word: string): Html {
  return html`<span class="r-key"><svg class="r-chart" viewBox="0 0 24 10" aria-hidden="true"><rect class="${area}" width="24" height="10" rx="2"/></svg>${word}</span>`;
}

const shownMinutes = 120;

function minuteTable(metrics: Metrics, nowMs: number): Html {
  const minutes = byMinute(metrics.points).slice(0, shownMinutes);
  return table({
    caption: `Traffic of ${metrics.app}, minute by minute`,
    columns: [
      { label: 'Minute' },
      { label: 'Requests', numeric: true },
      { label: 'Failed', numeric: true },
      { label: '95 of 100 within', numeric: true },
    ],
    rows: minutes.map((minute) => {
      const cells = [
        clockTime(new Date(minute.startMs).toISOString(), nowMs),
        count(minute.requests),
        count(minute.failed),
        durationWords(minute.p95Ms),
      ];
      return minute.failed > 0 ? { cells, state: 'fail' as const } : cells;
    }),
  });
}
