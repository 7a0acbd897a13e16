import { card, csrfField, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { durationWords } from '#kit/time/duration.ts';
import type { MetricPanels, RouteRow } from '../../../rules/metric-panels.ts';
import type { StatementRow } from '../../../rules/statements.ts';
import type { AppFacts } from '../facts.ts';
import { count } from '../format.ts';
import { addressOfTime, comparisons, metricRanges, type MetricTime } from '../metric-range.ts';
import type { LeadAction, MetricsLead } from '../metrics-lead.ts';
import { paths } from '../routes.ts';
import { activityCard } from './activity.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, livePart, region, type Visitor } from './frame.ts';
import { metricPanels } from './metric-panels.ts';

export interface MetricsPage {
  readonly facts: AppFacts;
  readonly metrics: MetricPanels;
  readonly lead: MetricsLead;
  readonly time: MetricTime;
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
}

/** Figures of an app on one time axis, in the order of look/metrics.html: events, speed, throughput, load, memory, and what lies behind. */
export function metricsPage(page: MetricsPage): Html {
  const { facts, metrics, time, visitor, fault } = page;
  const { name } = facts.app;
  const isLive = time.range !== null;
  const body = html`${region('lead', metricsRegions.lead(page))}${faultBanner(fault)}
      ${rangeTools(name, time)}
      ${metricPanels({ app: name, metrics, time })}
      ${routesCard(metrics.routes)}
      ${statementsCard(metrics.statements)}
      ${region('activity', metricsRegions.activity(page))}`;
  return dashboardPage({
    title: 'Metrics',
    visitor,
    app: { name, tab: 'metrics' },
    isLive,
    islands: ['traffic-panels'],
    body: isLive ? livePart(paths.metricsLead(name, addressOfTime(time)), body) : body,
  });
}

/** What is kept up to date beside the charts. */
export const metricsRegions = {
  lead: ({ facts, lead, visitor }: Pick<MetricsPage, 'facts' | 'lead' | 'visitor'>): Html => {
    const { action, state, sentence, detail } = lead;
    const isOffered = action !== null && (action.kind === 'finding' || visitor.may('operate'));
    const costs = action?.kind === 'scale' && action.costs !== null && html` <span class="r-muted">${action.costs}</span>`;
    return statusSentence({
      state,
      sentence,
      detail: html`${detail}${costs}`,
      actions: isOffered ? [leadButton(facts.app.name, action, visitor)] : [],
    });
  },
  activity: ({ facts }: Pick<MetricsPage, 'facts'>): Html => activityCard({ events: facts.events, nowMs: facts.nowMs, namesApps: false }),
};

function leadButton(app: string, action: LeadAction, { csrf }: Visitor): Html {
  if (action.kind === 'finding')
    return html`<a class="btn btn-primary" href="${paths.finding(app, action.finding)}">${icon('arrow-right')}See what to do</a>`;
  const { quantity, was } = action;
  return html`<form method="post" action="${paths.metricsScale(app)}">${csrfField(csrf)}<input type="hidden" name="was" value="${was}"><button class="btn btn-primary" name="quantity" value="${quantity}">Scale web to ${quantity}</button></form>`;
}

function rangeTools(app: string, time: MetricTime): Html {
  const compared = time.compare === null ? {} : { compare: time.compare };
  const { compare: _compare, ...plain } = addressOfTime(time);
  return html`<div class="r-tools r-metric-tools">
    <nav class="r-seg" aria-label="How far back">${Object.entries(metricRanges).map(([range, { label }]) => html`<a href="${paths.metricsAt(app, { range, ...compared })}"${range === time.range && html` aria-current="true"`}>${label}</a>`)}</nav>
    <details class="r-other-time"${time.range === null && html` open`}><summary class="btn btn-outline btn-sm">${time.range === null ? 'This time' : 'Another time'}</summary>
      <form method="get" class="r-inline"><label>From <input class="form-control form-control-sm" type="datetime-local" name="from" required value="${localTime(time.from)}"></label><label>to <input class="form-control form-control-sm" type="datetime-local" name="to" value="${localTime(time.to)}"></label><button class="btn btn-outline btn-sm">Show</button></form></details>
    <nav class="r-seg" aria-label="Compare with"><a href="${paths.metricsAt(app, plain)}"${time.compare === null && html` aria-current="true"`}>alone</a>${Object.entries(comparisons).map(([compare, { label }]) => html`<a href="${paths.metricsAt(app, { ...plain, compare })}"${compare === time.compare && html` aria-current="true"`}>${label}</a>`)}</nav>
    <span class="r-grow"></span>
    <a class="btn btn-outline btn-sm" href="${paths.metricsCsv(app, addressOfTime(time))}">${icon('download')}CSV</a>
  </div>`;
}

/** In the machine's own zone, as the rest of the page. */
function localTime(second: number | null): string {
  if (second === null) return '';
  const date = new Date(second * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const slowMs = 3000;

function routesCard(routes: readonly RouteRow[]): Html | false {
  if (routes.length === 0) return false;
  const rows = routes.map((row) => {
    const p99 =
      row.p99 !== null && row.p99 >= slowMs ? html`<span class="r-late">${durationWords(row.p99)}</span>` : durationWords(row.p99);
    const failed = row.failed > 0 ? html`<span class="r-fail">${count(row.failed)}</span>` : html`<span class="r-muted">0</span>`;
    return [
      html`<code>${row.route}</code>`,
      count(row.requests),
      durationWords(row.p50),
      durationWords(row.p95),
      p99,
      failed,
      `${row.timePercent} %`,
    ];
  });
  const numeric = (label: string) => ({ label, numeric: true });
  return card({
    title: 'Pages',
    say: 'by the time that was spent in them; * stands for what differs from visitor to visitor',
    body: table({
      caption: 'Response time by page',
      columns: [
        { label: 'Page' },
        numeric('Asked for'),
        numeric('p50'),
        numeric('p95'),
        numeric('p99'),
        numeric('Failed'),
        numeric('Of the time'),
      ],
      rows,
    }),
  });
}

function statementsCard(statements: readonly StatementRow[]): Html | false {
  if (statements.length === 0) return false;
  const numeric = (label: string) => ({ label, numeric: true });
  return card({
    title: 'Statements',
    say: 'by the time that the databases spent in them; $1 stands for a value',
    body: table({
      caption: 'Statements',
      cards: true,
      columns: [{ label: 'Statement' }, ...['Calls', 'Mean', 'Rows each', 'Of the time'].map(numeric)],
      rows: statements.map(({ database, text, calls, meanMs, rowsPerCall, timePercent }) => [
        html`<code class="r-pre">${text.replaceAll(/\s+/g, ' ')}</code><br><span class="r-muted">${database}</span>`,
        count(calls),
        meanMs < 10 ? `${meanMs.toFixed(2)} ms` : durationWords(meanMs),
        count(rowsPerCall),
        `${timePercent} %`,
      ]),
    }),
  });
}
