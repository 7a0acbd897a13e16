import { areOfOneInstitution, timesMet } from './conflicts.ts';
import type { DrawTeam } from './field.ts';
import type { Room } from './bp-rooms.ts';

/** The teams of each room in order of position. */
type Seated = readonly (readonly DrawTeam[])[];

/**
 * Teams that take the same position in rooms of one bracket change places while that lets fewer meet again or meet their own
 * institution: what positions cost stays as it is. For schools (setting bp_room_conflict_penalty above 0); the rules of world championships
 * forbid it. Tab spec section 3.8.6.
 */
export function withFewerRoomConflicts(seated: Seated, rooms: readonly Room[]): Seated {
  const now = seated.map((room) => [...room]);
  let hasChanged = true;
  while (hasChanged) {
    hasChanged = false;
    for (const [one, other] of alikePairs(rooms)) {
      const [here, there] = [now[one], now[other]];
      if (here !== undefined && there !== undefined) hasChanged = exchangeOnce(here, there) || hasChanged;
    }
  }
  return now;
}

/** Rooms of the same level that allow the same points. */
function alikePairs(rooms: readonly Room[]): [number, number][] {
  return rooms.flatMap((room, one) =>
    rooms.flatMap((other, index): [number, number][] => (index > one && other.allowed === room.allowed ? [[one, index]] : [])),
  );
}

/** Makes the first exchange at one position that lowers the conflicts of both rooms together; false when there is none. */
function exchangeOnce(here: DrawTeam[], there: DrawTeam[]): boolean {
  const before = conflictsIn(here) + conflictsIn(there);
  for (const [position, mine] of here.entries()) {
    const theirs = there[position];
    if (theirs === undefined) continue;
    const after = conflictsIn(here.with(position, theirs)) + conflictsIn(there.with(position, mine));
    if (after >= before) continue;
    here[position] = theirs;
    there[position] = mine;
    return true;
  }
  return false;
}

function conflictsIn(room: readonly DrawTeam[]): number {
  return room.reduce((total, team, place) => {
    const others = room.slice(place + 1);
    return total + others.reduce((sum, other) => sum + timesMet(team, other) + Number(areOfOneInstitution(team, other)), 0);
  }, 0);
}
