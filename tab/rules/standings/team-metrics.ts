import type { TeamId } from '../ids.ts';
import { mean, present, standardDeviation, sum, total } from './figures.ts';
import type { TeamMetric } from './metrics.ts';
import type { TeamRecord } from './team-record.ts';

/** The metrics of a team that do not depend on where it stands. */
export type RecordMetric = Exclude<TeamMetric, 'wbw' | 'wbw_d' | 'draw_strength_rank' | 'random'>;

/** What a metric may look at besides the team's own record. */
export interface Company {
  readonly records: ReadonlyMap<TeamId, TeamRecord>;
  /** Speeches up to this position are substantive. */
  readonly substantives: number;
}

/** A team's metrics (spec tab §6.2), over its confirmed debates unless said otherwise. */
export const teamMetrics: Record<RecordMetric, (team: TeamRecord, company: Company) => number | null> = {
  points,
  wins: (team) => count(team, ({ mine }) => mine.win === true),
  speaks_sum: speaksSum,
  speaks_avg: (team) => mean(scores(team)),
  speaks_ind_avg: (team, company) => mean(substantiveScores(team, company)),
  speaks_stddev: (team) => standardDeviation(scores(team)),
  margin_sum: (team) => sum(margins(team)),
  margin_avg: (team) => mean(margins(team)),
  draw_strength: drawStrength,
  draw_strength_speaks: (team, company) => overOpponents(team, company, speaksSum),
  draw_strength_second: (team, company) => overOpponents(team, company, (opponent) => drawStrength(opponent, company)),
  opponent_win_pct: opponentWinShare,
  npullups: (team) => team.pullups,
  pullup_debates: (team) => count(team, ({ mine, others }) => [mine, ...others].some((one) => one.flags.includes('pullup'))),
  num_adjs: (team) => total(team.debates.map(({ mine }) => ballotsOfThree(mine.votesGiven, mine.votesPossible))),
  firsts: (team) => count(team, ({ mine }) => mine.points === 3),
  seconds: (team) => count(team, ({ mine }) => mine.points === 2),
  thirds: (team) => count(team, ({ mine }) => mine.points === 1),
  num_iron: (team) => count(team, ({ mine }) => mine.hasGhost),
  rounds_debated: (team) => count(team, ({ mine }) => mine.side >= 0),
};

const knownPoints = new WeakMap<TeamRecord, number | null>(); // every opponent asks for them

function points(team: TeamRecord): number | null {
  const known = knownPoints.get(team);
  if (known !== undefined) return known;
  const fresh = pointsOf(team);
  knownPoints.set(team, fresh);
  return fresh;
}

function pointsOf(team: TeamRecord): number | null {
  return sum(present(team.debates.map(({ mine, weight }) => (mine.points === null ? null : mine.points * weight))));
}

function speaksSum(team: TeamRecord): number | null {
  return sum(scores(team));
}

function scores(team: TeamRecord): number[] {
  return present(team.debates.map(({ mine }) => mine.score));
}

function margins(team: TeamRecord): number[] {
  return present(team.debates.map(({ mine }) => mine.margin));
}

function substantiveScores(team: TeamRecord, company: Company): number[] {
  return team.debates.flatMap(({ mine }) =>
    mine.speeches.filter((speech) => !speech.isGhost && speech.position <= company.substantives).map((speech) => speech.score),
  );
}

function count(team: TeamRecord, counts: (debate: TeamRecord['debates'][number]) => boolean): number {
  return team.debates.filter(counts).length;
}

/** Votes as if every panel had three members. */
function ballotsOfThree(given: number | null, possible: number | null): number {
  return given === null || possible === null || possible === 0 ? 0 : (3 * given) / possible;
}

function drawStrength(team: TeamRecord, company: Company): number {
  return overOpponents(team, company, points);
}

/** The opponents' figures added up; what an opponent does not have counts 0. */
function overOpponents(team: TeamRecord, company: Company, figure: (opponent: TeamRecord) => number | null): number {
  return total(opponents(team, company).map((opponent) => figure(opponent) ?? 0));
}

function opponents(team: TeamRecord, company: Company): TeamRecord[] {
  return team.opponents.flatMap((id) => company.records.get(id) ?? []);
}

function opponentWinShare(team: TeamRecord, company: Company): number | null {
  const played = opponents(team, company).flatMap((opponent) => opponent.debates);
  return mean(played.map(({ mine }) => (mine.win === true ? 1 : 0)));
}
