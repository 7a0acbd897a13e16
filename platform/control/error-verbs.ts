import type {
  ErrorProjectView,
  Issue,
  IssueDecision,
  IssueDetail,
  IssueEvent,
  IssueQuery,
  SourceMapUpload,
} from '../rules/errors/issue-resources.ts';

/** The verbs of the error service; part of `Operations`. */
export interface ErrorVerbs {
  /** The one seen last first; those of the platform's codes too. */
  issues(app: string, query: IssueQuery): Promise<readonly Issue[]>;
  issue(app: string, id: number): Promise<IssueDetail>;
  /** One event; the newest without an id. Null: none is kept. */
  issueEvent(app: string, id: number, event: string | null): Promise<IssueEvent | null>;
  decideIssue(app: string, id: number, decision: IssueDecision): Promise<Issue>;
  noteIssue(app: string, id: number, text: string): Promise<IssueDetail>;
  /** The map of one file, by which compiled code is shown as it was written; one of the same name and release is replaced. */
  putSourceMap(app: string, upload: SourceMapUpload): Promise<void>;
  errorProject(app: string): Promise<ErrorProjectView>;
  /** Whether participants' labels are kept with events (research ethics). */
  setErrorLabels(app: string, keeps: boolean): Promise<ErrorProjectView>;
}
