import { findingWords } from './finding-words.ts';

export const findingStates = ['open', 'acted', 'dismissed', 'resolved'] as const;

export type Severity = 'info' | 'warning' | 'critical';

/** The platform's own, and `SITE` for those that somebody wrote for this installation (MON-09). */
export type FindingRule = keyof typeof findingWords | typeof siteRule;

export const siteRule = 'SITE';

/** One thing that was measured and speaks for the finding. */
export interface EvidenceItem {
  /** `95 of 100 pages within` */
  readonly text: string;
  readonly value: number | string;
  /** `ms`, `%`, `requests`; empty when the value says it. */
  readonly unit: string;
}

/** What one press of a button does: a verb of the platform, or a page that is opened. */
export type ActionCall =
  | { readonly verb: 'scale'; readonly type: string; readonly quantity: number; readonly was: number }
  | { readonly verb: 'resize'; readonly type: string; readonly size: string; readonly was: string }
  | { readonly verb: 'restart'; readonly which: string | null }
  | { readonly verb: 'resync' }
  | { readonly verb: 'look'; readonly at: FindingPlace; readonly search: string };

/** The page of the app that a link leads to. */
export type FindingPlace =
  | 'logs'
  | 'metrics'
  | 'addons'
  | 'backups'
  | 'errors'
  | 'settings'
  | 'config'
  | 'cache'
  | 'scaling'
  | 'alerts'
  | 'channels'
  | 'rehearsals'
  | 'domains'
  | 'releases';

export interface FindingAction {
  readonly label: string;
  readonly call: ActionCall;
  /** What happens, to be read before it does. */
  readonly confirm: string;
  /** What it changes of the hourly cost; null: it is not known here. */
  readonly costDelta: { readonly perHourMicro: number; readonly currency: string } | null;
}

/** What a rule says of an app that it fits. */
export interface Found {
  readonly rule: FindingRule;
  /** What of the app: a process type, a route, an add-on; empty for the app as a whole. */
  readonly scope: string;
  readonly title: string;
  readonly severity: Severity;
  /** In plain words. */
  readonly why: string;
  readonly evidence: readonly EvidenceItem[];
  readonly actions: readonly FindingAction[];
  /** How bad it is in the rule's own figure: a finding that was dismissed comes back when it has doubled. */
  readonly weight: number;
}

/** As the API shows it. */
export interface Finding extends Found {
  readonly id: number;
  readonly app: string;
  readonly since: string;
  readonly lastSeen: string;
  readonly state: (typeof findingStates)[number];
  /** Why somebody dismissed it, or what was done. */
  readonly reason: string | null;
  /** Takes back what was done; null or absent: nothing was, or nothing does. */
  readonly undo?: ActionCall | null;
}

/** What takes an action back; null: a restart is not taken back. */
export function undoOf(call: ActionCall): ActionCall | null {
  if (call.verb === 'scale') return { ...call, quantity: call.was, was: call.quantity };
  return call.verb === 'resize' ? { ...call, size: call.was, was: call.size } : null;
}

/** `Scale web to 3` */
export function callWords(call: ActionCall): string {
  if (call.verb === 'scale') return `Scale ${call.type} to ${call.quantity}`;
  return call.verb === 'resize' ? `Change ${call.type} to ${call.size}` : call.verb;
}

export const severities = ['info', 'warning', 'critical'] as const;

/** Positive when the first is worse. */
export const bySeverity = (one: Severity, other: Severity): number => severities.indexOf(one) - severities.indexOf(other);

/** A finding with the rule's own words; what is given stands instead of them. */
export function found(rule: FindingRule, given: Partial<Omit<Found, 'rule'>> & Pick<Found, 'evidence'>): Found {
  const words = rule === siteRule ? siteWords : findingWords[rule];
  return { rule, scope: '', actions: [], weight: 1, ...words, ...given };
}

const siteWords = {
  title: 'A rule of this installation speaks',
  severity: 'warning',
  why: 'Somebody wrote it for this installation.',
} as const;
