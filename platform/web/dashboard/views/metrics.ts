import { card, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { durationWords } from '#kit/time/duration.ts';
import type { Metrics } from '../../../rules/resources.ts';
import type { AppFacts } from '../facts.ts';
import { count } from '../format.ts';
import { paths } from '../routes.ts';
import { shownTrafficSeconds, trafficOf } from '../traffic.ts';
import { activityCard } from './activity.ts';
import { trafficCharts } from './charts.ts';
import { dynosCard, restartForm } from './dynos.ts';
import { dashboardPage, livePart, region, type Visitor } from './frame.ts';

export const metricRanges = {
  '12m': { label: '12 min', seconds: shownTrafficSeconds },
  '1h': { label: '1 h', seconds: 3600 },
  '2h': { label: '2 h', seconds: 7200 },
} as const;

export type MetricRange = keyof typeof metricRanges;

/** The range that an address names; twelve minutes for anything else. */
export function rangeOf(text: unknown): MetricRange {
  return text === '1h' || text === '2h' ? text : '12m';
}

export interface MetricsPage {
  readonly facts: AppFacts;
  readonly metrics: Metrics;
  readonly range: MetricRange;
  readonly visitor: Visitor;
}

export function metricsPage({ facts, metrics, range, visitor }: MetricsPage): Html {
  const { name } = facts.app;
  const url = paths.appLive(name, { regions: ['dynos', 'activity'], streams: ['traffic'], range });
  const { seconds } = metricRanges[range];
  return dashboardPage({
    title: 'Metrics',
    visitor,
    app: { name, tab: 'metrics' },
    isLive: true,
    islands: ['traffic-charts'],
    body: livePart(
      url,
      html`${statusSentence(headlineOf(metrics, range))}
      <nav class="r-tools" aria-label="How far back"><span class="r-seg">${Object.entries(metricRanges).map(([key, { label }]) => html`<a href="${paths.metrics(name, key)}"${key === range && html` aria-current="true"`}>${label}</a>`)}</span></nav>
      ${card({ title: 'Traffic', say: `the last ${metricRanges[range].label}`, body: trafficCharts({ metrics, url, seconds, nowMs: facts.nowMs }) })}
      ${restartForm(name, visitor)}${region('dynos', dynosCard(facts, visitor))}${region('activity', activityCard({ events: facts.events, nowMs: facts.nowMs, namesApps: false }))}`,
    ),
  });
}

function headlineOf(metrics: Metrics, range: MetricRange) {
  const { requests, failed, p95Ms } = trafficOf(metrics.points, 0);
  const { label } = metricRanges[range];
  if (requests === 0)
    return {
      state: 'idle',
      sentence: `Nobody asked for a page in the last ${label}.`,
      detail: 'Open the app, or rehearse with bots: npx rostra rehearse',
    } as const;
  const detail = `In the worst second 95 of 100 answers came within ${durationWords(p95Ms)}.`;
  if (failed === 0) return { state: 'ok', sentence: `${count(requests)} requests in the last ${label}, and none failed.`, detail } as const;
  return { state: 'late', sentence: `${count(failed)} of ${count(requests)} requests failed in the last ${label}.`, detail } as const;
}
