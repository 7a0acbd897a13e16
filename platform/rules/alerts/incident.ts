import { bySeverity } from '../findings/finding.ts';
import type { Severity } from '../findings/finding.ts';
import { metricFacts } from './alert-rule.ts';
import type { AlertCondition } from './alert-rule.ts';

/** One thing that is wrong, within an incident. Times are milliseconds since 1970. */
export interface IncidentFact extends AlertCondition {
  /** `rule:12`: it is open once at a time. */
  readonly subject: string;
  readonly severity: Severity;
  readonly value: number;
  /** The worst value while it lasted. */
  readonly worst: number;
  /** What else is to be said. */
  readonly note: string | null;
  readonly sinceMs: number;
  readonly firedAtMs: number;
  readonly endedAtMs: number | null;
}

/** What goes wrong together on one app, told as one message. */
export interface Incident {
  readonly id: number;
  /** Null: the installation itself. */
  readonly app: string | null;
  readonly openedAtMs: number;
  readonly toldAtMs: number | null;
  /** Of the last message; null before the first and after the last. */
  readonly toldSeverity: Severity | null;
  /** How many messages about it went out. */
  readonly tellings: number;
  readonly endedAtMs: number | null;
  readonly facts: readonly IncidentFact[];
}

/** Alerts of one app within this time are one incident (ALR-05). */
export const togetherMs = 120_000;

/** Whether what fires now belongs to an incident that is open. */
export const takesMore = ({ openedAtMs, endedAtMs, facts }: Incident, fact: IncidentFact): boolean =>
  endedAtMs === null && fact.firedAtMs - openedAtMs < togetherMs && ![...facts, fact].some(({ metric }) => metricFacts(metric).standsAlone);

export const worstSeverity = (facts: readonly Pick<IncidentFact, 'severity'>[]): Severity =>
  facts.reduce<Severity>((worst, { severity }) => (bySeverity(severity, worst) > 0 ? severity : worst), 'info');

export interface TellingRules {
  readonly nowMs: number;
  /** Another rule of the app is on its way: it may belong here. */
  readonly isMorePending: boolean;
  /** The shortest of its rules; 0: never again. */
  readonly repeatSeconds: number;
}

/**
 * What people are to be told of an incident now; null: nothing. The first message waits while more is pending, two minutes at most; what joins
 * later is told only when it is worse.
 */
export function tellingOf(
  incident: Incident,
  { nowMs, isMorePending, repeatSeconds }: TellingRules,
): 'firing' | 'reminder' | 'resolved' | null {
  const { toldAtMs, toldSeverity, openedAtMs, endedAtMs } = incident;
  if (toldAtMs === null) return endedAtMs === null && isMorePending && nowMs - openedAtMs < togetherMs ? null : 'firing';
  if (toldSeverity === null) return null;
  if (endedAtMs !== null) return 'resolved';
  const open = incident.facts.filter((fact) => fact.endedAtMs === null);
  if (bySeverity(worstSeverity(open), toldSeverity) > 0) return 'firing';
  return repeatSeconds > 0 && nowMs - toldAtMs >= repeatSeconds * 1000 ? 'reminder' : null;
}
