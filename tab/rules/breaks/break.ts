import { BreakFilterWrong, BreakRuleNeedsWins } from '../../errors.ts';
import type { TeamId } from '../ids.ts';
import type { TeamStanding, TeamStandings } from '../standings/teams.ts';
import { aida1996, aida2016, type Selection } from './aida.ts';
import { divisionBreak, type DivisionRule } from './divisions.ts';
import { candidates, type BreakCategory, type BreakRemark, type BreakRule, type Candidates } from './eligibility.ts';
import { filteredBreak, missingMetrics, readFilters, type FilterField } from './filters.ts';
import { standardBreak } from './standard.ts';

/** A row to store: a team that breaks, or one that the list of the break has a remark about. */
export interface BreakingTeam {
  readonly team: TeamId;
  /** In the standings of the category. */
  readonly rank: number;
  /** Among the breaking teams; null when it does not break. */
  readonly breakRank: number | null;
  readonly remark: BreakRemark | null;
}

export interface CategoryBreak {
  readonly slug: string;
  /** Best first. */
  readonly rows: readonly BreakingTeam[];
  /** What the tab director should know: too few eligible teams, or none. */
  readonly warning: string | null;
}

/** The standings of the given teams alone; of all teams for null. */
export type StandingsAmong = (teams: ReadonlySet<TeamId> | null) => TeamStandings;

/**
 * Who breaks in every category, in the order given: the highest priority is settled first, because its teams break in
 * no category of lower priority; categories of the same priority may share teams (spec tab §7.1).
 * @throws BreakRuleNeedsWins when an AIDA rule of 2016 or 2019 meets standings without the metric wins.
 * @throws BreakFilterWrong when a custom rule cannot be read, or names a metric that the standings do not have.
 */
export function generateBreaks(categories: readonly BreakCategory[], standingsAmong: StandingsAmong): CategoryBreak[] {
  const settled = new Map<BreakCategory, CategoryBreak>();
  for (const category of categories.toSorted((a, b) => b.priority - a.priority)) {
    const higher = [...settled].filter(([other]) => other.priority > category.priority);
    const elsewhere = new Set(higher.flatMap(([, done]) => done.rows.filter(countsAsBroken).map((row) => row.team)));
    settled.set(category, categoryBreak(category, standingsAmong(category.isGeneral ? null : category.eligible), elsewhere));
  }
  return categories.flatMap((category) => settled.get(category) ?? []);
}

/** A team on a category's list takes no place in a lower one, unless it is only there as ineligible or in reserve. */
function countsAsBroken(row: BreakingTeam): boolean {
  return row.remark !== 'I' && row.remark !== 'R';
}

function categoryBreak(category: BreakCategory, standings: TeamStandings, elsewhere: ReadonlySet<TeamId>): CategoryBreak {
  const field = candidates(category, standings, elsewhere);
  const selection = selectTeams(category, field.eligible, standings);
  const rows = [...breakingRows(selection), ...reserveRows(category, selection), ...excludedRows(field, selection)];
  return { slug: category.slug, rows: rows.toSorted((a, b) => a.rank - b.rank), warning: sizeWarning(category, field.eligible.length) };
}

function selectTeams(category: BreakCategory, eligible: readonly TeamStanding[], standings: TeamStandings): Selection {
  const size = category.breakSize;
  if (category.rule === 'standard') return { breaking: standardBreak(eligible, size), capped: [], remaining: eligible, correction: null };
  if (category.rule === 'aida-1996') return aida1996(eligible, size);
  const divisionOf = ({ team }: TeamStanding): string | null => category.divisions?.get(team) ?? null;
  if (category.rule === 'custom') return customBreak(category, eligible, { size, divisionOf, standings });
  if (isOfDivisions(category.rule)) return divisionBreak(eligible, category.rule, { size, divisionOf });
  const column = standings.columns.indexOf('wins');
  if (column < 0) throw new BreakRuleNeedsWins(category.slug, category.rule);
  return aida2016(eligible, category.rule, { size, winsOf: (team) => team.values[column] ?? 0 });
}

const isOfDivisions = (rule: BreakRule): rule is DivisionRule => rule.startsWith('division-');

function customBreak({ slug, filters: text = '' }: BreakCategory, eligible: readonly TeamStanding[], field: FilterField): Selection {
  const { filters, faults } = readFilters(text);
  const missing = missingMetrics(filters, field.standings).map((metric) => `The standings have no ${metric}.`);
  const [fault] = [...faults, ...missing];
  if (fault !== undefined) throw new BreakFilterWrong(slug, fault);
  return filteredBreak(eligible, filters, field);
}

/** Equal ranks share a break rank; after teams that were put back over the size, ranks are counted without the surplus. */
function breakingRows({ breaking, correction, breakRanks }: Selection): BreakingTeam[] {
  return breaking.map((team) => {
    const given = breakRanks?.get(team);
    if (given !== undefined) return { team: team.team, rank: team.rank, breakRank: given, remark: null };
    const better = breaking.filter((other) => other.rank < team.rank).length;
    const surplus = correction !== null && team.rank > correction.afterRank ? correction.by : 0;
    return { team: team.team, rank: team.rank, breakRank: 1 + better - surplus, remark: null };
  });
}

/** The next teams after the breaking ones, until break size and reserve size are filled together. */
function reserveRows(category: BreakCategory, { breaking, remaining }: Selection): BreakingTeam[] {
  const places = remaining.slice(0, category.breakSize + category.reserveSize);
  return places.filter((team) => !breaking.includes(team)).map((team) => unbroken(team, 'R'));
}

/** Those left out are on record when they stood better than the last breaking team; remarks by hand always are. */
function excludedRows({ excluded }: Candidates, { breaking, capped }: Selection): BreakingTeam[] {
  const lastRank = Math.max(0, ...breaking.map(({ rank }) => rank));
  return [
    ...excluded
      .filter(({ standing, isByHand }) => isByHand || standing.rank < lastRank)
      .map(({ standing, remark }) => unbroken(standing, remark)),
    ...capped.filter((team) => team.rank < lastRank).map((team) => unbroken(team, 'C')),
  ];
}

function unbroken(standing: TeamStanding, remark: BreakRemark): BreakingTeam {
  return { team: standing.team, rank: standing.rank, breakRank: null, remark };
}

function sizeWarning(category: BreakCategory, eligible: number): string | null {
  if (eligible === 0) return `No team can break in ${category.slug}.`;
  return eligible < category.breakSize
    ? `Only ${eligible} teams can break in ${category.slug}, and ${category.breakSize} are wanted.`
    : null;
}
