import type { Queryable } from '#kit/db/connect.ts';
import { callAuthor } from '../game/definition.ts';
import type { Lab } from '../lab.ts';
import { hold } from '../store/locks.ts';
import { keep, type LiveSave } from '../store/live.ts';
import { untilDone } from './again.ts';
import { runItems, type LiveItem, type LiveRun, type News, type Outcome } from './live-run.ts';
import { liveContext, loadLive, scopeOf, type LiveSpot, type LiveVisit } from './live-visit.ts';
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
 * worked out from. Whoever was slower once holds the group before they look again. Null when the session is gone.
 */
export function handleLive(batch: LiveBatch, lab: Lab): Promise<Handled | null> {
  const refusals = new Map<LiveItem, string>();
  let wasSlower = false;
  const attempt = async (db: Queryable, held: Promise<void> | null): Promise<Handled | null> => {
    const { spot, items } = batch;
    const [visit] = await Promise.all([loadLive(db, spot, wishOf(batch, lab)), held]);
    if (!visit) return null;
    const { run, states } = lab.needs.learning(pageKey(spot.place), 'live', () => {
      const done = runItems(visit, items, { refusals, tellsAuthor: !lab.config.isProduction });
      return { run: done, states: statesAfter(visit, done, items) };
    });
    for (const { error } of run.failures)
      lab.logger.error('live_message_failed', { session: spot.session.facts.code, page: pageKey(spot.place), error });
    const save = liveSave(visit, run, items);
    wasSlower = save !== null && !(await keep(db, save));
    if (wasSlower) throw new Again('somebody else was faster');
    return handledFrom(visit, { run, states, save });
  };
  return untilDone(() => {
    const { participant, place } = batch.spot;
    const needs = lab.needs.of(pageKey(place), 'live');
    const everybody = needs.has('sessionLock');
    const isGuarded = !everybody && (scopeOf(place) === 'group' || !needs.has('groupLock')); // else only holding them all is safe
    if (!wasSlower && isGuarded) return attempt(lab.db, null);
    return lab.db.inTransaction((tx) => attempt(tx, hold(tx, { participant, subs: [place.sub], everybody })));
  });
}

function wishOf({ spot, items }: LiveBatch, lab: Lab) {
  const sent = items.filter((item) => item.kind === 'message' || item.kind === 'found');
  return {
    needs: lab.needs.of(pageKey(spot.place), 'live'),
    senders: [...new Set(sent.map(({ participant }) => participant))],
    clients: [...new Set(sent.map(({ client }) => client))],
  };
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

interface Worked {
  readonly run: LiveRun;
  readonly states: Handled['states'];
  readonly save: LiveSave | null;
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
