import type { Control } from '../control/control.ts';
import type { AlertMetric } from '../rules/alerts/alert-rule.ts';
import { bySeverity } from '../rules/findings/finding.ts';
import type { Severity } from '../rules/findings/finding.ts';
import { openFact } from './open-fact.ts';

/** Something that the platform found out by itself, for people to be told. */
export interface Alert {
  readonly kind: Extract<AlertMetric, 'budget' | 'backup' | 'schedule' | 'autoscaler' | 'rehearsal'>;
  /** `capture`: one of the kind's, in the table of metrics. */
  readonly stat: string;
  /** `backup:postgresql-quick-1`: it is open once, until `alertOver`. */
  readonly subject: string;
  /** Null: it is about the installation. */
  readonly appId: number | null;
  readonly severity: Severity;
  /** The whole sentence, without its full stop. */
  readonly text: string;
  readonly value?: number;
}

/** Tells people by their channels. What is open already is told again only when it has become worse. */
export function alertOf(control: Control, { kind, stat, subject, appId, severity, text, value = 1 }: Alert): void {
  const { store, clock } = control;
  const nowMs = clock.nowMs();
  const open = store.incidents.openSubjects().get(subject);
  if (open !== undefined) {
    if (bySeverity(severity, open.severity) > 0) store.incidents.worsen(subject, { severity, value, note: text });
    return;
  }
  const condition = { metric: kind, stat, threshold: 1, forSeconds: 0, scope: '' } as const;
  const times = { sinceMs: nowMs, firedAtMs: nowMs, endedAtMs: null };
  openFact(control, appId, { ...condition, subject, severity, value, worst: value, note: text, ...times });
}

/** It is over; people who were told of it are told that too. Nothing when it was not open. */
export function alertOver({ store, clock }: Control, subject: string): void {
  if (store.incidents.openSubjects().has(subject)) store.incidents.endFact(subject, clock.nowMs());
}
