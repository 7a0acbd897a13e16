// All standings of 400 BP teams after nine rounds, from rows in memory: teams with draw strength, speakers; beside pandas.
import { seededRandom } from '#kit/math/random.ts';
import { person, team } from '../tab/rules/sample-ids.ts';
import type { PlayedDebate, StandingsField } from '../tab/rules/standings/field.ts';
import { speakerStandings } from '../tab/rules/standings/speakers.ts';
import { teamStandings } from '../tab/rules/standings/teams.ts';
import { besideSolver } from './measure/beside-solver.ts';
import type { Bench } from './measure/row.ts';
import { peerName, startSolvers } from './peers/solvers.ts';

const [teams, rounds] = [400, 9];

export const bench: Bench = async (print) => {
  const solvers = await startSolvers();
  try {
    const field = played();
    print(
      await besideSolver(
        {
          bench: 'tab-standings',
          case: `all standings of ${teams} teams after ${rounds} rounds`,
          peer: peerName.pandas,
          headline: true,
          runs: 9,
          task: { solve: 'standings', rows: rowsOf(field), speeches: speechesOf(field) },
          ours: () => ranksOf(field),
        },
        solvers,
      ),
    );
  } finally {
    solvers.close();
  }
};

function ranksOf(field: StandingsField): number {
  const shared = { untilRound: rounds, substantiveSpeakers: 2 };
  const byTeam = teamStandings(field, { ...shared, precedence: ['points', 'speaks_sum', 'firsts', 'seconds', 'draw_strength'] });
  const bySpeaker = speakerStandings(field, { ...shared, precedence: ['total'], extras: ['average', 'stdev'], missable: -1 });
  return [...byTeam.rows, ...bySpeaker.rows].reduce((total, { rank }) => total + (rank ?? 0), 0);
}

function played(): StandingsField {
  const random = seededRandom('a world championship');
  const ids = Array.from({ length: teams }, (_team, index) => team(index + 1));
  const debates = Array.from({ length: rounds }, (_round, round) => {
    const order = random.shuffle(ids);
    return Array.from({ length: teams / 4 }, (_debate, room): PlayedDebate => {
      const four = order.slice(room * 4, room * 4 + 4).map((id, side) => {
        const scores = [0, 1].map(() => 68 + random.below(18));
        const speeches = scores.map((score, index) => {
          return { speaker: person(id * 2 + index), position: index + 1, score, isGhost: false, rank: null };
        });
        return { team: id, side, points: 3 - side, score: (scores[0] ?? 0) + (scores[1] ?? 0), speeches };
      });
      const nothing = { flags: [], win: false, margin: null, votesGiven: null, votesPossible: null, hasGhost: false };
      return { round: round + 1, isConfirmed: true, teams: four.map((one) => ({ ...one, ...nothing })) };
    });
  });
  return {
    rounds: Array.from({ length: rounds }, (_round, index) => ({ seq: index + 1, weight: 1 })),
    teams: ids.map((id) => ({ id, institution: null })),
    speakers: ids.flatMap((id) => [0, 1].map((index) => ({ id: person(id * 2 + index), team: id }))),
    debates: debates.flat(),
  };
}

function rowsOf({ debates }: StandingsField): number[][] {
  return debates.flatMap((one, room) => one.teams.map(({ team: id, points, score }) => [room, id, points ?? 0, score ?? 0]));
}

function speechesOf({ debates }: StandingsField): number[][] {
  return debates.flatMap((one) => one.teams.flatMap(({ speeches }) => speeches.map(({ speaker, score }) => [speaker, score])));
}
