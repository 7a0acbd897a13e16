import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { makeClone, removeClones } from '../rehearsals/clone.ts';
import { noSuchRehearsal, notInPlace, nothingToRehearse, rehearsalUnderWay, wrongRehearsal } from '../rehearsals/errors.ts';
import { launchBots } from '../rehearsals/launch.ts';
import { partWish, rehearsalPlan, rehearsalReport, rehearsalResult } from '../rules/rehearsal-resources.ts';
import type { Rehearsal } from '../rules/rehearsal-resources.ts';
import type { AppRecord } from '../store/apps.ts';
import type { RehearsalRecord } from '../store/rehearsals.ts';
import { isoTime } from '../store/sqlite.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { RehearsalEnd, RehearsalVerbs, RehearsalWish } from './rehearsal-verbs.ts';
import { appUrl } from './resources.ts';

/** Bots that play an event beforehand: planned, staged, reported, ended (platform specification, §10). */
export function rehearsalOperations(control: Control, actor: string): RehearsalVerbs {
  const { store, board } = control.rehearsals;
  const shown = (app: string, id: string): Rehearsal => resource(control, rehearsalOf(control, app, id));
  return {
    rehearsals: async (app) => store.ofApp(appNamed(control, app).name).map((record) => resource(control, record)),
    rehearsal: async (app, id) => shown(app, id),
    planRehearsal: async (app, wish) => shown(app, planned(control, appNamed(control, app), { ...wish, actor })),
    stageRehearsal: async (app, id) => {
      await staged(control, rehearsalOf(control, app, id));
      return { ...shown(app, id), botWord: board.wordOf(appNamed(control, app).name) };
    },
    reportRehearsal: async (app, id, report) => {
      const { state } = rehearsalOf(control, app, id);
      const { level, ...heard } = parsed(rehearsalReport, report);
      if (level !== undefined) store.addLevel(id, level);
      const { isStopped } = board.hear(id, heard, Date.now());
      return { isStopped: isStopped || state === 'stopped' || state === 'failed' };
    },
    breakRehearsed: async (app, id, wish) => {
      const { breakPart } = await import('../rehearsals/break-part.ts');
      await breakPart(control, rehearsalOf(control, app, id), parsed(partWish, wish));
      return shown(app, id);
    },
    endRehearsal: async (app, id, end) => {
      ended(control, rehearsalOf(control, app, id), { ...end, actor });
      return shown(app, id);
    },
    stopRehearsal: async (app, id) => {
      const { state } = rehearsalOf(control, app, id);
      board.stop(id);
      if (state === 'planned') store.end(id, { state: 'stopped', atMs: Date.now(), result: null, failure: `stopped by ${actor}` });
      return shown(app, id);
    },
  };
}

function rehearsalOf(control: Control, app: string, id: string): RehearsalRecord {
  const record = control.rehearsals.store.find(id);
  if (record?.app !== appNamed(control, app).name) throw noSuchRehearsal(app, id);
  return record;
}

function parsed<Output>(shape: v.GenericSchema<unknown, Output>, value: unknown): Output {
  const { success, output, issues } = v.safeParse(shape, value);
  if (success) return output;
  const at = issues[0].path?.map(({ key }) => String(key)).join('.') ?? '';
  throw wrongRehearsal(`${at === '' ? 'What was sent' : `“${at}”`} is wrong: ${issues[0].message}.`);
}

function planned(control: Control, app: AppRecord, { plan, confirm, launch, actor }: RehearsalWish & { readonly actor: string }): string {
  const wish = parsed(rehearsalPlan, plan);
  if (app.serving === null) throw nothingToRehearse(app.name);
  if (launch === true) refuseFiles(wish);
  if (wish.where === 'in-place') refuseAmongPeople(control, app, confirm);
  const id = randomBytes(3).toString('hex');
  if (!control.rehearsals.store.create({ id, app: app.name, actor, startedAtMs: Date.now(), plan: wish }))
    throw rehearsalUnderWay(app.name);
  tell(control, app, { text: `Rehearsal with ${wish.people} people`, actor });
  if (launch === true) launchBots(control, { id, app: app.name });
  return id;
}

/** A file of this machine may be named only by who sits at it. */
function refuseFiles({ sources }: RehearsalWish['plan']): void {
  const named =
    Array.isArray(sources) && sources.some((source: unknown) => typeof source === 'object' && source !== null && 'file' in source);
  if (named) throw wrongRehearsal('Scripts and recordings are files: rostra rehearse plays them, from where they are.');
}

const quietSeconds = 300;

/** REH-03: what bots write into an app in use stays there, and who uses it meanwhile waits behind them. */
function refuseAmongPeople(control: Control, { name }: AppRecord, confirm: string | undefined): void {
  const { requests } = control.trafficBook.summary(name, { seconds: quietSeconds });
  if (requests > 0)
    throw notInPlace(
      `${requests} pages of ${name} were asked for in the last five minutes, so people are there.`,
      'Rehearse with a copy: --where clone.',
    );
  if (confirm !== name)
    throw notInPlace(`What the bots do to ${name} itself stays in its data.`, `Repeat its name to agree: --confirm ${name}`);
}

async function staged(control: Control, record: RehearsalRecord): Promise<void> {
  const { store } = control.rehearsals;
  const app = appNamed(control, record.app);
  store.setState(record.id, 'preparing');
  if (record.plan.where === 'in-place') letBotsIn(control, record.id, app);
  else if (record.target === null) await makeClone(control, app, record);
  store.setState(record.id, 'running');
}

/** Their requests are told from those of people by a word that only they know. */
function letBotsIn(control: Control, id: string, { name }: AppRecord): void {
  const { store, board } = control.rehearsals;
  store.setTarget(id, name);
  board.letIn(id, name, randomBytes(18).toString('base64url'));
  control.wake();
}

function ended(control: Control, record: RehearsalRecord, { result, failure, actor }: RehearsalEnd & { readonly actor: string }): void {
  const { store, board } = control.rehearsals;
  const seen = result === null ? null : parsed(rehearsalResult, result);
  const { isStopped } = board.of(record.id);
  const state = isStopped ? 'stopped' : seen === null ? 'failed' : 'ended';
  if (!store.end(record.id, { state, atMs: Date.now(), result: seen, failure })) return;
  board.forget(record.id);
  control.wake();
  const app = control.store.apps.byName(record.app);
  if (app !== null) tell(control, app, { text: `Rehearsal: ${seen?.words ?? failure ?? 'no result'}`, actor });
  void removeClones(control).catch((error: unknown) => control.logger.error('clone_not_removed', { error }));
}

function tell(control: Control, app: AppRecord, { text, actor }: { readonly text: string; readonly actor: string }): void {
  control.store.events.append({ appId: app.id, atMs: control.clock.nowMs(), kind: 'app', text, actor });
}

function resource(control: Control, { startedAtMs, endedAtMs, ...record }: RehearsalRecord): Rehearsal {
  const { says, second } = control.rehearsals.board.of(record.id);
  return {
    ...record,
    url: record.target === null ? null : appUrl(control, record.target),
    startedAt: isoTime(startedAtMs),
    endedAt: endedAtMs === null ? null : isoTime(endedAtMs),
    says,
    second: record.state === 'running' ? second : null,
  };
}
