import { bornAtMs } from './dyno-id.ts';

/** What an app is to run, from the store. */
export interface WantedFormation {
  /** Per process type; a type that is not named has 0. */
  readonly quantities: Readonly<Record<string, number>>;
  /** The release that serves; null while there is none. */
  readonly serving: RunnableRelease | null;
  /** A release that is being started beside it. */
  readonly rollOut: RollOut | null;
  readonly restarts: readonly RestartMark[];
  /** Two web dynos would harm each other: the predecessor is gone before its successor starts (SUP-24). */
  readonly webRunsAlone: boolean;
  /** Types beside web that answer requests. */
  readonly routedTypes?: readonly string[];
}

export interface RunnableRelease {
  readonly version: number;
  /** Dynos of this version count as current too: later releases were made without a restart. */
  readonly runsSince: number;
  readonly types: readonly string[];
}

export interface RollOut extends RunnableRelease {
  /** `preboot` starts all new web dynos before any old one goes; `rolling` exchanges them one by one, for want of memory. */
  readonly mode: RollOutMode;
}

export type RollOutMode = 'preboot' | 'rolling';

/** Dynos born before the mark are to be replaced. null means every type, or every number of the type. */
export interface RestartMark {
  readonly type: string | null;
  readonly number: number | null;
  readonly beforeMs: number;
}

/** What runs, from the driver. */
export interface RunningDyno {
  readonly id: string;
  readonly type: string;
  readonly number: number;
  readonly release: number;
  readonly state: 'starting' | 'up' | 'stopping' | 'down' | 'crashed';
  readonly restarts: number;
  readonly reason: string;
}

export interface DynoSlot {
  readonly type: string;
  readonly number: number;
  readonly release: number;
}

/** Wanted − running = actions. */
export interface FormationActions {
  readonly start: readonly DynoSlot[];
  /** Ids to take out of the routing table, drain and stop, in that order. */
  readonly retire: readonly string[];
  /** Ids of the dynos that get requests: up, and not to be retired. */
  readonly routed: readonly string[];
  /** A web dyno that runs alone is on its way out or its successor on its way in: people wait for it. */
  readonly webIsExchanged: boolean;
  readonly rollOut: RollOutProgress;
}

export type RollOutProgress =
  | { readonly kind: 'none' }
  | { readonly kind: 'going' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly dyno: RunningDyno };

/** The process type that answers requests, and so the only one that is started beside its predecessor. */
export const webType = 'web';

/** The process type of the release phase: never part of the formation. */
export const releaseType = 'release';

/** The process type by which an app looks at a restored database, only then: never part of the formation. */
export const drillType = 'drill';

/** Whether an app has as many dynos of it as somebody wants. */
export const isScaled = (type: string): boolean => type !== releaseType && type !== drillType;

/** The process type of one-off dynos: never part of the formation. */
export const runType = 'run';

/** A new release that has crashed this often does not boot. */
const crashesToFail = 3;

/**
 * What to do so that reality becomes the wish. Calling it again after the actions, however few of them happened, leads to the
 * same end: it holds no memory, so a control process that was killed goes on where it stood.
 *
 * Web dynos are replaced by starting the successor first; other types, and a web dyno that runs alone, by stopping the predecessor
 * first, so that a clock or a worker is never there twice.
 */
export function formationActions(wanted: WantedFormation, running: readonly RunningDyno[]): FormationActions {
  const progress = rollOutProgress(wanted, running);
  const slots = [...servingSlots(wanted, running), ...rollOutSlots(wanted, running, progress)];
  const kept = new Set(slots.flatMap((slot) => slot.keep));
  const start = slots.flatMap((slot) => slot.start);
  const retire = running.filter((dyno) => isLive(dyno) && !kept.has(dyno.id)).map((dyno) => dyno.id);
  const answering = new Set([webType, ...(wanted.routedTypes ?? [])]);
  const routed = running.filter((dyno) => answering.has(dyno.type) && dyno.state === 'up' && kept.has(dyno.id) && isRouted(wanted, dyno));
  const webIsExchanged = wanted.webRunsAlone && isExchanged(start, retire, running);
  return { start, retire, routed: routed.map((dyno) => dyno.id), webIsExchanged, rollOut: progress };
}

function isExchanged(start: readonly DynoSlot[], retire: readonly string[], running: readonly RunningDyno[]): boolean {
  const web = running.filter((dyno) => dyno.type === webType);
  return start.some((slot) => slot.type === webType) || web.some((dyno) => dyno.state === 'stopping' || retire.includes(dyno.id));
}

interface SlotDecision {
  readonly start: readonly DynoSlot[];
  readonly keep: readonly string[];
}

const nothing: SlotDecision = { start: [], keep: [] };

/** A crashed dyno is live: the supervisor starts it again after its delay. */
const isLive = (dyno: RunningDyno): boolean => dyno.state === 'starting' || dyno.state === 'up' || dyno.state === 'crashed';

/** Some process of it is still there. */
const isThere = (dyno: RunningDyno): boolean => isLive(dyno) || dyno.state === 'stopping';

function isRouted(wanted: WantedFormation, dyno: RunningDyno): boolean {
  return wanted.rollOut?.mode === 'rolling' || dyno.release !== wanted.rollOut?.version;
}

