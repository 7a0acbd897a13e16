import type { ErrorAlerts } from './error-alerts.ts';
import type { ErrorEvent } from './event.ts';
import type { IssueState } from './issue-state.ts';

/** What the API answers about errors. Times are RFC 3339. */

/** What happened again and again in the same way. */
export interface Issue {
  readonly id: number;
  readonly app: string;
  /** `TypeError: x is not a function` */
  readonly title: string;
  /** The page or the place in the code. */
  readonly culprit: string;
  readonly level: string;
  /** `regressed`: it was resolved and is back. */
  readonly state: IssueState;
  /** The release from which on it must not come again. */
  readonly resolvedIn: string | null;
  readonly ignoredUntil: string | null;
  readonly ignoredUntilCount: number | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly count: number;
  readonly users: number;
  /** Whose it is; null: nobody's. */
  readonly assignee: string | null;
  /** How many others were merged into it. */
  readonly merged: number;
  /** It is one of the platform's own codes (H12, R14 …), not an event of the app. */
  readonly isOfPlatform: boolean;
}

export interface IssueDetail extends Issue {
  /** In which it was seen first; null: no event names one. */
  readonly firstRelease: string | null;
  /** The last 30 days, only hours in which something came. */
  readonly hours: readonly { readonly at: string; readonly count: number }[];
  /** The most frequent values of each tag, the most frequent first. */
  readonly tags: readonly { readonly name: string; readonly value: string; readonly count: number }[];
  readonly notes: readonly { readonly at: string; readonly actor: string; readonly text: string }[];
}

/** One time it happened. */
export interface IssueEvent {
  readonly id: string;
  readonly at: string;
  readonly previous: string | null;
  readonly next: string | null;
  /** Code is shown from the event, or from what the release was deployed with. */
  readonly event: ErrorEvent;
  /** Of the request, to be found in the router's log. */
  readonly requestId: string | null;
}

/** Where an app reports, and how much came in. */
export interface ErrorProjectView {
  readonly app: string;
  readonly addon: string;
  readonly plan: string;
  /** For dynos. */
  readonly dsn: string;
  /** For pages in a browser. */
  readonly browserDsn: string;
  readonly keepsLabels: boolean;
  /** Which events are one issue, a rule a line: `type:TimeoutError path:games/* -> timeouts`. */
  readonly rules: string;
  readonly alerts: ErrorAlerts;
  /** In the last 24 hours, by what became of it: `accepted`, `limited_error`, `duplicate` … */
  readonly day: Readonly<Record<string, number>>;
  /** The newest first. */
  readonly releases: readonly ReleaseErrors[];
}

export interface ReleaseErrors {
  readonly release: string;
  readonly firstSeen: string;
  readonly newIssues: number;
  /** Source maps that were uploaded for it. */
  readonly sourceMaps: number;
  readonly sessions: number;
  /** Its share of the sessions of the last day; null without sessions. */
  readonly adoptionPercent: number | null;
  /** Share of sessions that did not crash; null without sessions. */
  readonly crashFreePercent: number | null;
}

export interface IssueQuery {
  readonly state?: 'open' | 'resolved' | 'ignored' | 'all';
  readonly search?: string;
  readonly limit?: number;
}

/** What is to be otherwise; the rest stays. */
export interface ErrorProjectChange {
  /** Participants' labels are kept with events (research ethics). */
  readonly keepsLabels?: boolean;
  readonly rules?: string;
  readonly alerts?: ErrorAlerts;
}

/** A source map, as it is sent. */
export interface SourceMapUpload {
  readonly release: string;
  /** Of the script that it belongs to, as browsers ask for it: `~/assets/app.js`. */
  readonly name: string;
  /** The JSON. */
  readonly map: string;
}

/** What somebody decides about an issue. */
export interface IssueDecision {
  readonly state: 'resolved' | 'ignored' | 'unresolved';
  /** Resolved by the release that comes next: what older ones still report does not open it again. */
  readonly inNextRelease?: boolean;
  /** Ignored for so long … */
  readonly forHours?: number;
  /** … or until it came so often more. */
  readonly forCount?: number;
}
