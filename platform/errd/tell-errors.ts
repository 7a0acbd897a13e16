import { inErrorBook } from '../addons/errors.ts';
import { openFact } from '../alerts/open-fact.ts';
import type { Control } from '../control/control.ts';
import { issueSubject } from '../control/error-operations.ts';
import { codesProject } from '../control/issues-of-app.ts';
import { codes } from '../rules/codes.ts';
import { errorAlertsIn, fewestSessions, type ErrorAlerts } from '../rules/errors/error-alerts.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ErrorBook } from '../store/error-book.ts';
import type { NewsRecord } from '../store/error-issues.ts';

/** An alert about an issue is over when nothing came for so long. */
const quietMs = 15 * 60_000;
/** ERR-17 */
const toldCodes = ['H10', 'H12', 'H13', 'R14', 'R15', 'X20'] as const;
const codesSinceMs = 7 * 86_400_000;

/** What is new in the book becomes alerts and lines of the app's log; the platform's own codes become issues. */
export async function tellErrors(control: Control): Promise<void> {
  await inErrorBook(control, (book) => {
    noteCodes(control, book);
    const told = control.store.addons.errorNewsTold();
    const news = book.issues.newsAfter(told);
    control.store.transaction(() => {
      for (const each of news) tellNews(control, each);
      const last = news.at(-1)?.id ?? told;
      if (last !== told) control.store.addons.setErrorNewsTold(last);
    });
    endQuiet(control, book);
    for (const { app, alerts, projects } of reportingApps(control)) watch(control, book, { app, alerts, projects });
  });
}

/** Apps that hold an errors add-on, each with the numbers of its projects. */
function reportingApps({ store }: Control): readonly ReportingApp[] {
  return store.apps.list().flatMap((app) => {
    const held = store.addons.heldBy(app.id).flatMap(({ addon }) => store.addons.find(addon) ?? []);
    const [first, ...others] = held.filter(({ service }) => service === 'errors');
    return first === undefined
      ? []
      : { app, projects: [first, ...others].map(({ id }) => id), alerts: errorAlertsIn(first.settings.alerts) };
  });
}

interface ReportingApp {
  readonly app: AppRecord;
  readonly projects: readonly number[];
  readonly alerts: ErrorAlerts;
}

interface Reached {
  readonly subject: string;
  readonly stat: 'times' | 'people' | 'crashes';
  readonly threshold: number;
  readonly value: number;
  readonly text: string;
}

/** What somebody wanted to be told of (ERR-15): it opens when it is reached, and is over when it is so no longer. */
function watch(control: Control, book: ErrorBook, { app, alerts, projects }: ReportingApp): void {
  const { store, clock } = control;
  const nowMs = clock.nowMs();
  const reached = [...busyIssues(book, { projects, alerts, nowMs }), ...crashing(book, { projects, alerts, nowMs })];
  const own = new RegExp(`^errors:${app.id}:`);
  for (const subject of store.incidents.openSubjects().keys())
    if (own.test(subject) && reached.every((each) => `errors:${app.id}:${each.subject}` !== subject))
      store.incidents.endFact(subject, nowMs);
  for (const { subject, stat, threshold, value, text } of reached)
    openFact(control, app.id, {
      metric: 'error',
      stat,
      threshold,
      forSeconds: 0,
      scope: '',
      subject: `errors:${app.id}:${subject}`,
      severity: 'critical',
      value,
      worst: value,
      note: text,
      sinceMs: nowMs,
      firedAtMs: nowMs,
      endedAtMs: null,
    });
}

interface Watched extends Omit<ReportingApp, 'app'> {
  readonly nowMs: number;
}

function busyIssues(book: ErrorBook, { projects, alerts, nowMs }: Watched): readonly Reached[] {
  return (['times', 'people'] as const).flatMap((stat) => {
    const often = alerts[stat];
    if (often === null) return [];
    const wish = { projects, sinceMs: nowMs - often.minutes * 60_000, times: null, people: null, [stat]: often.count };
    return book.issues.busy(wish).map((issue) => {
      const words = stat === 'times' ? `${issue.times} times` : `${issue.people} people`;
      const text = `${words} in ${often.minutes} min: ${issue.title}`;
      return { subject: `${stat}:${issue.id}`, stat, threshold: often.count, value: issue[stat], text };
    });
  });
}

function crashing(book: ErrorBook, { projects, alerts: { crashFreePercent: least }, nowMs }: Watched): readonly Reached[] {
  if (least === null) return [];
  const newest = book.issues.releases(projects, Math.floor(nowMs / 3_600_000) - 24).find(({ sessions }) => sessions >= fewestSessions);
  const percent = newest === undefined ? 100 : 100 * (1 - newest.crashed / newest.sessions);
  if (newest === undefined || percent >= least) return [];
  const text = `${percent.toFixed(1)} % of the sessions of ${newest.release} go without a crash (limit ${least} %)`;
  return [{ subject: 'crashes', stat: 'crashes', threshold: least, value: percent, text }];
}

function noteCodes(control: Control, book: ErrorBook): void {
  const nowMs = control.clock.nowMs();
  for (const { app } of reportingApps(control)) {
    const counts = control.logBook.codeCounts(app.name, nowMs - codesSinceMs);
    for (const { code, count } of counts) {
      const known = toldCodes.find((each) => each === code);
      if (known === undefined) continue;
      const title = `${known}: ${codes[known].title}`;
      book.seeCode({ project: codesProject(app), app: app.name, code, title, culprit: 'the platform', counted: count }, nowMs);
    }
  }
}

function tellNews(control: Control, { kind, issue }: NewsRecord): void {
  const { store, clock, logBook } = control;
  const owner = reportingApps(control).find(({ projects }) => projects.includes(issue.project));
  if (owner === undefined) return;
  const words = kind === 'new' ? 'New error' : 'Back again';
  const text = `${words}: ${issue.title}${issue.culprit === '' ? '' : ` (${issue.culprit})`}`;
  logBook.tell(owner.app.name, 'errors', [`${text} issue=${issue.id}`]);
  if (issue.level !== 'error' && issue.level !== 'fatal') return;
  const nowMs = clock.nowMs();
  const severity = issue.level === 'fatal' || kind === 'regressed' ? 'critical' : 'warning';
  store.events.append({ appId: owner.app.id, atMs: nowMs, kind: 'app', level: severity, text, actor: null });
  const condition = { metric: 'error', stat: kind, threshold: 1, forSeconds: 0, scope: '' } as const;
  openFact(control, owner.app.id, {
    ...condition,
    subject: issueSubject(issue.id),
    severity,
    value: issue.count,
    worst: issue.count,
    note: text,
    sinceMs: issue.firstSeenMs,
    firedAtMs: nowMs,
    endedAtMs: null,
  });
}

/** Nothing came of it for a while: what was told is over. */
function endQuiet({ store, clock }: Control, book: ErrorBook): void {
  const nowMs = clock.nowMs();
  for (const subject of store.incidents.openSubjects().keys()) {
    const id = Number(/^issue:(\d+)$/.exec(subject)?.[1] ?? 'none');
    if (Number.isNaN(id)) continue;
    const lastSeenMs = book.issues.lastSeen(id);
    if (lastSeenMs === null || nowMs - lastSeenMs > quietMs) store.incidents.endFact(subject, nowMs);
  }
}
