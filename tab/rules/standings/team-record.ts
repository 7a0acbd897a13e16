import type { TeamId } from '../ids.ts';
import { mean, present } from './figures.ts';
import type { PlayedDebate, PlayedTeam, StandingsField } from './field.ts';

/** What a team has done up to a round. */
export interface TeamRecord {
  /** Its part in each confirmed debate, byes included. */
  readonly debates: readonly WeightedDebate[];
  /** The other teams of every debate, confirmed or not; somebody met twice stands twice. */
  readonly opponents: readonly TeamId[];
  /** How often the draw pulled it up, confirmed or not. */
  readonly pullups: number;
}

export interface WeightedDebate {
  readonly mine: PlayedTeam;
  readonly others: readonly PlayedTeam[];
  /** What the round's points are multiplied by. */
  readonly weight: number;
}

/**
 * The record of every team over the preliminary rounds up to the given one. Byes have no score; with `average` a bye has the mean of the
 * team's other scores (setting bye_team_results).
 */
export function teamRecords(field: StandingsField, untilRound: number, byes: ByeScores = 'none'): ReadonlyMap<TeamId, TeamRecord> {
  const records = new Map(field.teams.map((team) => [team.id, { debates: emptyDebates(), opponents: emptyIds(), pullups: 0 }]));
  for (const { debate, weight } of countedDebates(field, untilRound)) {
    for (const mine of debate.teams) {
      const record = records.get(mine.team);
      if (record === undefined) continue;
      const others = debate.teams.filter((other) => other !== mine);
      record.opponents.push(...others.map((other) => other.team));
      if (mine.flags.includes('pullup')) record.pullups += 1;
      if (debate.isConfirmed) record.debates.push({ mine, others, weight });
    }
  }
  if (byes === 'average') for (const record of records.values()) scoreByes(record.debates);
  return records;
}

/** What a bye that is worth something is scored as. */
export type ByeScores = 'none' | 'points' | 'average';

function scoreByes(debates: WeightedDebate[]): void {
  const average = mean(present(debates.map(({ mine }) => (mine.side < 0 ? null : mine.score))));
  for (const [index, debate] of debates.entries())
    if (debate.mine.side < 0) debates[index] = { ...debate, mine: { ...debate.mine, score: average } };
}

/** The debates of preliminary rounds up to the given one, with their round's weight. */
export function countedDebates(field: StandingsField, untilRound: number): { debate: PlayedDebate; weight: number }[] {
  const weights = new Map(field.rounds.filter((round) => round.seq <= untilRound).map((round) => [round.seq, round.weight]));
  return field.debates.flatMap((debate) => {
    const weight = weights.get(debate.round);
    return weight === undefined ? [] : [{ debate, weight }];
  });
}

function emptyDebates(): WeightedDebate[] {
  return [];
}

function emptyIds(): TeamId[] {
  return [];
}
