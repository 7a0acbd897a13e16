import { card, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { durationWords } from '#kit/time/duration.ts';
import { microText } from '../../../rules/costs/money-text.ts';
import type { Finding } from '../../../rules/findings/finding.ts';
import { burstWords } from '../../../rules/monitor/bursts.ts';
import { capacityWords } from '../../../rules/monitor/report.ts';
import type { MonitorReport } from '../../../rules/monitor/report.ts';
import { clockTime, count } from '../format.ts';
import { reportRanges, type ReportRange } from '../report-range.ts';
import { paths } from '../routes.ts';
import { findingsCard } from './findings.ts';
import { dashboardPage, type Visitor } from './frame.ts';

export interface MonitorPage {
  readonly report: MonitorReport;
  /** Those that live now. */
  readonly findings: readonly Finding[];
  /** Null: a time of one's own. */
  readonly range: ReportRange | null;
  readonly visitor: Visitor;
  readonly nowMs: number;
}

const states = { ok: 'ok', info: 'ok', warning: 'late', critical: 'fail' } as const;

/** What went on in a time: the verdict, what is wrong now, what happened, where the seconds went. */
export function monitorPage({ report, findings, range, visitor, nowMs }: MonitorPage): Html {
  const { app, verdict, severity, capacity, cost } = report;
  const shown = findings.length > 0 ? findings : report.findings;
  const detail = html`${capacityWords(capacity)} As it runs now it costs ${microText(cost.perHourMicro, cost.currency, 3)} an hour.`;
  return dashboardPage({
    title: 'Monitor',
    visitor,
    app: { name: app, tab: 'monitor' },
    body: html`${statusSentence({ state: states[severity], sentence: verdict, detail })}
    ${rangeTools(report, range)}
    ${findingsCard(app, shown, nowMs)}
    ${happenedCard(report, nowMs)}
    ${routesCard(report)}
    ${repeatedCard(report)}
    ${gameCard(report)}
    ${demandCard(report, range)}`,
  });
}

function rangeTools({ app, from, to }: MonitorReport, range: ReportRange | null): Html {
  const time = range === null ? { from, to } : { range: range.key };
  return html`<div class="r-tools r-metric-tools">
    <nav class="r-seg" aria-label="How far back">${reportRanges.map(({ key, label }) => html`<a href="${paths.monitor(app, { range: key })}"${key === range?.key && html` aria-current="true"`}>${label}</a>`)}</nav>
    <span class="r-muted r-small">${from.slice(0, 16).replace('T', ' ')} to ${to.slice(0, 16).replace('T', ' ')} UTC</span>
    <span class="r-grow"></span>
    <a class="btn btn-outline btn-sm" href="${paths.monitorText(app, time)}">${icon('download')}Report</a>
  </div>`;
}

const mostHappened = 40;

/** Changes and rushes on one time line, the newest first. */
function happenedCard({ events, bursts }: MonitorReport, nowMs: number): Html | null {
  const all = [
    ...events.map(({ at, text, actor }) => ({ at, what: html`${text}${actor !== null && html` <span class="r-muted">${actor}</span>`}` })),
    ...bursts.map((burst) => ({ at: new Date(burst.second * 1000).toISOString(), what: html`<b>A rush:</b> ${burstWords(burst)}` })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  if (all.length === 0) return null;
  const rows = all.slice(0, mostHappened).map(({ at, what }) => [html`<time datetime="${at}">${clockTime(at, nowMs)}</time>`, what]);
  const columns = [{ label: 'When' }, { label: 'What' }];
  return card({ title: 'What happened', flush: true, body: table({ caption: 'What happened', columns, rows }) });
}

const numeric = (label: string) => ({ label, numeric: true });

/** Columns that nothing was measured for are left out. */
function routesCard({ routes, previousRelease }: MonitorReport): Html | null {
  if (routes.length === 0) return null;
  const hasOwn = routes.some(({ ownMeanMs }) => ownMeanMs !== null);
  const hasBefore = routes.some(({ before }) => before !== null);
  const rows = routes.map((row) => [
    html`<code>${row.route}</code>`,
    count(row.requests),
    `${row.timePercent} %`,
    durationWords(row.p50),
    durationWords(row.p95),
    durationWords(row.max),
    ...(hasOwn ? [durationWords(row.ownMeanMs), durationWords(row.waitP95)] : []),
    durationWords(row.queueP95),
    row.failedPercent > 0 ? html`<span class="r-fail">${row.failedPercent} %</span>` : html`<span class="r-muted">0 %</span>`,
    ...(hasBefore
      ? [row.isSlower ? html`<span class="r-late">${durationWords(row.before)}, slower now</span>` : durationWords(row.before)]
      : []),
  ]);
  const columns = [
    { label: 'Page' },
    ...['Asked for', 'Of the time', 'p50', 'p95', 'Longest'].map(numeric),
    ...(hasOwn ? ['Own time', 'Wait inside, p95'].map(numeric) : []),
    ...['In line, p95', 'Failed'].map(numeric),
    ...(hasBefore ? [numeric(`p50 in v${previousRelease}`)] : []),
  ];
  return card({
    title: 'Where the seconds went',
    say: 'by the time that was spent in pages; * stands for what differs from visitor to visitor',
    flush: true,
    body: table({ caption: 'Where the seconds went', columns, rows }),
  });
}

/** One question instead of many. */
function repeatedCard({ repeated }: MonitorReport): Html | null {
  if (repeated.length === 0) return null;
  const rows = repeated.map(({ route, text, perRequest, savesMs, database }) => [
    html`<code>${route}</code>`,
    html`<code class="r-pre">${text.replaceAll(/\s+/g, ' ')}</code><br><span class="r-muted">${database}</span>`,
    count(perRequest),
    durationWords(savesMs),
  ]);
  const columns = [{ label: 'Page' }, { label: 'Statement' }, numeric('Asked for each request'), numeric('Asked once saves')];
  const say = 'the statement’s calls go with the requests of the page';
  return card({
    title: 'Asked again and again',
    say,
    flush: true,
    body: table({ caption: 'Asked again and again', cards: true, columns, rows }),
  });
}

function gameCard({ pages }: MonitorReport): Html | null {
  if (pages.length === 0) return null;
  const rows = pages.map(({ page, participants, rounds, perParticipant, stayMeanSeconds, showMs, sendMs }) => [
    html`<code>${page}</code>`,
    count(participants),
    count(rounds),
    perParticipant.toFixed(1),
    stayMeanSeconds === null ? '' : `${stayMeanSeconds.toFixed(1)} s`,
    durationWords(showMs),
    durationWords(sendMs),
  ]);
  const columns = [
    { label: 'Page' },
    ...['Participants', 'Rounds', 'Requests each', 'They stay', 'Own time, shown', 'Own time, sent'].map(numeric),
  ];
  return card({
    title: 'Pages of the game',
    say: 'out of the newest lines of the log',
    flush: true,
    body: table({ caption: 'Pages of the game', columns, rows }),
  });
}

/** Will the next session be too much? */
function demandCard({ app, demand, from, to }: MonitorReport, range: ReportRange | null): Html | null {
  if (demand === null) return null;
  const { people, sentence, warning } = demand;
  const kept = Object.entries(range === null ? { from, to } : { range: range.key });
  return card({
    title: 'The next session',
    say: 'people at once, rounds of each and seconds a page, beside what this server does',
    body: html`<div class="r-stack"><div><p>${sentence}</p>${warning !== null && html`<p class="r-late">${warning}</p>`}</div>
    <form method="get" action="${paths.monitor(app)}" class="r-inline">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}${field({ name: 'people', label: 'People', type: 'number', value: String(people), attributes: { min: 1, max: 99_999 } })}<button class="btn btn-outline">Reckon</button></form></div>`,
  });
}
