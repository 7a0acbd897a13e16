import type { Queryable } from '#kit/db/connect.ts';
import { callAuthor } from '../game/definition.ts';
import type { Lab } from '../lab.ts';
import { hold, holdShared } from '../store/locks.ts';
import { keep, type LiveSave } from '../store/live.ts';
import { untilDone } from './again.ts';
import { LiveMemory } from './live-memory.ts';
import { runItems, type LiveItem, type LiveRun, type News, type Outcome, type Refusals } from './live-run.ts';
import { liveContext, liveVisit, loadLive, scopeOf, type LiveSpot, type LiveVisit } from './live-visit.ts';
import { pageKey } from './load-visit.ts';
import { Again } from './needs-memory.ts';
import type { KnownSpot } from './push-on.ts';
import { liveSave } from './live-save.ts';

/** Things that happen on a live page. */
export interface LiveBatch {
  readonly spot: LiveSpot;
  /** In the order in which they came. */
  readonly items: readonly LiveItem[];
}

/** What has happened, and who is to be told. */
export interface Handled {
  readonly outcomes: ReadonlyMap<LiveItem, Outcome>;
  /** The state's number, which rises with every batch that writes; and what it was before. */
  readonly rev: number;
  readonly before: number;
  /** By participant's id, as JSON: for everybody after a push, else for those who have come to look. */
  readonly states: ReadonlyMap<number, string>;
  readonly pushes: boolean;
  readonly news: readonly News[];
  /** Whose page is to be submitted now. */
  readonly finishers: readonly KnownSpot[];
  /** When the page does next what it does by itself. */
  readonly tickInMs: number | null;
}

/**
 * Two trips: load, then save if nobody was faster; in the same order in every process, because a save counts only for the state it was
 * worked out from. A busy group's `memory` saves the load. Whoever was slower once holds the group before they look again. Null when the
 * session is gone.
 */
export function handleLive(batch: LiveBatch, lab: Lab, memory: LiveMemory = new LiveMemory()): Promise<Handled | null> {
  const refusals: Refusals = new Map();
  let wasSlower = false;
  const attempt = async (db: Queryable, held: Promise<void> | null): Promise<Handled | null> => {
    const { visit, from } = await look({ batch, memory, db, held }, lab);
    if (!visit) return null;
    const worked = work(visit, { batch, refusals }, lab);
    const { run, save } = worked;
    if (visit.isRemembered && !save) throw new Again('nothing would tell whether what is remembered still holds');
    if (save && !(await keep(db, save))) {
      wasSlower = !visit.isRemembered;
      throw new Again('somebody else was faster');
    }
    if (save && !held) memory.keep(visit, { run, save, from });
    return handledFrom(visit, worked);
  };
  return untilDone(() => {
    const { participant, place, session } = batch.spot;
    const needs = lab.needs.of(pageKey(place), 'live');
    const everybody = needs.has('sessionLock');
    const writesShared = needs.has('sharedLock') && !everybody;
    const isGuarded = !everybody && !writesShared && (scopeOf(place) === 'group' || !needs.has('groupLock')); // else only holding them all is safe
    if (!wasSlower && isGuarded) return attempt(lab.db, null);
    return lab.db.inTransaction((tx) => {
      const held = hold(tx, { participant, subs: [place.sub], everybody });
      return attempt(tx, writesShared ? both(held, holdShared(tx, session.facts.id)) : held);
    });
  });
}

async function both(...held: readonly Promise<void>[]): Promise<void> {
  await Promise.all(held);
}

interface Looking {
  readonly batch: LiveBatch;
  readonly memory: LiveMemory;
  readonly db: Queryable;
  /** When it comes true, nobody else writes to them any more; null when nobody is held. */
  readonly held: Promise<void> | null;
}

/** The visit as it is remembered or loaded, and since when it is known. */
async function look({ batch: { spot, items }, memory, db, held }: Looking, lab: Lab) {
  const needs = lab.needs.of(pageKey(spot.place), 'live');
  const nowMs = lab.clock.nowMs();
  const known = memory.take(items, { needs, nowMs });
  if (known && !held) {
    const visit: LiveVisit = { ...liveVisit(spot, known.row, needs), isRemembered: true };
    return { visit, from: { ...known, keptMs: nowMs } };
  }
  const senders = memory.senders(items);
  const wish = { needs, senders: senders.map(({ participant }) => participant), clients: senders.map(({ client }) => client) };
  const [visit] = await Promise.all([loadLive(db, spot, wish), held]);
  const loadedMs = lab.clock.nowMs();
  return { visit, from: { needs, loadedMs, keptMs: loadedMs } };
}

interface Worked {
  readonly run: LiveRun;
  readonly states: Handled['states'];
  readonly save: LiveSave | null;
}

/** Runs what the author says about these items. */
function work(visit: LiveVisit, { batch, refusals }: { readonly batch: LiveBatch; readonly refusals: Refusals }, lab: Lab): Worked {
  const { spot, items } = batch;
  const { run, states } = lab.needs.learning(pageKey(spot.place), 'live', () => {
    const done = runItems(visit, items, { refusals, tellsAuthor: !lab.config.isProduction });
    return { run: done, states: statesAfter(visit, done, items) };
  });
  for (const { error } of run.failures)
    lab.logger.error('live_message_failed', { session: spot.session.facts.code, page: pageKey(spot.place), error });
  return { run, states, save: liveSave(visit, run, items) };
}

/** The state as each of those sees it who is to get it. */
function statesAfter(visit: LiveVisit, run: LiveRun, items: readonly LiveItem[]): Map<number, string> {
  const { place } = visit.spot;
  const looking = new Set(items.flatMap((item) => (item.kind === 'look' ? [item.participant] : [])));
  const onPage = visit.row.members
    .filter(({ participant }) => participant.pageIndex === place.index)
    .map(({ participant }) => participant.id);
  const viewers = run.pushes || run.repeats ? onPage : onPage.filter((id) => looking.has(id));
  const { state } = place.page.live;
  const shown = (participant: number): unknown =>
    state ? callAuthor(state, liveContext(visit, { participant, callback: 'state' })) : null;
  return new Map(viewers.map((participant) => [participant, JSON.stringify(shown(participant)) ?? 'null']));
}

function handledFrom(visit: LiveVisit, { run, states, save }: Worked): Handled {
  const { row, spot, scope } = visit;
  const [own] = row.members;
  const before = scope === 'group' ? row.groupRev : (own?.rev ?? 0);
  const finishers = row.members.filter(({ participant }) => run.finishers.has(participant.id));
  const { every } = spot.place.page.live;
  const tickedMs = run.tickedMs ?? row.tickedMs;
  return {
    outcomes: run.outcomes,
    rev: save ? before + 1 : before,
    before,
    states,
    pushes: run.pushes || run.repeats,
    news: run.news,
    finishers: finishers.map(({ participant }) => ({ code: participant.code, pageIndex: spot.place.index })),
    tickInMs: every && Math.min(every.ms, Math.max(0, (tickedMs ?? row.nowMs) + every.ms - row.nowMs)),
  };
}
