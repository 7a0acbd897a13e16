import type { Control } from '../control/control.ts';
import { findingsIn } from '../rules/findings/all-rules.ts';
import { copies } from '../rehearsals/copies.ts';
import type { AppRecord } from '../store/apps.ts';
import type { SiteAnswer } from '../rules/findings/site-finding.ts';
import type { MonitorEvidence } from '../rules/findings/evidence.ts';
import { gatherEvidence } from './gather.ts';
import { isEventOn } from './gather-event.ts';
import { keepFinding } from './raise-finding.ts';
import { siteRuleFiles } from './site-rule-files.ts';
import { lookAround } from './slow-facts.ts';

/** What was not seen again for so long is over. */
const overAfterMs = 600_000;
/** MON-01: in an event every app is looked at each time that it can be. */
const everyMs = 60_000;
/** A little less than the interval, or a late timer would make it twice as long. */
const slackMs = 1_000;

/** When each app was looked at last. */
const looked = new WeakMap<Control, Map<number, number>>();

/** One look at every app that runs (MON-01): what the rules find is kept, what they find no more is over in a while. */
export async function lookAtApps(control: Control): Promise<void> {
  await lookAt(control, appsOf(control));
}

/** The same, for those whose last look was a minute ago, and for those whose event is on. */
export async function lookAtDueApps(control: Control): Promise<void> {
  const at = looked.get(control) ?? new Map<number, number>();
  looked.set(control, at);
  const nowMs = control.clock.nowMs();
  const due = appsOf(control).filter((app) => nowMs >= (at.get(app.id) ?? 0) + everyMs - slackMs || isEventOn(control, app));
  for (const { id } of due) at.set(id, nowMs);
  await lookAt(control, due);
}

/** A copy that bots play with is meant to break. */
function appsOf(control: Control): readonly AppRecord[] {
  const played = copies(control);
  return control.store.apps.list().filter(({ name }) => !played.has(name));
}

async function lookAt(control: Control, apps: readonly AppRecord[]): Promise<void> {
  const { store, board, clock } = control;
  const seen: Seen[] = [];
  for (const app of apps) {
    const isRunning = board.ofApp(app).some(({ kind, state }) => kind === 'formation' && state !== 'down');
    if (isRunning) {
      await lookAround(control, app);
      const evidence = gatherEvidence(control, app);
      for (const finding of findingsIn(evidence)) keepFinding(control, app.id, finding);
      seen.push({ app, evidence });
    }
    store.findings.resolveUnseen(app.id, clock.nowMs() - overAfterMs);
    await nextTurn(); // requests come between two apps
  }
  await lookBySiteRules(control, seen);
}

interface Seen {
  readonly app: AppRecord;
  readonly evidence: MonitorEvidence;
}

/** The rules of this installation look at the same, and what they look at is kept for whoever tries others (MON-09). */
async function lookBySiteRules(control: Control, seen: readonly Seen[]): Promise<void> {
  const files = await siteRuleFiles(control.paths.root);
  if (files.length === 0) return;
  for (const { app, evidence } of seen) control.trafficBook.keepMoment(app.name, evidence);
  const { askSiteRules } = await import('./ask-site-rules.ts');
  for (const told of await askSiteRules(
    files,
    seen.map(({ evidence }) => evidence),
  )) {
    if ('fault' in told) control.logger.warn('site_rule_left_out', { ...told });
    else told.answers.forEach((answer, at) => keepAnswer(control, told.file, { answer, app: seen[at]?.app ?? null }));
  }
}

function keepAnswer(
  control: Control,
  file: string,
  { answer, app }: { readonly answer: SiteAnswer; readonly app: AppRecord | null },
): void {
  if (!answer.ok) control.logger.warn('site_rule_left_out', { file, fault: answer.fault });
  else if (answer.found !== null && app !== null) keepFinding(control, app.id, answer.found);
}

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
