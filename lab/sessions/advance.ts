import type { Lab } from '../lab.ts';
import { pushOn, type KnownSpot, type Stay } from '../page/push-on.ts';
import { releasedTopic } from '../page/releases.ts';
import { ownOrder, orderField, placeInOrder } from '../rules/game-order.ts';
import { mostMoved, slowestOf, standsAt, type Standing } from '../rules/slowest.ts';
import { spotKey } from '../rules/waiting.ts';
import { people, type PersonNow } from '../store/monitor.ts';

/** Whom the organiser wants to move on. */
export interface AdvanceWish {
  /** The page that the organiser saw them on: who has left it meanwhile is left alone. The lowest page when absent. */
  readonly pageIndex?: number;
  /** Leaves those alone who have not started. */
  readonly onlyStarted?: boolean;
  /** Only this participant. */
  readonly code?: string;
}

/** What became of one participant. */
export interface Advanced {
  readonly number: number;
  readonly code: string;
  readonly label: string | null;
  readonly from: number;
  readonly to: number;
  /** Null when they were moved. */
  readonly skippedBecause: Stay | 'too many at once' | null;
}

interface AdvancedSession {
  readonly id: number;
  readonly maxPageIndex: number;
}

/** Moves the slowest on, or one participant, as if the time of their page were up. Their browsers follow by themselves. */
export async function advance(session: AdvancedSession, wish: AdvanceWish, lab: Lab): Promise<Advanced[]> {
  const everybody = await standing(session, lab);
  const { code: only, onlyStarted = false } = wish;
  const meant = only === undefined ? everybody : everybody.filter(({ code }) => code === only);
  const slowest = slowestOf(meant, { maxPageIndex: session.maxPageIndex, onlyStarted });
  const from = wish.pageIndex ?? slowest?.pageIndex ?? session.maxPageIndex + 1;
  const isSlow = (person: Standing): boolean => slowest?.pageIndex === from && standsAt(person, slowest);
  const named = meant.filter((person) => only !== undefined || isSlow(person));
  return Promise.all(
    named.map(async ({ number, code, label, pageIndex: now }, place) => {
      const moved = place < mostMoved ? await moveAndTell({ code, pageIndex: from }, lab) : ({ stays: 'too many at once' } as const);
      const [to, skippedBecause] = 'to' in moved ? [moved.to, null] : [now, moved.stays];
      return { number, code, label, from, to, skippedBecause };
    }),
  );
}

/** Everybody, with how far they are in their own order of the games. */
async function standing({ id }: AdvancedSession, lab: Lab): Promise<(PersonNow & Standing)[]> {
  const [everybody, played] = await Promise.all([people(lab.db, id), lab.sessions.get(id)]);
  return everybody.map((person) => ({
    ...person,
    place: played
      ? placeInOrder(played.plan, person.pageIndex, ownOrder(played.plan, { [orderField]: person.gameOrder }))
      : person.pageIndex,
  }));
}

/** Moves each of them on from the page where they were seen; who has left it meanwhile is left alone. Gives how many were moved. */
export async function advanceEach(spots: readonly KnownSpot[], lab: Lab): Promise<number> {
  const moved = await Promise.all(spots.map((spot) => moveAndTell(spot, lab)));
  return moved.filter((one) => 'to' in one).length;
}

async function moveAndTell(spot: KnownSpot, lab: Lab): Promise<{ readonly to: number } | { readonly stays: Stay }> {
  const moved = await pushOn(spot, lab);
  if ('to' in moved) await lab.live.publish(releasedTopic, spotKey(spot)).catch(() => {}); // they see it at their next look
  return moved;
}
