import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Ballot, BallotRoom, PanelRole } from '../ballots/ballot.ts';
import type { Scoresheet } from '../ballots/scoresheet.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { decideBallot, type DebateResult, type Decision } from './result.ts';

/** One speech a team is enough: its score is the total. */
const oneSpeech: Settings = {
  ...defaultSettings,
  substantive_speakers: 1,
  reply_scores_enabled: false,
  score_min: 0,
  score_max: 400,
  score_step: 0.5,
};

interface Given {
  readonly settings?: Partial<Settings>;
  readonly panel?: readonly PanelRole[];
  readonly room?: Partial<BallotRoom>;
  readonly ghosts?: readonly (readonly boolean[])[];
}

function decide(
  sheets: readonly Partial<Scoresheet>[],
  { settings = {}, panel = ['chair', 'panellist', 'panellist'], room = {}, ghosts = [] }: Given = {},
): Decision {
  const teams = room.teams ?? 2;
  const ballot: Ballot = {
    speeches: Array.from({ length: teams }, (_team, side) => (ghosts[side] ?? [false]).map((isGhost) => ({ speaker: null, isGhost }))),
    sheets: sheets.map((sheet) => ({ scores: [], ranks: [], winners: [], ...sheet })),
    motion: null,
    vetoes: [],
    forfeit: null,
  };
  const whole: BallotRoom = {
    stage: 'preliminary',
    isLastOfCategory: false,
    teams,
    panel,
    rosters: null,
    isSingleAdjudicator: false,
    ...room,
  };
  return decideBallot(ballot, whole, { ...oneSpeech, ...settings });
}

function result(...given: Parameters<typeof decide>): DebateResult {
  const decision = decide(...given);
  assert.ok(decision.kind === 'decided', JSON.stringify(decision));
  return decision.result;
}

const codes = (decision: Decision): string[] => (decision.kind === 'invalid' ? decision.faults.map(({ code }) => code) : []);
const sheet = (...totals: number[]): Partial<Scoresheet> => ({ scores: totals.map((total) => [total]) });
const close = (found: readonly (number | null)[], expected: readonly number[]): void =>
  expected.forEach((value, index) =>
    assert.ok(Math.abs((found[index] ?? NaN) - value) < 1e-9, `${found.join(' ')} is not ${expected.join(' ')}`),
  );

describe('a debate decided by votes', () => {
  /** The example of tab spec section 5.3. */
  const three = [sheet(260, 258), sheet(255, 261), sheet(262, 259)];

  it('takes scores of the majority', () => {
    const { sides, split, winningSide } = result(three);
    close(
      sides.map(({ score }) => score),
      [261, 258.5],
    );
    close(
      sides.map(({ margin }) => margin),
      [2.5, -2.5],
    );
    assert.deepEqual(
      sides.map(({ votesGiven }) => votesGiven),
      [2, 1],
    );
    assert.deepEqual([winningSide, split], [0, [false, true, false]]);
  });

  it('of everybody where dissenters count, so that the winner may have less', () => {
    const { sides } = result(three, { settings: { margin_includes_dissenters: true } });
    close(
      sides.map(({ score }) => score),
      [259, 259 + 1 / 3],
    );
    close(
      sides.map(({ margin }) => margin),
      [-1 / 3, 1 / 3],
    );
    assert.deepEqual(
      sides.map(({ win }) => win),
      [true, false],
    );
  });

  it('the chair’s vote decides an even panel, and trainees neither vote nor split', () => {
    const found = result([sheet(70, 71), sheet(75, 70)], { panel: ['trainee', 'panellist', 'chair'] });
    assert.deepEqual([found.winningSide, found.split, found.isChairsCastingVote], [0, [false, true, false], true]);
  });

  it('without scores counts ticks', () => {
    const found = result([{ winners: [1] }, { winners: [1] }, { winners: [0] }], { settings: { speakers_in_ballots: 'never' } });
    assert.deepEqual(
      found.sides.map(({ points, score, votesGiven }) => [points, score, votesGiven]),
      [
        [0, null, 1],
        [1, null, 2],
      ],
    );
  });

  it('the majority of any odd panel wins', () =>
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }), (votes) => {
        fc.pre(votes.length % 2 === 1);
        const panel = votes.map((_vote, index): PanelRole => (index === 0 ? 'chair' : 'panellist'));
        const found = result(
          votes.map((isFirst) => (isFirst ? sheet(80, 70) : sheet(70, 80))),
          { panel },
        );
        const firsts = votes.filter(Boolean).length;
        assert.equal(found.winningSide, firsts > votes.length / 2 ? 0 : 1);
        assert.deepEqual(
          found.sides.map(({ votesGiven }) => votesGiven),
          [firsts, votes.length - firsts],
        );
      }),
    ));
});

