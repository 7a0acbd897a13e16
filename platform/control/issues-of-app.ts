import { inErrorBook } from '../addons/errors.ts';
import { noErrorsAddon, noSuchIssue } from '../error-service-errors.ts';
import type { Issue } from '../rules/errors/issue-resources.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ErrorBook } from '../store/error-book.ts';
import type { IssueRecord } from '../store/error-issues.ts';
import { isoTime } from '../store/sqlite.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';

/** An app's part of the book. */
export interface Project {
  readonly app: AppRecord;
  readonly book: ErrorBook;
  /** Of its own and attached add-ons, and the one of the platform's codes about it. */
  readonly projects: readonly number[];
}

/** Under this number the platform's codes about an app are kept (ERR-17). */
export const codesProject = (app: Pick<AppRecord, 'id'>): number => -app.id;

export async function inProject<Result>(control: Control, name: string, work: (project: Project) => Result): Promise<Result> {
  const app = appNamed(control, name);
  const projects = [...errorsAddons(control, app).map(({ id }) => id), codesProject(app)];
  return inErrorBook(control, (book) => work({ app, book, projects }));
}

function errorsAddons({ store: { addons } }: Control, app: AppRecord): readonly [AddonRecord, ...AddonRecord[]] {
  const held = addons.heldBy(app.id).flatMap(({ addon }) => addons.find(addon) ?? []);
  const [first, ...others] = held.filter(({ service }) => service === 'errors');
  if (first === undefined) throw noErrorsAddon(app.name);
  return [first, ...others];
}

/** The first of them. */
export const errorsAddon = (control: Control, app: AppRecord): AddonRecord => errorsAddons(control, app)[0];

/** One of theirs, or the one that it was merged into. */
export function found({ app, book, projects }: Project, id: number): IssueRecord {
  const issue = book.issues.find(projects, id);
  if (issue === null) throw noSuchIssue(app.name, id);
  return issue;
}

export function shownIssue(app: AppRecord, issue: IssueRecord): Issue {
  const {
    id,
    title,
    culprit,
    level,
    state,
    resolvedIn,
    ignoredUntilMs,
    ignoredUntilCount,
    firstSeenMs,
    lastSeenMs,
    count,
    users,
    assignee,
    merged,
  } = issue;
  const isOfPlatform = issue.project < 0;
  const ignoredUntil = ignoredUntilMs === null ? null : isoTime(ignoredUntilMs);
  const seen = { firstSeen: isoTime(firstSeenMs), lastSeen: isoTime(lastSeenMs), count, users, assignee, merged };
  return { id, app: app.name, title, culprit, level, state, resolvedIn, ignoredUntil, ignoredUntilCount, ...seen, isOfPlatform };
}
