import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { metricWords } from '../islands/metric-words.ts';
import type { MetricPanels, Panel, PanelLine } from '../../../rules/metric-panels.ts';
import { clockTime } from '../format.ts';
import { addressOfTime, type MetricTime } from '../metric-range.ts';
import { paths } from '../routes.ts';
import { sparkline } from './sparkline.ts';

export interface PanelsView {
  readonly app: string;
  readonly metrics: MetricPanels;
  readonly time: MetricTime;
}

/** Charts with one crosshair, whose values stand beside them. Without the island: a plain drawing and a table each. */
export function metricPanels({ app, metrics, time }: PanelsView): Html {
  const live = time.range === null ? null : paths.metricsLive(app, addressOfTime(time));
  const props = { live, page: paths.metrics(app), logs: paths.logs(app), metrics };
  return html`<div class="r-traffic" role="group" tabindex="0" aria-label="Figures; the arrow keys move the crosshair, a drag of the mouse looks closer" data-island="traffic-panels" data-props="${JSON.stringify(props)}">
    <div class="r-card r-figures">
      <figure class="r-figure"><figcaption><h2>Events</h2><span class="r-muted">${eventWords(metrics)}</span></figcaption><div class="r-strip" data-strip>${eventList(metrics)}</div></figure>
      ${metrics.panels.map((panel) => panelFigure(panel, { app, metrics, time }))}
    </div>
    <aside class="r-card r-at" data-at hidden aria-label="At one moment"><header><h2 data-value="time"></h2><span class="r-grow"></span><kbd>←</kbd><kbd>→</kbd></header><div class="in"><dl class="r-facts" data-values></dl><div class="r-at-marks" data-marks></div><p class="r-at-links"><a data-logs href="${paths.logs(app)}">${icon('list-ul')} Logs</a></p></div></aside>
  </div>`;
}

function panelFigure(panel: Panel, { app, metrics, time }: PanelsView): Html {
  const drawn = panel.lines.find(({ look }) => look !== 'limit');
  return html`<figure class="r-figure" data-panel="${panel.key}">
    <figcaption><h2>${panel.title}</h2><span class="r-muted${panel.state !== 'ok' && ` r-${panel.state}`}" data-say>${panel.say}</span><span class="r-grow"></span><span class="r-keys" data-keys>${panel.lines.filter(({ isShown, unit }) => isShown && unit === undefined).map(keyOf)}</span></figcaption>
    <div class="r-plot" data-plot>${sparkline(thinned(drawn), 'p95')}</div>
    <details class="r-as-table"><summary>As a table</summary><p><a href="${paths.metricsCsv(app, { ...addressOfTime(time), panel: panel.key })}">All of it as CSV</a></p>${panelTable(panel, metrics)}</details>
  </figure>`;
}

function keyOf({ label, look, colour }: PanelLine): Html {
  return html`<span class="r-key r-key-${look}"><i style="--c:var(--r-${colour})"></i>${label}</span>`;
}

const plainSteps = 120;

function thinned(line: PanelLine | undefined): number[] {
  const values = line?.values ?? [];
  const width = Math.max(1, Math.ceil(values.length / plainSteps));
  return Array.from({ length: Math.ceil(values.length / width) }, (_, at) =>
    Math.max(0, ...values.slice(at * width, (at + 1) * width).map((value) => value ?? 0)),
  );
}

const tableRows = 24;

/** For those who do not see the chart: as many rows as can be listened to, the newest first, each the greatest of its time. */
function panelTable({ title, unit, lines }: Panel, { seconds, to }: MetricPanels): Html {
  const width = Math.max(1, Math.ceil(seconds.length / tableRows));
  const starts = Array.from({ length: Math.ceil(seconds.length / width) }, (_, at) => at * width).toReversed();
  return table({
    caption: `${title}: the greatest of each time`,
    columns: [{ label: 'From' }, ...lines.map(({ label }) => ({ label, numeric: true }))],
    rows: starts.map((start) => [
      clockTime(new Date((seconds[start] ?? 0) * 1000).toISOString(), to * 1000),
      ...lines.map(({ values, unit: own = unit }) => metricWords(greatest(values.slice(start, start + width)), own)),
    ]),
  });
}

function greatest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function eventWords({ codes, events }: MetricPanels): string {
  const told = codes.reduce((sum, { count }) => sum + count, 0);
  return told + events.length === 0 ? 'Nothing happened in this time.' : `${told} codes, ${events.length} changes`;
}

const listedEvents = 8;

/** Without the island. */
function eventList({ codes, events, to }: MetricPanels): Html {
  const byCode = [...Map.groupBy(codes, ({ code }) => code)].map(
    ([code, own]) => `${code} × ${own.reduce((sum, { count }) => sum + count, 0)}`,
  );
  return html`<p>${byCode.join(' · ')}</p><ul class="r-plain-list">${events.slice(0, listedEvents).map(({ at, text }) => html`<li>${clockTime(at, to * 1000)} ${text}</li>`)}</ul>`;
}
