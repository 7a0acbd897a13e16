import type { Queryable } from '#kit/db/connect.ts';
import { visitContext } from '../game/objects/context-for.ts';
import type { Need } from '../game/objects/needs.ts';
import { Objects } from '../game/objects/objects.ts';
import { World } from '../game/objects/world.ts';
import type { LivePart, PageDefinition } from '../game/definition.ts';
import { circleOf, granted, recordCircle } from '../rules/circle.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { momentOf } from './load-visit.ts';
import type { PlayedSession } from '../sessions/played-session.ts';
import { load, type LiveRow } from '../store/live.ts';

/** A live page of a round. */
export interface LivePlace extends PagePlace {
  readonly page: PageDefinition & { readonly live: LivePart };
}

/** Those who are on a live page together, or with scope `player` one of them. */
export interface LiveSpot {
  readonly session: PlayedSession;
  readonly place: LivePlace;
  /** The participant's id of one of them. */
  readonly participant: number;
}

/** The spot as it is now, and what callbacks about it can touch. */
export interface LiveVisit {
  readonly spot: LiveSpot;
  readonly row: LiveRow;
  readonly objects: Objects;
  readonly scope: 'group' | 'player';
  /** Not loaded: what the last save left. */
  readonly isRemembered: boolean;
}

/** Whose messages wait for each other. */
export function scopeOf({ page, playable }: LivePlace): 'group' | 'player' {
  return page.live.scope ?? (playable.game.groupSize === null ? 'player' : 'group');
}

export interface LiveWish {
  readonly needs: ReadonlySet<Need>;
  readonly senders: readonly number[];
  readonly clients: readonly string[];
}

/** One trip. Null when the session is gone. */
export async function loadLive(db: Queryable, spot: LiveSpot, wish: LiveWish): Promise<LiveVisit | null> {
  const { place, participant } = spot;
  const scope = scopeOf(place);
  const needs = liveNeeds(spot, wish.needs);
  const kind = { scope, circle: circleOf(needs), shared: needs.has('shared'), records: recordCircle(needs) };
  const row = await load(db, { participant, sub: place.sub, senders: wish.senders, clients: wish.clients, ...kind });
  return row && { ...liveVisit(spot, row, wish.needs), isRemembered: false };
}

/** The visit of a row that was loaded for these needs. */
export function liveVisit(spot: LiveSpot, row: LiveRow, needs: ReadonlySet<Need>): Omit<LiveVisit, 'isRemembered'> {
  const { session, place, participant } = spot;
  const has = granted(liveNeeds(spot, needs));
  const visitor = { participant, sub: place.sub };
  const world = new World({ plan: session.plan, session: session.facts, rounding: session.rounding, visitor, has });
  world.add(row.members.map((member) => ({ player: member.player, participant: member.participant, group: row.group })));
  world.add(row.seats ?? []);
  world.tables.load(row.records ?? []);
  if (row.shared) world.addShared(row.shared.session, row.shared.subsessions);
  return { spot, row, objects: new Objects(world, session.rules), scope: scopeOf(place) };
}

function liveNeeds({ place }: LiveSpot, needs: ReadonlySet<Need>): ReadonlySet<Need> {
  return scopeOf(place) === 'group' ? new Set([...needs, ...groupNeeds]) : needs;
}

/** What a group's number guards needs no further lock. */
const groupNeeds: readonly Need[] = ['members', 'groupLock'];

/** What a callback of the page gets about one of those who are there. */
export function liveContext(
  visit: LiveVisit,
  call: { readonly participant: number; readonly callback: string; readonly extra?: object },
): object {
  const { place } = visit.spot;
  return visitContext(
    visit.objects,
    { participant: call.participant, sub: place.sub },
    { nowMs: visit.row.nowMs, ...momentOf(place, call.callback), ...(call.extra && { extra: call.extra }) },
  );
}
