import { invariant } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';
import { splitByes, byesAfter } from './byes.ts';
import { timesMet } from './conflicts.ts';
import type { Draw, Pairing } from './draw.ts';
import type { DrawTeam, PreliminaryField } from './field.ts';

/** How often the search starts from a new order. */
const starts = 20;

/**
 * A round robin in rooms of several teams, for which tables exist only in a few sizes: a search for rooms in which as few as can be have met
 * before, those who have met often counting most, then for positions that are most even. Tab spec section 3.3.
 */
export function drawRoundRobinRooms(field: PreliminaryField, random: Random): Draw {
  const { playing, sittingOut } = splitByes(field, random);
  const tried = Array.from({ length: starts }, () => improved(cutInRooms(random.shuffle(playing), field.teamsInDebate)));
  const best = tried.reduce((one, other) => (meetingsIn(other) < meetingsIn(one) ? other : one));
  const pairings = best.map((room, index): Pairing => {
    return { teams: inPositions(room, random).map(({ id }) => id), bracket: 0, roomRank: index + 1, flags: [], teamFlags: new Map() };
  });
  return { pairings, byes: byesAfter(pairings.length, sittingOut), pulledUp: [], sidesConfirmed: true };
}

type Rooms = readonly (readonly DrawTeam[])[];

function cutInRooms(teams: readonly DrawTeam[], size: number): DrawTeam[][] {
  return Array.from({ length: Math.ceil(teams.length / size) }, (_room, index) => teams.slice(index * size, (index + 1) * size));
}

/** Exchanges teams between rooms while that lowers how often people meet again. */
function improved(start: DrawTeam[][]): Rooms {
  const rooms = start.map((room) => [...room]);
  let hasChanged = true;
  while (hasChanged) {
    hasChanged = false;
    for (const [index, one] of rooms.entries())
      for (const other of rooms.slice(index + 1)) hasChanged = exchangeOnce(one, other) || hasChanged;
  }
  return rooms;
}

/** Makes the first exchange between two rooms that lowers their meetings; false when there is none. */
function exchangeOnce(one: DrawTeam[], other: DrawTeam[]): boolean {
  const before = meetingsIn([one, other]);
  for (const [place, mine] of one.entries()) {
    for (const [otherPlace, theirs] of other.entries()) {
      const then = meetingsIn([one.with(place, theirs), other.with(otherPlace, mine)]);
      if (then >= before) continue;
      one[place] = theirs;
      other[otherPlace] = mine;
      return true;
    }
  }
  return false;
}

/** What the rooms add to the sum of C(meetings, 2) over all pairs: each pair as often as it has met before. */
function meetingsIn(rooms: Rooms): number {
  return rooms.reduce((total, room) => total + room.reduce((sum, team, place) => sum + meetingsWith(team, room.slice(place + 1)), 0), 0);
}

function meetingsWith(team: DrawTeam, others: readonly DrawTeam[]): number {
  return others.reduce((sum, other) => sum + timesMet(team, other), 0);
}

/** Each position in turn goes to whoever has had it least, of the positions that are left first the one that somebody lacks most; equal ones by lot. */
function inPositions(room: readonly DrawTeam[], random: Random): DrawTeam[] {
  const seated: (DrawTeam | null)[] = room.map(() => null);
  let waiting = random.shuffle(room);
  while (waiting.length > 0) {
    const free = [...seated.keys()].filter((position) => seated[position] === null);
    const offers = waiting.flatMap((team) =>
      free.map((position) => ({ team, position, had: (team.sideHistory[position] ?? 0) - average(team) })),
    );
    const best = offers.reduce((one, other) => (other.had < one.had ? other : one));
    seated[best.position] = best.team;
    waiting = waiting.filter((team) => team !== best.team);
  }
  return seated.map((team) => {
    invariant(team !== null, 'a room has as many positions as teams');
    return team;
  });
}

function average({ sideHistory }: DrawTeam): number {
  return sideHistory.length === 0 ? 0 : sideHistory.reduce((sum, had) => sum + had, 0) / sideHistory.length;
}
