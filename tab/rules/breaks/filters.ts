import type { TeamStanding, TeamStandings } from '../standings/teams.ts';
import type { Selection } from './aida.ts';
import { divisionPlaces, type DivisionOf } from './divisions.ts';
import { standardBreak } from './standard.ts';

/** One line of a custom rule: how far down an order, or how much of a metric. */
export interface BreakFilter {
  /** `rank`, `division`, `institution`, or a metric of the standings. */
  readonly by: string;
  readonly limit: number;
}

const orders: ReadonlySet<string> = new Set(['rank', 'division', 'institution']);

/**
 * Reads a custom rule, a filter a line: `division 2` keeps the first two of every division, `institution 3` the best three of every
 * institution, `rank 16` the first sixteen, and a metric's name keeps teams with at least so much: `wins 4`.
 */
export function readFilters(text: string): { readonly filters: BreakFilter[]; readonly faults: string[] } {
  const filters: BreakFilter[] = [];
  const faults: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [by = '', number = '', more] = line.split(/\s+/);
    const limit = Number(number);
    const isWrong = number === '' || more !== undefined || !Number.isFinite(limit) || (orders.has(by) && !(limit >= 1));
    if (isWrong) faults.push(`“${line}” is no filter. Write one like “division 2”, “institution 3”, “rank 16” or “wins 4”.`);
    else filters.push({ by, limit });
  }
  return { filters, faults };
}

export interface FilterField {
  readonly size: number;
  readonly divisionOf: DivisionOf;
  readonly standings: TeamStandings;
}

/** Applies the filters in order, each to what the one before left; then the best break. Whoever was filtered out is on record as capped. */
export function filteredBreak(eligible: readonly TeamStanding[], filters: readonly BreakFilter[], field: FilterField): Selection {
  const remaining = filters.reduce((teams, filter) => teams.filter(keeps(filter, teams, field)), eligible);
  const kept = new Set(remaining);
  return {
    breaking: standardBreak(remaining, field.size),
    capped: eligible.filter((team) => !kept.has(team)),
    remaining,
    correction: null,
  };
}

function keeps({ by, limit }: BreakFilter, teams: readonly TeamStanding[], field: FilterField): (team: TeamStanding) => boolean {
  if (by === 'rank') return ({ rank }) => rank <= limit;
  if (by === 'institution') return ({ institutionRank }) => institutionRank === null || institutionRank <= limit;
  if (by === 'division') {
    const places = divisionPlaces(teams, field.divisionOf);
    return (team) => (places.get(team) ?? 1) <= limit;
  }
  const column = field.standings.columns.indexOf(by);
  return ({ values }) => (values[column] ?? -Infinity) >= limit;
}

/** Metrics that the filters name and the standings do not have. */
export function missingMetrics(filters: readonly BreakFilter[], { columns }: Pick<TeamStandings, 'columns'>): string[] {
  return filters.map(({ by }) => by).filter((by) => !orders.has(by) && !columns.includes(by));
}
