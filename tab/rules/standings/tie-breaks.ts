import type { TeamId } from '../ids.ts';
import { sum } from './figures.ts';
import { equalRows, type Column } from './ranking.ts';
import type { TeamRecord } from './team-record.ts';

/** The teams of a table, in one order throughout. */
export interface TiedField {
  readonly teams: readonly { readonly id: TeamId; readonly division?: number | null }[];
  readonly records: ReadonlyMap<TeamId, TeamRecord>;
}

/**
 * Who beat whom (spec tab §6.2): where exactly two teams are equal on all metrics before, each one's own points in
 * its debates against the other; null everywhere else.
 */
export function whoBeatWhom(field: TiedField, before: readonly Column[]): (number | null)[] {
  const values: (number | null)[] = field.teams.map(() => null);
  for (const [first, second, third] of equalRows(before, field.teams.length)) {
    if (first === undefined || second === undefined || third !== undefined) continue;
    values[first] = pointsAgainst(field, first, second);
    values[second] = pointsAgainst(field, second, first);
  }
  return values;
}

/** The same among the teams of a division; teams without one are nobody's rivals. */
export function whoBeatWhomInDivision(field: TiedField, before: readonly Column[]): (number | null)[] {
  const divisions = { name: 'division', isAscending: true, values: field.teams.map((team) => team.division ?? null) };
  const values = whoBeatWhom(field, [...before, divisions]);
  return values.map((value, row) => (divisions.values[row] === null ? null : value));
}

function pointsAgainst(field: TiedField, row: number, rival: number): number {
  const [mine, theirs] = [field.teams[row]?.id, field.teams[rival]?.id];
  const debates = mine === undefined ? [] : (field.records.get(mine)?.debates ?? []);
  const met = debates.filter(({ others }) => others.some((other) => other.team === theirs));
  return sum(met.map((debate) => debate.mine.points ?? 0)) ?? 0;
}
