import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { PersonId, TeamId } from '../ids.ts';
import type { PlayedDebate, PlayedTeam, StandingsField } from './field.ts';
import { shownSpeakerMetrics } from './metrics.ts';
import type { RankingTeamMetric, SpeakerMetric, TeamMetric } from './metrics.ts';
import { replyStandings, speakerStandings } from './speakers.ts';
import { teamStandings, type TeamTable } from './teams.ts';

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a team of a test
const team = (number: number): TeamId => number as TeamId;
// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a speaker of a test
const speaker = (number: number): PersonId => number as PersonId;

function played(number: number, some: Partial<PlayedTeam> = {}): PlayedTeam {
  return {
    team: team(number),
    side: 0,
    flags: [],
    points: null,
    win: null,
    margin: null,
    score: null,
    votesGiven: null,
    votesPossible: null,
    hasGhost: false,
    speeches: [],
    ...some,
  };
}

/** Team `winner` beats team `loser` with these scores. */
function beats(
  round: number,
  [winner, loser]: readonly [number, number],
  [score, other]: readonly [number, number] = [75, 70],
): PlayedDebate {
  const margin = score - other;
  return {
    round,
    isConfirmed: true,
    teams: [
      played(winner, { points: 1, win: true, score, margin, votesGiven: 2, votesPossible: 3 }),
      played(loser, { side: 1, points: 0, win: false, score: other, margin: -margin, votesGiven: 1, votesPossible: 3 }),
    ],
  };
}

function fieldOf(debates: readonly PlayedDebate[], teams = 4): StandingsField {
  const last = Math.max(1, ...debates.map(({ round }) => round));
  return {
    rounds: Array.from({ length: last }, (_round, index) => ({ seq: index + 1, weight: 1 })),
    teams: Array.from({ length: teams }, (_team, index) => ({ id: team(index + 1), institution: null })),
    speakers: Array.from({ length: teams }, (_team, index) => ({ id: speaker(index + 1), team: team(index + 1) })),
    debates,
  };
}

const table = (precedence: RankingTeamMetric[], some: Partial<TeamTable> = {}): TeamTable => ({
  precedence,
  untilRound: 9,
  substantiveSpeakers: 1,
  ...some,
});

/** "1= 3" is team 3 that shares the first rank. */
const ranked = (field: StandingsField, ...args: Parameters<typeof table>): string =>
  teamStandings(field, table(...args))
    .rows.map((row) => `${row.rank}${row.isTied ? '=' : ''} ${row.team}`)
    .join(', ');

const metricOf = (field: StandingsField, metric: TeamMetric, number: number): number | null => {
  const { columns, rows } = teamStandings(field, table(['wins'], { extras: [metric] }));
  return rows.find((row) => row.team === number)?.values[columns.indexOf(metric)] ?? null;
};

const round1 = [beats(1, [1, 2], [80, 70]), beats(1, [3, 4], [75, 74])];
const round2 = [beats(2, [1, 3], [76, 75]), beats(2, [4, 2], [71, 70])];

describe('the ranking', () => {
  const cases: { it: string; precedence: RankingTeamMetric[]; debates: PlayedDebate[]; expect: string }[] = [
    { it: 'shares ranks and skips the next', precedence: ['wins'], debates: round1, expect: '1= 1, 1= 3, 3= 2, 3= 4' },
    { it: 'goes on to the next metric', precedence: ['wins', 'speaks_sum'], debates: round1, expect: '1 1, 2 3, 3 4, 4 2' },
    {
      it: 'of two that tie, who beat the other stands first',
      precedence: ['wins', 'wbw'],
      debates: [...round1, ...round2],
      expect: '1 1, 2 3, 3 4, 4 2',
    },
    {
      it: 'puts who has no data last, where less is better too',
      precedence: ['speaks_stddev'],
      debates: [beats(1, [1, 2])],
      expect: '1= 1, 1= 2, 3= 3, 3= 4',
    },
    {
      it: 'takes averages that differ by noise as equal',
      precedence: ['speaks_avg'],
      debates: [beats(1, [1, 2], [0.1 + 0.2, 0]), beats(1, [3, 4], [0.3, 0])],
      expect: '1= 1, 1= 3, 3= 2, 3= 4',
    },
  ];
  for (const c of cases) it(c.it, () => assert.equal(ranked(fieldOf(c.debates), c.precedence), c.expect));

  it('stops counting at the round asked for', () => {
    assert.equal(ranked(fieldOf([...round1, ...round2]), ['wins'], { untilRound: 1 }), '1= 1, 1= 3, 3= 2, 3= 4');
  });

  it('counts confirmed results only', () => {
    const unconfirmed = round1.map((debate) => ({ ...debate, isConfirmed: false }));
    assert.equal(ranked(fieldOf(unconfirmed), ['wins']), '1= 1, 1= 2, 1= 3, 1= 4');
  });

  it('of a category looks at its teams alone', () => {
    assert.equal(ranked(fieldOf(round1), ['wins', 'speaks_sum'], { among: new Set([team(2), team(4)]) }), '1 4, 2 2');
  });
});

