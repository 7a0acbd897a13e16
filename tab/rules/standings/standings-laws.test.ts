import assert from 'node:assert/strict';
import { describe } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { law } from '#kit/testing/law.ts';
import { institution, person, team } from '../sample-ids.ts';
import type { PlayedDebate, PlayedTeam, StandingsField } from './field.ts';
import { rankingTeamMetrics, speakerMetrics } from './metrics.ts';
import { speakerStandings } from './speakers.ts';
import { teamStandings, type TeamStandings } from './teams.ts';

/** Tournaments of some rounds with results, ties, byes, iron speeches and debates without a result. */
const anyTournament: fc.Arbitrary<StandingsField> = fc
  .record({
    teams: fc.integer({ min: 2, max: 14 }),
    rounds: fc.integer({ min: 1, max: 5 }),
    seed: fc.string({ minLength: 1, maxLength: 8 }),
  })
  .map(({ teams: count, rounds: played, seed }) => {
    const random = seededRandom(seed);
    const teams = Array.from({ length: count }, (_team, index) => ({ id: team(index + 1), institution: institution(random.below(3)) }));
    const rounds = Array.from({ length: played }, (_round, index) => ({ seq: index + 1, weight: 1 + random.below(2) }));
    const debates = rounds.flatMap(({ seq: round }): PlayedDebate[] => {
      const order = random.shuffle(teams);
      return Array.from({ length: Math.ceil(count / 2) }, (_debate, room): PlayedDebate => {
        const pair = order.slice(room * 2, room * 2 + 2);
        const winner = random.below(2);
        const rows = pair.map(({ id }, side) => {
          const scores = [0, 1].map(() => 70 + random.below(12) / 2);
          return playedTeam({ team: id, side: pair.length === 1 ? -1 : side, win: pair.length === 1 || side === winner, scores });
        });
        return { round, isConfirmed: random.below(8) > 0, teams: rows };
      });
    });
    return { rounds, teams, speakers: teams.flatMap(({ id }) => [1, 2].map((n) => ({ id: person(id * 10 + n), team: id }))), debates };
  });

function playedTeam({ team: id, side, win, scores }: Pick<PlayedTeam, 'team' | 'side'> & { win: boolean; scores: number[] }): PlayedTeam {
  const isBye = side < 0;
  return {
    team: id,
    side,
    flags: scores[0] === 70 ? ['pullup'] : [],
    points: Number(win),
    win,
    margin: isBye ? null : (scores[0] ?? 0) - 72,
    score: isBye ? null : scores.reduce((sum, score) => sum + score, 0),
    votesGiven: isBye ? null : Number(win) * 3,
    votesPossible: isBye ? null : 3,
    hasGhost: scores[1] === 70,
    speeches: isBye
      ? []
      : scores.map((score, index) => {
          return {
            speaker: person(id * 10 + index + 1),
            position: index + 1,
            score,
            isGhost: index === 1 && score === 70,
            rank: index + 1,
          };
        }),
  };
}

const precedence = fc.uniqueArray(fc.constantFrom(...rankingTeamMetrics.filter((name) => name !== 'random')), {
  minLength: 1,
  maxLength: 4,
});

describe('team standings', () => {
  law('do not depend on the order in which ballots came in', fc.tuple(anyTournament, precedence, fc.string()), ([field, metrics, seed]) => {
    const random = seededRandom(seed);
    const shuffled = random.shuffle(field.debates).map((debate) => ({ ...debate, teams: random.shuffle(debate.teams) }));
    const table = { precedence: metrics, untilRound: 9, substantiveSpeakers: 2 };
    assert.deepEqual(rounded(teamStandings({ ...field, debates: shuffled }, table)), rounded(teamStandings(field, table)));
    const speakers = { precedence: [...speakerMetrics].slice(0, 4), untilRound: 9, missable: 1, substantiveSpeakers: 2 };
    const [before, after] = [field, { ...field, debates: shuffled }].map((one) => speakerStandings(one, speakers));
    assert.deepEqual(
      after?.rows.map(({ speaker, rank }) => [speaker, rank]),
      before?.rows.map(({ speaker, rank }) => [speaker, rank]),
    );
  });

  law('rank as competitions do: one more than the number of better teams', fc.tuple(anyTournament, precedence), ([field, metrics]) => {
    const { rows } = teamStandings(field, { precedence: metrics, untilRound: 9, substantiveSpeakers: 2 });
    assert.equal(rows.length, field.teams.length);
    for (const row of rows) {
      assert.equal(row.rank, 1 + rows.filter((other) => other.rank < row.rank).length);
      assert.equal(
        row.isTied,
        rows.some((other) => other !== row && other.rank === row.rank),
      );
    }
  });

  law('count nothing of later rounds', fc.tuple(anyTournament, precedence), ([field, metrics]) => {
    const table = { precedence: metrics, untilRound: 1, substantiveSpeakers: 2 };
    const first = { ...field, debates: field.debates.filter(({ round }) => round === 1) };
    assert.deepEqual(teamStandings(field, table), teamStandings(first, table));
  });
});

/** The table with figures to seven places: sums of doubles differ in the last bits when they are added in another order. */
function rounded({ columns, rows }: TeamStandings): object {
  return { columns, rows: rows.map((row) => ({ ...row, values: row.values.map((value) => value?.toFixed(7)) })) };
}
