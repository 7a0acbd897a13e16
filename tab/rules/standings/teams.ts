import { invariant } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';
import type { InstitutionId, TeamId } from '../ids.ts';
import type { StandingsField, StandingsTeam } from './field.ts';
import { total } from './figures.ts';
import { ascendingMetrics, type RankingTeamMetric, type TeamMetric } from './metrics.ts';
import { groupRanks, ranking, type Column } from './ranking.ts';
import { teamMetrics } from './team-metrics.ts';
import { teamRecords, type ByeScores, type TeamRecord } from './team-record.ts';
import { whoBeatWhom, whoBeatWhomInDivision } from './tie-breaks.ts';

/** What a table of teams should show. */
export interface TeamTable {
  /** The metrics that rank, the first one first. */
  readonly precedence: readonly RankingTeamMetric[];
  /** Metrics shown beside. */
  readonly extras?: readonly TeamMetric[];
  /** Rounds up to this one count. */
  readonly untilRound: number;
  /** Only these teams stand in the table (a break category); null for all. Opponents outside still count as opponents. */
  readonly among?: ReadonlySet<TeamId> | null;
  /** The setting substantive_speakers. */
  readonly substantiveSpeakers: number;
  /** The setting bye_team_results: with `average` a bye counts as the team's mean score; otherwise it has none. */
  readonly byes?: ByeScores;
  /** The coin for the metric `random`; without it that column is empty. */
  readonly random?: Random;
}

export interface TeamStandings {
  /** Names of the columns: precedence, then extras. `wbw` is numbered in order of use. */
  readonly columns: readonly string[];
  /** Best first; ties keep the order of the field's teams. */
  readonly rows: readonly TeamStanding[];
}

export interface TeamStanding {
  readonly team: TeamId;
  /** Competition rank: 1, 2, 2, 4. */
  readonly rank: number;
  /** Shares its rank, shown as "2=". */
  readonly isTied: boolean;
  /** Rank by the remaining metrics among the teams that are equal in the first. */
  readonly subrank: number;
  /** Rank among the table's teams of the same institution; null without institution. */
  readonly institutionRank: number | null;
  /** In the order of the columns; null where there is no data. */
  readonly values: readonly (number | null)[];
}

/** The standings of teams after a round (spec tab §6.1, §6.2). */
export function teamStandings(field: StandingsField, table: TeamTable): TeamStandings {
  const teams = field.teams.filter((team) => table.among?.has(team.id) ?? true);
  const sheet: Sheet = { teams, records: teamRecords(field, table.untilRound, table.byes), table };
  const ranked = rankedColumns(sheet);
  const ranks = new Map(ranking(ranked, teams.length).ranks.map((rank, row) => [teams[row]?.id, rank]));
  const extras = (table.extras ?? []).map((metric) => column(metric, { ...sheet, before: ranked, ranks }));
  return rankTeams(teams, numbered(ranked), extras);
}

/** Ranks teams whose metrics are known: by the first columns in order, with the extras shown beside. */
export function rankTeams(
  teams: readonly { readonly id: TeamId; readonly institution: InstitutionId | null }[],
  ranked: readonly Column[],
  extras: readonly Column[] = [],
): TeamStandings {
  const columns = [...ranked, ...extras];
  const whole = ranking(ranked, teams.length);
  const first = ranking(ranked.slice(0, 1), teams.length);
  const subranks = groupRanks(whole.ranks, first.ranks);
  const institutionRanks = groupRanks(
    whole.ranks,
    teams.map((team) => team.institution),
  );
  const rows = whole.order.map((row): TeamStanding => {
    const team = teams[row];
    invariant(team !== undefined, 'an order names rows that are there');
    return {
      team: team.id,
      rank: whole.ranks[row] ?? 1,
      isTied: whole.isTied[row] ?? false,
      subrank: subranks[row] ?? 1,
      institutionRank: institutionRanks[row] ?? null,
      values: columns.map(({ values }) => values[row] ?? null),
    };
  });
  return { columns: columns.map(({ name }) => name), rows };
}

/** The list down to the given rank, ties at it included; 0 for all of it (settings team_tab_limit and its like). */
export function downToRank<Row extends { readonly rank: number | null }>(rows: readonly Row[], limit: number): readonly Row[] {
  return limit === 0 ? rows : rows.filter((row) => row.rank !== null && row.rank <= limit);
}

interface Sheet {
  readonly teams: readonly StandingsTeam[];
  readonly records: ReadonlyMap<TeamId, TeamRecord>;
  readonly table: TeamTable;
}

interface Place extends Sheet {
  /** The ranked columns before this one. */
  readonly before: readonly Column[];
  /** The rank of each team, where the ranking is known. */
  readonly ranks: ReadonlyMap<TeamId | undefined, number>;
}

/** The columns that rank, in order; each may look at those before it. */
function rankedColumns(sheet: Sheet): Column[] {
  const columns: Column[] = [];
  for (const metric of sheet.table.precedence) columns.push(column(metric, { ...sheet, before: columns, ranks: new Map() }));
  return columns;
}

function column(metric: TeamMetric, place: Place): Column {
  return { name: metric, values: columnValues(metric, place), isAscending: ascendingMetrics.has(metric) };
}

function columnValues(metric: TeamMetric, place: Place): (number | null)[] {
  if (metric === 'wbw') return whoBeatWhom(place, place.before.filter(isOfItself));
  if (metric === 'wbw_d') return whoBeatWhomInDivision(place, place.before.filter(isOfItself));
  if (metric === 'random') return coins(place);
  if (metric === 'draw_strength_rank') return opponentRanks(place);
  const company = { records: place.records, substantives: place.table.substantiveSpeakers };
  return place.teams.map(({ id }) => {
    const record = place.records.get(id);
    return record === undefined ? null : teamMetrics[metric](record, company);
  });
}

function opponentRanks(place: Place): number[] {
  const opponents = place.teams.map(({ id }) => place.records.get(id)?.opponents ?? []);
  return opponents.map((ids) => total(ids.map((id) => place.ranks.get(id) ?? 0)));
}

/** Who-beat-whom columns do not make teams different for a later one. */
function isOfItself(before: Column): boolean {
  return before.name !== 'wbw' && before.name !== 'wbw_d';
}

function coins(place: Place): (number | null)[] {
  return place.table.random?.shuffle(place.teams.map((_team, index) => index)) ?? place.teams.map(() => null);
}

function numbered(columns: readonly Column[]): Column[] {
  const used = new Map<string, number>();
  return columns.map((one) => {
    if (isOfItself(one)) return one;
    used.set(one.name, (used.get(one.name) ?? 0) + 1);
    return { ...one, name: `${one.name}${used.get(one.name)}` };
  });
}
