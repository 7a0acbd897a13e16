import type { DrawTeam } from './field.ts';

/** A BP room before its teams are known. */
export interface Room {
  /** The points of its bracket. */
  readonly level: number;
  /** The points of the teams that may sit in it. */
  readonly allowed: ReadonlySet<number>;
}

/** A bracket under work: it is closed once its teams fill rooms. */
interface OpenBracket {
  level: number;
  allowed: Set<number>;
  size: number;
}

/**
 * The rooms of a power-paired BP round, best first. A bracket that does not fill its rooms takes teams of the next points; where those
 * points have more teams than it needs, any of them may be the ones. Tab spec section 3.8.1.
 */
export function roomsAnywhere(teams: readonly DrawTeam[]): Room[] {
  const rooms: Room[] = [];
  const close = ({ level, allowed, size }: OpenBracket): void => {
    for (let room = 0; room < size / 4; room += 1) rooms.push({ level, allowed });
  };
  let open: OpenBracket | null = null;
  for (const [points, count] of countsByPoints(teams)) {
    const needed: number = open === null ? 0 : 4 - (open.size % 4);
    let left = count;
    if (open !== null) {
      open.allowed.add(points);
      open.size += Math.min(needed, count);
      left -= Math.min(needed, count);
      if (open.size % 4 === 0) close(open);
    }
    if (open !== null && open.size % 4 !== 0) continue;
    open = left > 0 ? { level: points, allowed: new Set([points]), size: left } : null;
    if (open !== null && open.size % 4 === 0) {
      close(open);
      open = null;
    }
  }
  return rooms;
}

/** The ranking cut in fours: only the teams of one room are pulled up together. */
export function roomsInSlices(teams: readonly DrawTeam[]): Room[] {
  const points = teams.map((team) => team.points).sort((a, b) => b - a);
  return Array.from({ length: points.length / 4 }, (_room, index) => {
    const four = points.slice(index * 4, index * 4 + 4);
    return { level: four[0] ?? 0, allowed: new Set(four) };
  });
}

/** How many teams are on each number of points, most points first. */
function countsByPoints(teams: readonly DrawTeam[]): [number, number][] {
  const groups = Map.groupBy(teams, ({ points }) => points);
  return [...groups].map(([points, group]): [number, number] => [points, group.length]).sort((a, b) => b[0] - a[0]);
}
