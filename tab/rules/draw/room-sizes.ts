/** How many teams debate in a room. */
export interface RoomSize {
  readonly teamsInDebate: number;
  /** Where rooms may be of several sizes: those sizes; empty for one size, whose last room may be short. */
  readonly polyRoomSizes?: readonly number[];
}

/** What the settings say of a tournament's rooms. */
export function roomSizeOf({
  teams_in_debate: teamsInDebate,
  poly_room_sizes: sizes,
}: {
  readonly teams_in_debate: number;
  readonly poly_room_sizes: readonly string[];
}): RoomSize {
  return { teamsInDebate, polyRoomSizes: sizes.map(Number) };
}

/** True for rooms of other sizes than two and four. */
export function isPoly({ teamsInDebate }: Pick<RoomSize, 'teamsInDebate'>): boolean {
  return teamsInDebate !== 2 && teamsInDebate !== 4;
}

/** The fewest teams that a room may have. */
export function smallestRoom(size: RoomSize): number {
  if (!isPoly(size)) return size.teamsInDebate;
  return isMixed(size) ? Math.min(...mixedSizes(size)) : 2;
}

/**
 * The sizes of the rooms that seat all these teams, the largest first; null when no rooms do. Of several sizes those nearest to `teamsInDebate`
 * are taken, and of equally near ones the fewest rooms. Of one size the last room may be short, with two teams or more.
 */
export function roomSizes(teams: number, size: RoomSize): number[] | null {
  return isMixed(size) ? mixed(teams, size) : oneSize(teams, size);
}

/** Cuts a list into rooms of these sizes, in order. */
export function cutIntoRooms<Team>(teams: readonly Team[], sizes: readonly number[]): Team[][] {
  let start = 0;
  return sizes.map((size) => teams.slice(start, (start += size)));
}

function isMixed(size: RoomSize): boolean {
  return isPoly(size) && mixedSizes(size).length > 0;
}

const mixedSizes = ({ polyRoomSizes = [] }: RoomSize): readonly number[] => polyRoomSizes;

function oneSize(teams: number, size: RoomSize): number[] | null {
  const { teamsInDebate } = size;
  const surplus = teams % teamsInDebate;
  if (surplus !== 0 && (!isPoly(size) || surplus < 2)) return null;
  const full = Array.from({ length: Math.floor(teams / teamsInDebate) }, () => teamsInDebate);
  return surplus === 0 ? full : [...full, surplus];
}

interface Seating {
  readonly farness: number;
  readonly rooms: readonly number[];
}

/** The best seating of every smaller number leads to that of this one. */
function mixed(teams: number, size: RoomSize): number[] | null {
  const best: (Seating | null)[] = [{ farness: 0, rooms: [] }];
  for (let count = 1; count <= teams; count += 1) {
    const ways = mixedSizes(size).flatMap((room): Seating[] => {
      const before = best[count - room];
      return before ? [{ farness: before.farness + Math.abs(room - size.teamsInDebate), rooms: [...before.rooms, room] }] : [];
    });
    best.push(ways.toSorted((a, b) => a.farness - b.farness || a.rooms.length - b.rooms.length)[0] ?? null);
  }
  return best[teams]?.rooms.toSorted((a, b) => b - a) ?? null;
}
