import { serversOfApp } from '../addons/apps-of-server.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import { runReleasePhase } from '../releases/release-phase.ts';
import { settleRollOut } from '../releases/roll-out.ts';
import { formationActions } from '../rules/formation.ts';
import type { FormationActions, RunnableRelease } from '../rules/formation.ts';
import { routedTypes } from '../rules/route-rules.ts';
import { runsAlone } from '../rules/otree-guest.ts';
import { awakeQuantities } from '../scaling/sleep.ts';
import type { AppRecord } from '../store/apps.ts';
import type { ReleaseRecord } from '../store/releases.ts';
import type { Control } from './control.ts';
import type { DynoBoard } from './dyno-board.ts';

/** An app with its releases and what is to be done for it. */
export interface Plan {
  readonly app: AppRecord;
  readonly serving: ReleaseRecord | null;
  /** The release that is being started beside it, its release phase done. */
  readonly rollOut: ReleaseRecord | null;
  /** Of the formation. */
  readonly dynos: readonly DynoStatus[];
  readonly actions: FormationActions;
}

/** Wanted − running = actions, after the release phase had its turn and a roll-out that is over was written down. */
export async function planApp(control: Control, name: string, hasServers: boolean): Promise<Plan | null> {
  const app = control.store.apps.byName(name);
  if (app === null) return null;
  const pending = app.rollOut === null ? null : control.store.releases.find(app.id, app.rollOut);
  const mayBegin = pending !== null && (pending.phase === 'none' || hasServers);
  const mayRollOut = mayBegin && (await runReleasePhase(control, app, pending));
  const plan = currentPlan(control, name, mayRollOut);
  if (plan?.rollOut == null || !settleRollOut(control, plan.app, { release: plan.rollOut, progress: plan.actions.rollOut })) return plan;
  control.changes.announce();
  return currentPlan(control, name, true);
}

/** The servers that an app's dynos need before they start. */
export function serversOf(control: Control, name: string): readonly string[] {
  const app = control.store.apps.byName(name);
  return app === null ? [] : serversOfApp(control, app.id);
}

/** Read again: the app may have changed while something was waited for. */
function currentPlan({ store, board }: Control, name: string, mayRollOut: boolean): Plan | null {
  const app = store.apps.byName(name);
  if (app === null) return null;
  const serving = app.serving === null ? null : store.releases.find(app.id, app.serving);
  const rollOut = app.rollOut === null || !mayRollOut ? null : store.releases.find(app.id, app.rollOut);
  const dynos = board.ofApp(app).filter((dyno) => dyno.kind === 'formation' && !board.hasEndedAsAsked(dyno));
  const running = dynos.map((dyno) => withCrashReason(board, dyno));
  const wanted = {
    quantities: awakeQuantities({ store }, app),
    serving: serving && runnable(serving),
    rollOut: rollOut && { ...runnable(rollOut), mode: app.rollOutMode },
    restarts: store.formations.restarts(app.id),
    routedTypes: [serving, rollOut].flatMap((release) => routedTypes(release?.manifest.routes ?? [])),
    webRunsAlone: [serving, rollOut].some((release) => release !== null && isAlone(release)),
  };
  return { app, serving, rollOut, dynos, actions: formationActions(wanted, running) };
}

/** A second web dyno would harm the first. */
const isAlone = ({ processes, manifest }: ReleaseRecord): boolean => manifest.deployMode === 'hold' || runsAlone(processes);

function withCrashReason(board: DynoBoard, dyno: DynoStatus): DynoStatus {
  const reason = dyno.state === 'starting' ? board.crashReason(dyno.id) : null;
  return reason === null ? dyno : { ...dyno, reason };
}

function runnable(release: ReleaseRecord): RunnableRelease {
  return { version: release.version, runsSince: release.runsSince, types: Object.keys(release.processes) };
}
