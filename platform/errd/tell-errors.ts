import { inErrorBook } from '../addons/errors.ts';
import { openFact } from '../alerts/open-fact.ts';
import type { Control } from '../control/control.ts';
import { codesProject, issueSubject } from '../control/error-operations.ts';
import { codes } from '../rules/codes.ts';
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
  });
}

/** Apps that hold an errors add-on, each with the numbers of its projects. */
function reportingApps({ store }: Control): readonly { readonly app: AppRecord; readonly projects: readonly number[] }[] {
  return store.apps.list().flatMap((app) => {
    const held = store.addons.heldBy(app.id).flatMap(({ addon }) => store.addons.find(addon) ?? []);
    const projects = held.filter(({ service }) => service === 'errors').map(({ id }) => id);
    return projects.length === 0 ? [] : { app, projects };
  });
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
  const condition = { metric: 'error', stat: kind, threshold: 1, forSeconds: 0, processType: '' } as const;
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