describe('metrics of teams', () => {
  const field = fieldOf([...round1, ...round2]);
  const cases: { metric: TeamMetric; team: number; expect: number | null }[] = [
    { metric: 'points', team: 1, expect: 2 },
    { metric: 'speaks_sum', team: 1, expect: 156 },
    { metric: 'speaks_avg', team: 1, expect: 78 },
    { metric: 'speaks_stddev', team: 1, expect: 2 },
    { metric: 'margin_sum', team: 4, expect: 0 },
    { metric: 'draw_strength', team: 2, expect: 3 },
    { metric: 'draw_strength_speaks', team: 1, expect: 140 + 150 },
    { metric: 'num_adjs', team: 1, expect: 4 },
    { metric: 'thirds', team: 1, expect: 2 },
    { metric: 'draw_strength_rank', team: 1, expect: 4 + 2 },
  ];
  for (const c of cases)
    it(`${c.metric} of team ${c.team} is ${c.expect}`, () => assert.equal(metricOf(field, c.metric, c.team), c.expect));

  it('points are weighted by round, wins are not', () => {
    const weighted = {
      ...field,
      rounds: [
        { seq: 1, weight: 1 },
        { seq: 2, weight: 3 },
      ],
    };
    assert.deepEqual([metricOf(weighted, 'points', 1), metricOf(weighted, 'wins', 1)], [4, 2]);
  });

  it('a bye counts a win and a point and no score', () => {
    const bye: PlayedDebate = { round: 1, isConfirmed: true, teams: [played(1, { side: -1, points: 1, win: true })] };
    const resting = fieldOf([bye]);
    assert.deepEqual([metricOf(resting, 'points', 1), metricOf(resting, 'wins', 1), metricOf(resting, 'speaks_sum', 1)], [1, 1, null]);
  });

  it('a bye scores the mean of the team’s other debates where that is wanted', () => {
    const bye: PlayedDebate = { round: 3, isConfirmed: true, teams: [played(1, { side: -1, points: 1, win: true })] };
    const resting = fieldOf([beats(1, [1, 2], [75, 70]), beats(2, [1, 3], [78, 70]), bye]);
    const valuesOf = (byes: TeamTable['byes'], untilRound: number) =>
      teamStandings(resting, table(['wins', 'speaks_sum', 'speaks_avg'], { untilRound, ...(byes === undefined ? {} : { byes }) })).rows[0]
        ?.values;
    assert.deepEqual(valuesOf('average', 3), [3, 229.5, 76.5]);
    assert.deepEqual(valuesOf('points', 3), [3, 153, 76.5]);
    assert.deepEqual(valuesOf('average', 1), [1, 75, 75]);
  });

  it('an opponent of a debate without result counts as an opponent', () => {
    const pending = fieldOf([...round1, { ...beats(2, [1, 3]), isConfirmed: false }]);
    assert.equal(metricOf(pending, 'draw_strength', 2), 1);
    assert.equal(metricOf(pending, 'draw_strength', 1), 1);
  });

  it('points of all teams are one for each two-team debate', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })), { maxLength: 9 }), (pairs) => {
        const debates = pairs.filter(([a, b]) => a !== b).map((pair, index) => beats(index + 1, pair));
        const points = [1, 2, 3, 4, 5, 6].map((number) => metricOf(fieldOf(debates, 6), 'points', number) ?? 0);
        assert.equal(
          points.reduce((so, one) => so + one, 0),
          debates.length,
        );
      }),
    ));
});

describe('speakers', () => {
  const speeches = (round: number, scores: readonly (number | null)[]): PlayedDebate => ({
    round,
    isConfirmed: true,
    teams: scores.flatMap((score, index) => {
      const own = score === null ? [] : [{ speaker: speaker(index + 1), position: 1, score, isGhost: false, rank: null }];
      return [played(index + 1, { points: 0, speeches: own })];
    }),
  });
  const field = fieldOf([speeches(1, [80, 75, 70, null]), speeches(2, [70, 75, null, null]), speeches(3, [75, 75, null, null])]);
  const rows = (metric: SpeakerMetric, missable = -1): string =>
    speakerStandings(field, { precedence: [metric], untilRound: 9, missable, substantiveSpeakers: 1 })
      .rows.map((row) => `${row.rank ?? '–'}${row.isTied ? '=' : ''} ${row.speaker}:${row.values[0] ?? '–'}`)
      .join(', ');

  it('are ranked by their mean, nobody last', () => assert.equal(rows('average'), '1= 1:75, 1= 2:75, 3 3:70, 4 4:–'));
  it('of steady scores stand first by deviation', () => assert.match(rows('stdev'), /^1= 2:0, 1= 3:0, 3 1:4\.08/));
  it('lose their rank when they missed too much', () => assert.equal(rows('total', 1), '1= 1:225, 1= 2:225, – 3:70, – 4:–'));
  it('leave out the best and the worst where asked', () => assert.match(rows('trimmed_mean'), /^1= 1:75, 1= 2:75, 3 3:70/));

  it('show how many speeches they gave where any number may be missed', () => {
    const settings = { speaker_standings_precedence: ['total'], speaker_standings_extra_metrics: ['average', 'stdev'] } as const;
    assert.deepEqual(shownSpeakerMetrics({ ...settings, standings_missed_debates: -1 }), ['average', 'stdev', 'count']);
    assert.deepEqual(shownSpeakerMetrics({ ...settings, standings_missed_debates: 0 }), ['average', 'stdev']);
  });

  it('ghost speeches and replies are no substantive speeches', () => {
    const ghost = { speaker: speaker(1), position: 1, score: 80, isGhost: true, rank: null };
    const reply = { speaker: speaker(2), position: 2, score: 38, isGhost: false, rank: null };
    const one: PlayedDebate = { round: 1, isConfirmed: true, teams: [played(1, { speeches: [ghost] }), played(2, { speeches: [reply] })] };
    const shown = { untilRound: 9, missable: -1, substantiveSpeakers: 1 };
    const totals = speakerStandings(fieldOf([one]), { ...shown, precedence: ['total'] }).rows.map((row) => row.values[0]);
    assert.deepEqual(totals, [null, null, null, null]);
    const replies = replyStandings(fieldOf([one]), { ...shown, precedence: ['replies_avg'] }).rows.map((row) => [
      row.speaker,
      row.values[0],
    ]);
    assert.deepEqual(replies, [[2, 38]]);
  });
});
