import { durationWords } from '#kit/time/duration.ts';
import { hourlyText, type DynoPrice } from '../../rules/costs/hourly.ts';
import type { Finding } from '../../rules/findings/finding.ts';
import type { MetricPanels } from '../../rules/metric-panels.ts';
import type { Autoscale, ScalingAdvice } from '../../rules/scaling/scaling-resources.ts';
import { clockTime, count, several } from './format.ts';
import { metricsHeadline, type Headline } from './headlines.ts';

/** What the page of figures opens with: how it is, what the cause is, and the one thing to do about it. */
export interface MetricsLead extends Headline {
  readonly action: LeadAction | null;
}

export type LeadAction =
  | { readonly kind: 'scale'; readonly quantity: number; readonly was: number; readonly costs: string | null }
  /** A finding of the monitor, which has its own buttons. */
  | { readonly kind: 'finding'; readonly finding: number };

export interface LeadFacts {
  readonly metrics: Pick<MetricPanels, 'totals' | 'from' | 'to' | 'panels' | 'seconds' | 'stepSeconds'>;
  /** Of the last minutes. */
  readonly scaling: ScalingAdvice;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly autoscales: readonly Autoscale[];
  /** Of a web dyno. */
  readonly price: DynoPrice | null;
  readonly nowMs: number;
}

/** Who waits longer for a place at a dyno feels it. */
const longLineMs = 100;
const slowMs = 1000;
const fewestRequests = 20;

/** The monitor looks each minute: what it found no more is past, though it stays listed for a while. */
const stillSeenMs = 150_000;

/** Findings by which more dynos would be wrong. */
const notForDynos: ReadonlySet<string> = new Set(['F01', 'F03', 'F07', 'F10']);

/** A line at the dynos unless more of them would not shorten it, then what the monitor found, then how the time was. */
export function metricsLead(facts: LeadFacts): MetricsLead {
  const open = facts.findings.filter(
    ({ state, severity, lastSeen }) => state === 'open' && severity !== 'info' && facts.nowMs - Date.parse(lastSeen) <= stillSeenMs,
  );
  return (
    findingLead(open.filter(({ rule }) => notForDynos.has(rule))) ??
    lineLead(facts) ??
    findingLead(open) ??
    afterwardsLead(facts) ?? { ...metricsHeadline(facts.metrics), action: null }
  );
}

/** People wait although each request alone is quick: more dynos help. */
function lineLead({ scaling, autoscales, price }: LeadFacts): MetricsLead | null {
  const { lastMinute, present, advice } = scaling;
  if (!isInLine(lastMinute) || advice === null) return null;
  const { peak, quantity } = advice;
  const sentence = `Pages wait in line: 95 of 100 within ${durationWords(lastMinute.p95Ms)} in the last minute.`;
  if (quantity <= present.quantity) return { state: 'late', sentence, detail: enoughWords(present.quantity), action: null };
  const follows = autoscales.find(({ type, isDryRun }) => type === 'web' && !isDryRun);
  const remedy =
    follows === undefined ? `${several(quantity, 'dyno')} would hold it.` : (follows.last?.words ?? 'The autoscaler looks into it.');
  const demand = `${Math.round(peak.perSecond)} requests a second keep ${peak.busySlots.toFixed(1)} places busy, more than ${several(present.quantity, 'dyno')} can.`;
  const costs = price === null ? null : `${hourlyText(price, quantity - present.quantity)} more an hour`;
  return {
    state: 'late',
    sentence,
    detail: `${demand} ${remedy}`,
    action: follows === undefined ? { kind: 'scale', quantity, was: present.quantity, costs } : null,
  };
}

const enoughWords = (dynos: number): string =>
  `${capital(several(dynos, 'dyno'))} should hold this by what a request takes; the line is worked off, or the app itself makes them wait.`;

function isInLine({ requests, queueP95Ms, turnedAway }: ScalingAdvice['lastMinute']): boolean {
  return requests >= fewestRequests && ((queueP95Ms ?? 0) >= longLineMs || turnedAway > 0);
}

function findingLead([worst]: readonly Finding[]): MetricsLead | null {
  if (worst === undefined) return null;
  const { id, severity, title, why } = worst;
  return { state: severity === 'critical' ? 'fail' : 'late', sentence: `${title}.`, detail: why, action: { kind: 'finding', finding: id } };
}

/** It was slow within this time, and is not any more. */
function afterwardsLead({ metrics, scaling, nowMs }: LeadFacts): MetricsLead | null {
  const { lastMinute, present } = scaling;
  const { p95Ms, requests } = lastMinute;
  const stretch = slowStretch(metrics);
  if (stretch === null || requests < fewestRequests || p95Ms === null || p95Ms >= slowMs) return null;
  const time = (second: number): string => clockTime(new Date(second * 1000).toISOString(), nowMs);
  const dynos = `${capital(several(present.quantity, 'dyno'))} ${present.quantity === 1 ? 'runs' : 'run'} now.`;
  return {
    state: 'ok',
    sentence: `Fast again: 95 of 100 pages within ${durationWords(p95Ms)} in the last minute.`,
    detail: `Pages were slow from ${time(stretch.from)} to ${time(stretch.to)}, at worst ${durationWords(stretch.worstMs)}. ${failedWords(metrics.totals)} ${dynos}`,
    action: null,
  };
}

/** A slow page or two are no crowd. */
function slowStretch({ panels, seconds, stepSeconds }: LeadFacts['metrics']): { from: number; to: number; worstMs: number } | null {
  const valuesOf = (panel: string, line: string): readonly (number | null)[] =>
    panels.find(({ key }) => key === panel)?.lines.find(({ key }) => key === line)?.values ?? [];
  const [p95, perSecond] = [valuesOf('speed', 'p95'), valuesOf('throughput', 'ok')];
  const slow = seconds.flatMap((second, at) => {
    const ms = p95[at] ?? 0;
    return ms >= slowMs ? [{ second, ms, requests: (perSecond[at] ?? 0) * stepSeconds }] : [];
  });
  const [first, last] = [slow[0], slow.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (slow.reduce((sum, { requests }) => sum + requests, 0) < fewestRequests) return null;
  return { from: first.second, to: last.second + stepSeconds, worstMs: Math.max(...slow.map(({ ms }) => ms)) };
}

function failedWords({ requests, failedByRouter, failedByApp }: MetricPanels['totals']): string {
  const failed = failedByRouter + failedByApp;
  return failed === 0 ? 'Nothing failed.' : `${count(failed)} of ${count(requests)} requests failed.`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
