import { RostraError } from '#kit/errors/rostra-error.ts';
import { BadSession } from '../errors.ts';
import { firstRows } from '../game/objects/first-rows.ts';
import type { PlayerRow } from '../game/objects/rows.ts';
import type { World } from '../game/objects/world.ts';
import type { Lab } from '../lab.ts';
import { checkHeadcount, type SubPlace } from '../rules/session-plan.ts';
import { hold as holdLobbies } from '../store/lobbies.ts';
import { holdSession } from '../store/locks.ts';
import { insertSeats, standing, type MoreSeats, type StandingGroup } from '../store/more-seats.ts';
import { newCode } from './create.ts';
import { sessionEdited, type PlayedSession } from './played-session.ts';

export interface SeatsWish {
  readonly sessionId: number;
  /** How many more. */
  readonly people: number;
}

const mostPeople = 100_000;

/**
 * More seats for a session that may be running, as it would have had them if it had been made with that many. They play in groups of
 * their own; where everybody is one group they join it. Gives the new participants' codes.
 */
export async function addSeats({ sessionId, people }: SeatsWish, lab: Lab): Promise<readonly string[]> {
  const session = await lab.sessions.get(sessionId);
  if (!session) throw new BadSession('session', 'This session was deleted.');
  if (!Number.isInteger(people) || people < 1 || people > mostPeople)
    throw new BadSession('people', 'Say how many more take part, as a whole number.');
  const codes = await lab.db.inTransaction(async (tx) => {
    holdLobbies(tx, { sessionId });
    await holdSession(tx, sessionId);
    const now = await standing(tx, sessionId);
    if (!now) throw new BadSession('session', 'This session was deleted.');
    const seats = moreSeats({ session, people, now, nowMs: lab.clock.nowMs() });
    await insertSeats(tx, seats);
    return seats.participants.map(({ code }) => code);
  });
  lab.sessions.forget(sessionId);
  await lab.live.publish(sessionEdited, String(sessionId)).catch(() => {}); // loads bring everybody also where this is not known yet
  lab.logger.info('seats_added', { session: session.facts.code, people });
  return codes;
}

interface SeatsFacts {
  readonly session: PlayedSession;
  readonly people: number;
  readonly now: { readonly people: number; readonly groups: readonly StandingGroup[] };
  readonly nowMs: number;
}

function moreSeats({ session: { facts, plan, rules, rounding }, people, now, nowMs }: SeatsFacts): MoreSeats {
  const all = now.people + people;
  checkHeadcount([...new Set(plan.subs.map(({ playable }) => playable))], all);
  const world = firstRows({
    plan,
    session: { ...facts, numParticipants: all },
    rounding,
    rules,
    nowMs,
    people: Array.from({ length: all }, () => ({ code: newCode(), label: null })),
  });
  const standingIn = Map.groupBy(now.groups, ({ sub }) => sub);
  const placed = plan.subs.flatMap((place) => placesIn(place, { world, before: now.people, standing: standingIn.get(place.sub) ?? [] }));
  const made = placed.flatMap(({ group, target }) => (target === null ? [group] : []));
  return {
    sessionId: facts.id,
    participants: world.participants().slice(now.people),
    groups: made,
    players: placed.flatMap(({ group, target, members }) =>
      members.map((player) => ({ ...player, group: target === null ? { place: made.indexOf(group) } : { id: target } })),
    ),
    joined: placed.flatMap(({ target }) => target ?? []),
    meetings: plan.pages.filter(({ page }) => page.kind === 'wait' && page.scope === 'all').map(({ index }) => index),
  };
}

/** Newcomers who are in one group: a new one, or with `target` one that stands. */
interface Placed {
  readonly group: MoreSeats['groups'][number];
  readonly target: number | null;
  readonly members: readonly PlayerRow[];
}

function placesIn(
  { sub, playable }: SubPlace,
  { world, before, standing: groups }: { readonly world: World; readonly before: number; readonly standing: readonly StandingGroup[] },
): Placed[] {
  const planned = world.groupsIn(sub);
  let highest = Math.max(0, ...groups.map(({ number }) => number));
  return planned.flatMap((group): Placed[] => {
    const everybody = world.membersOf(group);
    const members = everybody.filter(({ participant }) => participant > before);
    if (members.length === 0) return [];
    if (members.length === everybody.length) {
      const { size, data } = group;
      return [{ group: { sub, number: (highest += 1), size, data }, target: null, members }];
    }
    const isLobby = group.number === 0;
    const target = groups.find(({ number }) => number === group.number);
    if (planned.length > 1 || (!isLobby && groups.length !== 1)) throw new GroupsAreFixed(playable.game.name);
    return [{ group: { sub, number: group.number, size: members.length, data: group.data }, target: target?.id ?? null, members }];
  });
}

class GroupsAreFixed extends RostraError {
  constructor(game: string) {
    super({
      code: 'LAB_GROUPS_FIXED',
      status: 409,
      message: `No seats can be added: ${game} has put everybody into groups together when the session was made.`,
      hint: 'Make a second session for the others.',
    });
  }
}
