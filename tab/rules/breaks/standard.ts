import type { TeamStanding } from '../standings/teams.ts';

/** The first `size` teams, and every team that shares the rank of the last of them. `teams` stand best first. */
export function standardBreak(teams: readonly TeamStanding[], size: number): readonly TeamStanding[] {
  if (size < 1) return [];
  const last = teams[size - 1];
  return last === undefined ? teams : teams.filter((team) => team.rank <= last.rank);
}
