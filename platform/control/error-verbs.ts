import type { ErrorKey } from '../rules/errors/error-keys.ts';
import type {
  ErrorProjectChange,
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
  setErrorProject(app: string, change: ErrorProjectChange): Promise<ErrorProjectView>;
  /** The app's own first. */
  errorKeys(app: string): Promise<readonly ErrorKey[]>;
  addErrorKey(app: string, name: string): Promise<ErrorKey>;
  /** A new key under the name, the app's own by a release; the one before goes on as `NAME-old` until it is switched off. */
  rotateErrorKey(app: string, name: string): Promise<ErrorKey>;
  /** What comes with a key that is off is refused; the app's own cannot be. */
  switchErrorKey(app: string, name: string, isOn: boolean): Promise<ErrorKey>;
  /** Whose it is; null: nobody's. */
  assignIssue(app: string, id: number, assignee: string | null): Promise<Issue>;
  /** From now on it is part of the other. */
  mergeIssue(app: string, id: number, into: number): Promise<Issue>;
  /** Takes apart what was merged into it. */
  splitIssue(app: string, id: number): Promise<Issue>;
}
