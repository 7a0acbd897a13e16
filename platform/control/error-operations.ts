import { wrongIssueDecision } from '../error-service-errors.ts';
import type { Issue, IssueDecision, IssueDetail, IssueQuery } from '../rules/errors/issue-resources.ts';
import type { IssueStanding } from '../rules/errors/issue-state.ts';
import type { AppRecord } from '../store/apps.ts';
import { isoTime } from '../store/sqlite.ts';
import { arrangeOperations } from './arrange-operations.ts';
import type { Control } from './control.ts';
import { errorKeyOperations } from './error-key-operations.ts';
import { errorProjectOperations } from './error-project-operations.ts';
import type { ErrorVerbs } from './error-verbs.ts';
import { found, inProject, shownIssue, type Project } from './issues-of-app.ts';

const hourMs = 3_600_000;
const shownHours = 30 * 24;
const mostIssues = 500;

/** What went wrong in an app, as its events and the platform's codes tell it. */
export function errorOperations(control: Control, actor: string): ErrorVerbs {
  return {
    issues: async (name, query) => issues(control, name, query),
    issue: async (name, id) => inProject(control, name, (project) => detailOf(control, project, id)),
    issueEvent: async (name, id, event) => {
      const { app, projects, stored } = await inProject(control, name, (project) => ({
        ...project,
        stored: project.book.issues.event(found(project, id).id, event),
      }));
      const { shownEvent } = await import('../errd/shown-event.ts');
      return stored && shownEvent(control, { app, projects, stored });
    },
    decideIssue: async (name, id, decision) => inProject(control, name, (project) => decide(control, project, { id, decision, actor })),
    noteIssue: async (name, id, text) =>
      inProject(control, name, (project) => {
        if (text.trim() === '') throw wrongIssueDecision('A note says something.');
        project.book.issues.note(found(project, id).id, { atMs: control.clock.nowMs(), actor, text: text.trim().slice(0, 2_000) });
        return detailOf(control, project, id);
      }),
    ...errorProjectOperations(control),
    ...errorKeyOperations(control, actor),
    ...arrangeOperations(control, actor),
  };
}

async function issues(control: Control, name: string, { state = 'open', search = '', limit = 50 }: IssueQuery): Promise<readonly Issue[]> {
  const wanted = { state, search: search.trim(), limit: Math.min(Math.max(1, Math.floor(limit)), mostIssues) };
  return inProject(control, name, ({ app, book, projects }) =>
    book.issues.list({ projects, ...wanted }).map((issue) => shownIssue(app, issue)),
  );
}

function detailOf({ clock }: Control, project: Project, id: number): IssueDetail {
  const { app, book } = project;
  const sinceHour = Math.floor(clock.nowMs() / hourMs) - shownHours;
  const issue = found(project, id);
  return {
    ...shownIssue(app, issue),
    firstRelease: book.issues.firstRelease(issue.id),
    hours: book.issues.hours(issue.id, sinceHour).map(({ hour, count }) => ({ at: isoTime(hour * hourMs), count })),
    tags: book.issues.tags(issue.id),
    notes: book.issues.notes(issue.id).map(({ atMs, ...note }) => ({ at: isoTime(atMs), ...note })),
  };
}

interface Decided {
  readonly id: number;
  readonly decision: IssueDecision;
  readonly actor: string;
}

function decide(control: Control, project: Project, { id: wanted, decision, actor }: Decided): Issue {
  const { store, clock } = control;
  const { app, book } = project;
  const issue = found(project, wanted);
  const { id } = issue;
  book.issues.stand(id, standingOf(decision, { nowMs: clock.nowMs(), count: issue.count, nextRelease: nextRelease(control, app) }));
  book.issues.note(id, { atMs: clock.nowMs(), actor, text: decisionWords(decision) });
  if (decision.state !== 'unresolved') store.incidents.endFact(issueSubject(id), clock.nowMs());
  return shownIssue(app, found(project, id));
}

/** Of the alert about it. */
export const issueSubject = (id: number): string => `issue:${id}`;

function standingOf(
  { state, inNextRelease = false, forHours, forCount }: IssueDecision,
  now: { readonly nowMs: number; readonly count: number; readonly nextRelease: string },
): IssueStanding {
  const limits = [forHours, forCount].filter((limit) => limit !== undefined);
  if (limits.some((limit) => !(limit > 0))) throw wrongIssueDecision('Nothing can be ignored for less than no time.');
  const isIgnored = state === 'ignored';
  return {
    state,
    resolvedIn: state === 'resolved' && inNextRelease ? now.nextRelease : null,
    ignoredUntilMs: isIgnored && forHours !== undefined ? now.nowMs + Math.round(forHours * hourMs) : null,
    ignoredUntilCount: isIgnored && forCount !== undefined ? now.count + Math.round(forCount) : null,
  };
}

const nextRelease = ({ store }: Control, app: AppRecord): string => `v${(store.releases.list(app.id)[0]?.version ?? 0) + 1}`;

function decisionWords({ state, inNextRelease, forHours, forCount }: IssueDecision): string {
  if (state === 'resolved') return inNextRelease === true ? 'Resolved in the next release' : 'Resolved';
  if (state === 'unresolved') return 'Opened again';
  const until = [forHours === undefined ? '' : ` for ${forHours} h`, forCount === undefined ? '' : ` until ${forCount} more came`];
  return `Ignored${until.join('')}`;
}
