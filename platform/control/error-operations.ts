import { errorsServer } from '../addons/apps-of-server.ts';
import { errorService, inErrorBook } from '../addons/errors.ts';
import { varsOf } from '../addons/held-vars.ts';
import { noErrorsAddon, noSuchIssue, wrongIssueDecision, wrongSourceMap } from '../error-service-errors.ts';
import type { ErrorProjectView, Issue, IssueDecision, IssueDetail, IssueQuery, ReleaseErrors } from '../rules/errors/issue-resources.ts';
import type { IssueStanding } from '../rules/errors/issue-state.ts';
import { artifactName, sourceMapIn } from '../rules/errors/source-map.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ErrorBook } from '../store/error-book.ts';
import type { IssueRecord, ReleaseHealth } from '../store/error-issues.ts';
import { isoTime } from '../store/sqlite.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { ErrorVerbs } from './error-verbs.ts';
import { appUrl } from './resources.ts';

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
    putSourceMap: async (name, { release, name: file, map }) => {
      const source = sourceMapIn(map);
      if (source === null) throw wrongSourceMap(file);
      const { id } = errorsAddon(control, appNamed(control, name));
      const kept = { release, name: artifactName(file), debugId: source.debugId, map };
      await inErrorBook(control, ({ maps }) => maps.put(id, kept, control.clock.nowMs()));
    },
    errorProject: async (name) => projectView(control, name),
    setErrorLabels: async (name, keeps) => {
      const addon = errorsAddon(control, appNamed(control, name));
      control.store.addons.setSettings(addon.name, { ...addon.settings, labels: keeps ? 'yes' : 'no' });
      await errorService.write(control);
      return projectView(control, name);
    },
  };
}

/** An app's part of the book. */
interface Project {
  readonly app: AppRecord;
  readonly book: ErrorBook;
  /** Of its own and attached add-ons, and the one of the platform's codes about it. */
  readonly projects: readonly number[];
}

/** Under this number the platform's codes about an app are kept (ERR-17). */
export const codesProject = (app: Pick<AppRecord, 'id'>): number => -app.id;

async function inProject<Result>(control: Control, name: string, work: (project: Project) => Result): Promise<Result> {
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

const errorsAddon = (control: Control, app: AppRecord): AddonRecord => errorsAddons(control, app)[0];

async function issues(control: Control, name: string, { state = 'open', search = '', limit = 50 }: IssueQuery): Promise<readonly Issue[]> {
  const wanted = { state, search: search.trim(), limit: Math.min(Math.max(1, Math.floor(limit)), mostIssues) };
  return inProject(control, name, ({ app, book, projects }) =>
    book.issues.list({ projects, ...wanted }).map((issue) => shownIssue(app, issue)),
  );
}

function found({ app, book, projects }: Project, id: number): IssueRecord {
  const issue = book.issues.find(projects, id);
  if (issue === null) throw noSuchIssue(app.name, id);
  return issue;
}

function shownIssue(app: AppRecord, issue: IssueRecord): Issue {
  const { id, title, culprit, level, state, resolvedIn, ignoredUntilMs, ignoredUntilCount, firstSeenMs, lastSeenMs, count, users } = issue;
  const isOfPlatform = issue.project < 0;
  const ignoredUntil = ignoredUntilMs === null ? null : isoTime(ignoredUntilMs);
  const seen = { firstSeen: isoTime(firstSeenMs), lastSeen: isoTime(lastSeenMs), count, users };
  return { id, app: app.name, title, culprit, level, state, resolvedIn, ignoredUntil, ignoredUntilCount, ...seen, isOfPlatform };
}

function detailOf({ clock }: Control, project: Project, id: number): IssueDetail {
  const { app, book } = project;
  const sinceHour = Math.floor(clock.nowMs() / hourMs) - shownHours;
  return {
    ...shownIssue(app, found(project, id)),
    hours: book.issues.hours(id, sinceHour).map(({ hour, count }) => ({ at: isoTime(hour * hourMs), count })),
    tags: book.issues.tags(id),
    notes: book.issues.notes(id).map(({ atMs, ...note }) => ({ at: isoTime(atMs), ...note })),
  };
}

interface Decided {
  readonly id: number;
  readonly decision: IssueDecision;
  readonly actor: string;
}

function decide(control: Control, project: Project, { id, decision, actor }: Decided): Issue {
  const { store, clock } = control;
  const { app, book } = project;
  const issue = found(project, id);
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

async function projectView(control: Control, name: string): Promise<ErrorProjectView> {
  const app = appNamed(control, name);
  const addon = errorsAddon(control, app);
  const server = control.store.addons.servers().find((each) => each.name === errorsServer) ?? null;
  const dsn = Object.values(varsOf(addon, { configVar: addon.configVar }, server))[0] ?? '';
  const sinceHour = Math.floor(control.clock.nowMs() / hourMs) - 24;
  const [day, releases] = await inErrorBook(control, ({ issues: book, maps }) => {
    const counts = maps.counts([addon.id]);
    const health = book.releases([addon.id]);
    return [book.tallies([addon.id], sinceHour), health.map((each) => shownRelease(each, counts.get(each.release) ?? 0))];
  });
  const browserDsn = `${appUrl(control, 'errors').replace('://', `://${addon.password}@`)}/${addon.id}`;
  const keepsLabels = addon.settings.labels === 'yes';
  return { app: app.name, addon: addon.name, plan: addon.plan, dsn, browserDsn, keepsLabels, day, releases };
}

function shownRelease({ release, firstSeenMs, newIssues, sessions, crashed }: ReleaseHealth, sourceMaps: number): ReleaseErrors {
  const crashFreePercent = sessions === 0 ? null : Math.max(0, 100 * (1 - crashed / sessions));
  return { release, firstSeen: isoTime(firstSeenMs), newIssues, sourceMaps, sessions, crashFreePercent };
}