function servingSlots(wanted: WantedFormation, running: readonly RunningDyno[]): SlotDecision[] {
  const { serving } = wanted;
  if (serving === null) return [];
  return slotsOf(serving, wanted.quantities).map((slot) => {
    const inSlot = running.filter((dyno) => isIn(dyno, slot) && dyno.release !== wanted.rollOut?.version);
    if (wanted.rollOut !== null && slot.type === webType && givesPlace(wanted, wanted.rollOut, { slot, running })) return nothing;
    return slot.type === webType && !wanted.webRunsAlone ? webSlot(wanted, slot, inSlot) : backgroundSlot(wanted, slot, inSlot);
  });
}

function webSlot(wanted: WantedFormation, slot: DynoSlot, inSlot: readonly RunningDyno[]): SlotDecision {
  const [fresh] = inSlot.filter((dyno) => isLive(dyno) && isFresh(wanted, dyno)).toSorted(upFirst);
  if (fresh?.state === 'up') return { start: [], keep: [fresh.id] };
  const stillServing = inSlot.filter((dyno) => dyno.state === 'up' && !isFresh(wanted, dyno)).map((dyno) => dyno.id);
  return fresh === undefined ? { start: [slot], keep: stillServing } : { start: [], keep: [fresh.id, ...stillServing] };
}

function backgroundSlot(wanted: WantedFormation, slot: DynoSlot, inSlot: readonly RunningDyno[]): SlotDecision {
  const [fresh] = inSlot.filter((dyno) => isLive(dyno) && isFresh(wanted, dyno)).toSorted(upFirst);
  if (fresh !== undefined) return { start: [], keep: [fresh.id] };
  return { start: inSlot.some(isThere) ? [] : [slot], keep: [] };
}

function rollOutSlots(wanted: WantedFormation, running: readonly RunningDyno[], progress: RollOutProgress): SlotDecision[] {
  const { rollOut } = wanted;
  if (rollOut === null || progress.kind === 'failed') return [];
  const decisions: SlotDecision[] = [];
  for (const slot of webSlots(rollOut, wanted.quantities)) {
    const [dyno] = running.filter((candidate) => isLive(candidate) && isIn(candidate, slot) && candidate.release === rollOut.version);
    if (dyno !== undefined) decisions.push({ start: [], keep: [dyno.id] });
    else
      decisions.push(
        wanted.webRunsAlone && running.some((other) => isIn(other, slot) && isThere(other)) ? nothing : { start: [slot], keep: [] },
      );
    if (rollOut.mode === 'rolling' && dyno?.state !== 'up') break;
  }
  return decisions;
}

function rollOutProgress(wanted: WantedFormation, running: readonly RunningDyno[]): RollOutProgress {
  const { rollOut } = wanted;
  if (rollOut === null) return { kind: 'none' };
  const slots = webSlots(rollOut, wanted.quantities);
  const own = running.filter((dyno) => dyno.release === rollOut.version && slots.some((slot) => isIn(dyno, slot)));
  const dyno = own.find(hasFailedToBoot);
  if (dyno !== undefined) return { kind: 'failed', dyno };
  return slots.every((slot) => own.some((candidate) => isIn(candidate, slot) && candidate.state === 'up'))
    ? { kind: 'done' }
    : { kind: 'going' };
}

function hasFailedToBoot(dyno: RunningDyno): boolean {
  if (dyno.state === 'down') return true;
  const crashes = dyno.restarts + (dyno.state === 'crashed' ? 1 : 0);
  return dyno.state !== 'up' && (dyno.reason.includes('R10') || crashes >= crashesToFail);
}

/** The predecessor goes at once where it must not be there twice, and in a rolling exchange when its successor is up. */
function givesPlace(
  { webRunsAlone }: WantedFormation,
  rollOut: RollOut,
  { slot, running }: { readonly slot: DynoSlot; readonly running: readonly RunningDyno[] },
): boolean {
  if (webRunsAlone) return true;
  return rollOut.mode === 'rolling' && running.some((dyno) => dyno.release === rollOut.version && isIn(dyno, slot) && dyno.state === 'up');
}

function isFresh(wanted: WantedFormation, dyno: RunningDyno): boolean {
  const { serving } = wanted;
  if (serving === null || dyno.release < serving.runsSince || dyno.release > serving.version) return false;
  const born = bornAtMs(dyno.id);
  return !wanted.restarts.some((mark) => covers(mark, dyno) && born < mark.beforeMs);
}

const covers = (mark: RestartMark, dyno: RunningDyno): boolean =>
  (mark.type === null || mark.type === dyno.type) && (mark.number === null || mark.number === dyno.number);

const isIn = (dyno: RunningDyno, slot: DynoSlot): boolean => dyno.type === slot.type && dyno.number === slot.number;

const upFirst = (a: RunningDyno, b: RunningDyno): number => Number(b.state === 'up') - Number(a.state === 'up') || (a.id < b.id ? -1 : 1);

function slotsOf(release: RunnableRelease, quantities: WantedFormation['quantities']): DynoSlot[] {
  return release.types
    .filter(isScaled)
    .flatMap((type) => Array.from({ length: quantities[type] ?? 0 }, (_, i) => ({ type, number: i + 1, release: release.version })));
}

const webSlots = (release: RunnableRelease, quantities: WantedFormation['quantities']): DynoSlot[] =>
  slotsOf(release, quantities).filter((slot) => slot.type === webType);
