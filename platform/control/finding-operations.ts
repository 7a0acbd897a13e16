import { dismissNeedsReason, findingIsOld, noSuchFinding } from '../alert-errors.ts';
import { callWords, undoOf } from '../rules/findings/finding.ts';
import type { ActionCall, Finding } from '../rules/findings/finding.ts';
import { sizeOf } from '../monitor/sizes.ts';
import { appNamed, appOperations } from './app-operations.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';
import { mirrorOperations } from './mirror-operations.ts';
import type { FindingVerbs } from './finding-verbs.ts';

const longestReason = 500;

/** What the monitor found out, and its buttons. */
export function findingOperations(control: Control, actor: string): FindingVerbs {
  const { findings } = control.store;
  return {
    findings: async (name, which = 'living') => findings.ofApp(appNamed(control, name).id, which),
    finding: async (name, id) => findingNamed(control, name, id),
    actOnFinding: async (name, id, at) => {
      const { actions, state, rule } = findingNamed(control, name, id);
      const action = actions[at];
      if (action === undefined || state === 'resolved') throw findingIsOld('What this button was for is over.');
      await act(control, name, { call: action.call, actor });
      findings.setActed(id, { reason: `${action.label}, by ${actor}`, undo: undoOf(action.call) });
      control.logBook.tell(name, 'monitor', [`${rule}: ${action.label} by user ${actor}`]);
      return findingNamed(control, name, id);
    },
    dismissFinding: async (name, id, reason) => {
      const said = reason.trim().slice(0, longestReason);
      if (said === '') throw dismissNeedsReason();
      const { rule, title } = findingNamed(control, name, id);
      const app = appNamed(control, name);
      changeApp(control, { app, actor, text: `Finding ${rule} dismissed: ${title} (${said})` }, () =>
        findings.dismiss(id, `${said}, by ${actor}`),
      );
      return findingNamed(control, name, id);
    },
    undoFinding: async (name, id) => {
      const { undo, rule } = findingNamed(control, name, id);
      if (!undo) throw findingIsOld('Nothing was done that could be taken back.');
      await act(control, name, { call: undo, actor });
      findings.setOpen(id, `${callWords(undo)} again, by ${actor}`);
      control.logBook.tell(name, 'monitor', [`${rule}: ${callWords(undo)} again by user ${actor}`]);
      return findingNamed(control, name, id);
    },
    upcomingEvents: async () => (await import('../monitor/gather-event.ts')).upcomingEvents(control),
    trySiteRules: async (name, query) => {
      const { trySiteRules } = await import('../monitor/try-site-rules.ts');
      return trySiteRules(control, appNamed(control, name), query);
    },
    monitorReport: async (name, query) => {
      const { monitorReport } = await import('../monitor/report.ts');
      return monitorReport(control, appNamed(control, name), query);
    },
  };
}

function findingNamed(control: Control, name: string, id: number): Finding {
  const found = control.store.findings.find(appNamed(control, name).id, id);
  if (found === null) throw noSuchFinding(name, id);
  return found;
}

/** By the same verbs that a person uses, which look again whether it may be done. */
async function act(control: Control, app: string, { call, actor }: { readonly call: ActionCall; readonly actor: string }): Promise<void> {
  const verbs = appOperations(control, actor);
  if (call.verb === 'scale') await verbs.scale(app, { [call.type]: { quantity: call.quantity, was: call.was } });
  else if (call.verb === 'resize') await resize(control, app, { call, verbs });
  else if (call.verb === 'restart') await (call.which === null ? verbs.restart(app) : verbs.restart(app, call.which));
  else if (call.verb === 'resync') await mirrorOperations(control, actor).resyncMirror(app);
  else throw findingIsOld('This is a page to look at, not a change to make.');
}

async function resize(
  control: Control,
  app: string,
  { call, verbs }: { readonly call: Extract<ActionCall, { verb: 'resize' }>; readonly verbs: ReturnType<typeof appOperations> },
): Promise<void> {
  const size = sizeOf(control, appNamed(control, app), call.type);
  if (size !== call.was) throw findingIsOld(`${call.type} is ${size} now and no longer ${call.was}.`);
  await verbs.scale(app, { [call.type]: { size: call.size } });
}