describe('a debate decided by one sheet', () => {
  const together = { ballots_per_debate_prelim: 'per-debate', ballots_per_debate_elim: 'per-debate' } as const;

  it('gives points by place in BP, and nobody a win', () => {
    const { sides } = result([sheet(167, 154, 146, 149)], { settings: together, room: { teams: 4 } });
    assert.deepEqual(
      sides.map(({ points, place, win, margin }) => [points, place, win, margin]),
      [
        [3, 1, false, null],
        [2, 2, false, null],
        [0, 4, false, null],
        [1, 3, false, null],
      ],
    );
  });

  it('lets the ticked teams of a BP elimination go on, one in the final', () => {
    const elimination = { teams: 4, stage: 'elimination' } as const;
    const { sides } = result([{ winners: [0, 3] }], { settings: together, room: elimination });
    assert.deepEqual(
      sides.map(({ win, points }) => [win, points]),
      [
        [true, null],
        [false, null],
        [false, null],
        [true, null],
      ],
    );
    assert.deepEqual(codes(decide([{ winners: [0, 3] }], { settings: together, room: { ...elimination, isLastOfCategory: true } })), [
      'wrong-winner',
    ]);
  });

  it('leaves ghost speeches out of the score where the setting says so, never out of the decision', () => {
    const settings = { ...together, substantive_speakers: 2, teamscore_includes_ghosts: false };
    const { sides } = result(
      [
        {
          scores: [
            [80, 80],
            [79, 79],
          ],
        },
      ],
      {
        settings,
        ghosts: [
          [false, true],
          [false, false],
        ],
      },
    );
    assert.deepEqual(
      sides.map(({ win, score, margin, hasGhost }) => [win, score, margin, hasGhost]),
      [
        [true, 80, -78, true],
        [false, 158, 78, false],
      ],
    );
  });
});

describe('what keeps a ballot from being confirmed', () => {
  const cases: { it: string; sheet: Partial<Scoresheet>; settings?: Partial<Settings>; codes: string[] }[] = [
    { it: 'equal totals', sheet: sheet(70, 70), codes: ['tie'] },
    { it: 'a missing score', sheet: { scores: [[70]] }, codes: ['missing'] },
    { it: 'a score above the range', sheet: sheet(500, 70), codes: ['out-of-range'] },
    { it: 'a score off the step', sheet: sheet(70.3, 70), codes: ['off-step'] },
    { it: 'a margin above the maximum', sheet: sheet(80, 70), settings: { maximum_margin: 9.5 }, codes: ['margin-too-large'] },
    { it: 'no tick where the winner is ticked', sheet: sheet(80, 70), settings: { winners_in_ballots: 'high-points' }, codes: ['missing'] },
    {
      it: 'a ticked loser',
      sheet: { ...sheet(80, 70), winners: [1] },
      settings: { winners_in_ballots: 'high-points' },
      codes: ['wrong-winner'],
    },
    {
      it: 'a ticked tie under high-points',
      sheet: { ...sheet(70, 70), winners: [1] },
      settings: { winners_in_ballots: 'high-points' },
      codes: ['tie'],
    },
    {
      it: 'nothing: a ticked tie under tied-points',
      sheet: { ...sheet(70, 70), winners: [1] },
      settings: { winners_in_ballots: 'tied-points' },
      codes: [],
    },
    {
      it: 'a ticked loser under tied-points',
      sheet: { ...sheet(80, 70), winners: [1] },
      settings: { winners_in_ballots: 'tied-points' },
      codes: ['wrong-winner'],
    },
    {
      it: 'nothing: a low-point win',
      sheet: { ...sheet(80, 70), winners: [1] },
      settings: { winners_in_ballots: 'low-points' },
      codes: [],
    },
    {
      it: 'a rank used twice',
      sheet: { ...sheet(80, 70), ranks: [[1], [1]] },
      settings: { speaker_ranks: 'any' },
      codes: ['rank', 'rank'],
    },
    {
      it: 'ranks against scores',
      sheet: { ...sheet(80, 70), ranks: [[2], [1]] },
      settings: { speaker_ranks: 'high-points' },
      codes: ['rank'],
    },
  ];
  for (const c of cases)
    it(c.it, () => assert.deepEqual(codes(decide([c.sheet], { settings: c.settings ?? {}, panel: ['chair'] })), c.codes));

  it('fewer sheets than voters, and no chair', () => {
    assert.deepEqual(codes(decide([sheet(80, 70)])), ['missing']);
    assert.deepEqual(codes(decide([sheet(80, 70)], { panel: ['panellist'] })), ['panel']);
  });

  it('settings that contradict each other are the organiser’s', () => {
    assert.equal(decide([sheet(1, 2, 3, 4)], { room: { teams: 4 } }).kind, 'contradiction');
  });
});
