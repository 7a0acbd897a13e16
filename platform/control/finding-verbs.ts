import type { Finding } from '../rules/findings/finding.ts';
import type { UpcomingEvent } from '../rules/findings/event-evidence.ts';
import type { MonitorReport, ReportQuery } from '../rules/monitor/report.ts';
import type { SiteRuleTrial, TrialQuery } from '../rules/monitor/site-rule-trial.ts';

/** The verbs of the monitor. */
export interface FindingVerbs {
  /** Those that are open or were acted on, the worst first; with `all` also what was dismissed or is over. */
  findings(app: string, which?: 'living' | 'all'): Promise<readonly Finding[]>;
  finding(app: string, id: number): Promise<Finding>;
  /** Presses one of its buttons; refused when things have changed since. */
  actOnFinding(app: string, id: number, action: number): Promise<Finding>;
  /** Out of sight until it is twice as bad. */
  dismissFinding(app: string, id: number, reason: string): Promise<Finding>;
  /** Takes back what a button of it did; refused when things have changed since. */
  undoFinding(app: string, id: number): Promise<Finding>;
  /** Of all apps, the next event of each that is in the calendar and what is ready for it; the soonest first. */
  upcomingEvents(): Promise<readonly UpcomingEvent[]>;
  /** What the rules of this installation would have said of an app. */
  trySiteRules(app: string, query: TrialQuery): Promise<readonly SiteRuleTrial[]>;
  /** What went on in a time, on one page; without one, in the last hour. */
  monitorReport(app: string, query: ReportQuery): Promise<MonitorReport>;
}
