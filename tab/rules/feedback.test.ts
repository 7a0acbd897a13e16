import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  adjudicatorScore,
  expectedFeedback,
  feedbackFault,
  feedbackProgress,
  replaces,
  targetsOnTeamsForm,
  type FeedbackDebate,
  type FeedbackSource,
} from './feedback.ts';
import { debate as debateId, person, team } from './sample-ids.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** Chair 1, panellists 2 and 3, trainee 4; teams 11 and 12. */
const room: FeedbackDebate = {
  id: debateId(7),
  stage: 'P',
  isSilent: false,
  isConfirmed: true,
  panel: [
    { id: person(1), place: 'C' },
    { id: person(2), place: 'P' },
    { id: person(3), place: 'P' },
    { id: person(4), place: 'T' },
  ],
  teams: [team(11), team(12)],
  dissenters: new Set(),
};

const byAdjudicator = (id: number): FeedbackSource => ({ kind: 'adjudicator', id: person(id) });
const byTeam = (id: number): FeedbackSource => ({ kind: 'team', id: team(id) });

/** Who owes on whom: "1>234" is three pieces by 1, "t11>1/2/3" one piece on any of the three. */
function owed(debate: FeedbackDebate, given: Partial<Settings>): string {
  const words = new Map<string, string[]>();
  for (const { source, targets } of expectedFeedback(debate, { ...defaultSettings, ...given })) {
    const who = source.kind === 'team' ? `t${source.id}` : String(source.id);
    words.set(who, [...(words.get(who) ?? []), targets.join('/')]);
  }
  return [...words].map(([who, targets]) => `${who}>${targets.join('')}`).join(' ');
}

describe('feedback owed by the panel', () => {
  const cases = [
    { path: 'no-adjs', expect: '' },
    { path: 'minimal', expect: '1>234' },
    { path: 'with-p-on-c', expect: '1>234 2>1 3>1' },
    { path: 'with-t-on-c', expect: '1>234 2>1 3>1 4>1' },
    { path: 'with-p-on-p', expect: '1>234 2>13 3>12 4>1' },
    { path: 'all-adjs', expect: '1>234 2>134 3>124 4>123' },
  ] as const;
  for (const c of cases) it(c.path, () => assert.equal(owed(room, { feedback_paths: c.path, feedback_from_teams: 'no-one' }), c.expect));

  it('is none before the result is confirmed, and none in elimination rounds', () => {
    assert.equal(owed({ ...room, isConfirmed: false }, {}), '');
    assert.equal(owed({ ...room, stage: 'E' }, {}), '');
  });
});

describe('feedback owed by teams', () => {
  const outvoted = { ...room, dissenters: new Set([person(1)]) };
  const one = { feedback_paths: 'no-adjs', feedback_from_teams: 'orallist' } as const;
  const cases = [
    { it: 'one piece on whoever voted', debate: room, given: one, expect: 't11>1/2/3 t12>1/2/3' },
    {
      it: 'one on the chair where splits are public',
      debate: room,
      given: { ...one, show_splitting_adjudicators: true },
      expect: 't11>1 t12>1',
    },
    {
      it: 'one on the majority when the chair was outvoted',
      debate: outvoted,
      given: { ...one, show_splitting_adjudicators: true },
      expect: 't11>2/3 t12>2/3',
    },
    {
      it: 'on whoever voted where a panel has one ballot',
      debate: outvoted,
      given: { ...one, show_splitting_adjudicators: true, ballots_per_debate_prelim: 'per-debate' },
      expect: 't11>1/2/3 t12>1/2/3',
    },
    { it: 'on each of the panel', debate: room, given: { ...one, feedback_from_teams: 'all-adjs' }, expect: 't11>1234 t12>1234' },
    { it: 'on nobody', debate: room, given: { ...one, feedback_from_teams: 'no-one' }, expect: '' },
    { it: 'on nobody in silent rounds', debate: { ...room, isSilent: true }, given: one, expect: '' },
    { it: 'on nobody where nobody voted', debate: { ...room, panel: [{ id: person(4), place: 'T' }] }, given: one, expect: '' },
  ] as const;
  for (const c of cases) it(c.it, () => assert.equal(owed(c.debate, c.given), c.expect));

  it('the form lists who voted, or everybody', () => {
    assert.deepEqual(targetsOnTeamsForm(room, { feedback_from_teams: 'orallist' }), [1, 2, 3]);
    assert.deepEqual(targetsOnTeamsForm(room, { feedback_from_teams: 'all-adjs' }), [1, 2, 3, 4]);
    assert.deepEqual(targetsOnTeamsForm(room, { feedback_from_teams: 'no-one' }), []);
  });
});

describe('progress of feedback', () => {
  const expected = expectedFeedback(room, { ...defaultSettings, feedback_paths: 'with-p-on-c' });
  const piece = (source: FeedbackSource, target: number) => ({ debate: room.id, source, target: person(target) });

  it('counts what came in, what is owed and what nobody asked for', () => {
    const given = [piece(byAdjudicator(1), 2), piece(byTeam(11), 3), piece(byAdjudicator(4), 1)];
    const progress = feedbackProgress(expected, given);
    assert.equal(progress.sent.length, 2);
    assert.equal(progress.owed.length, 5);
    assert.deepEqual(progress.unexpected, [given[2]]);
    assert.equal(progress.coverage, 2 / 7);
  });

  it('two pieces where one is expected leave it open', () => {
    const progress = feedbackProgress(expected, [piece(byTeam(11), 1), piece(byTeam(11), 2)]);
    assert.deepEqual([progress.sent.length, progress.unexpected.length], [0, 0]);
  });

  it('nothing expected is all done', () => assert.equal(feedbackProgress([], []).coverage, 1));

  it('a later piece replaces an earlier one on the same person, and of a team on its orallist', () => {
    const cases = [
      { source: byAdjudicator(1), second: 2, from: 'orallist', expect: true },
      { source: byAdjudicator(1), second: 3, from: 'orallist', expect: false },
      { source: byTeam(11), second: 3, from: 'orallist', expect: true },
      { source: byTeam(11), second: 3, from: 'all-adjs', expect: false },
    ] as const;
    for (const { source, second, from, expect } of cases)
      assert.equal(replaces(piece(source, second), piece(source, 2), { feedback_from_teams: from }), expect);
    assert.ok(!replaces(piece(byTeam(11), 1), piece(byTeam(12), 1), { feedback_from_teams: 'orallist' }));
  });
});

describe('a piece of feedback', () => {
  const cases = [
    { it: 'of a team on the panel', source: byTeam(11), target: 1, score: 5, expect: null },
    { it: 'of another team', source: byTeam(13), target: 1, score: 5, expect: 'The team was not in this debate.' },
    {
      it: 'of somebody else',
      source: byAdjudicator(9),
      target: 1,
      score: 5,
      expect: 'The adjudicator was not on the panel of this debate.',
    },
    {
      it: 'on somebody else',
      source: byTeam(11),
      target: 9,
      score: 5,
      expect: 'Feedback can only be given on somebody of the panel of this debate.',
    },
    { it: 'on oneself', source: byAdjudicator(1), target: 1, score: 5, expect: 'Nobody can give feedback on themselves.' },
    { it: 'out of range', source: byTeam(11), target: 1, score: 5.5, expect: 'The score must be from 0 to 5.' },
  ];
  for (const { it: name, source, target, score, expect } of cases)
    it(name, () => assert.equal(feedbackFault({ source, target: person(target), score }, room, defaultSettings), expect));
});

describe('the score of an adjudicator', () => {
  const piece = { isConfirmed: true, isIgnored: false, isFromTrainee: false };
  const pieces = [
    { ...piece, score: 4 },
    { ...piece, score: 2 },
    { ...piece, score: 0, isConfirmed: false },
    { ...piece, score: 0, isIgnored: true },
    { ...piece, score: 0, isFromTrainee: true },
  ];
  it('weighs the base score against the mean of what counts', () => {
    assert.equal(adjudicatorScore(5, pieces, 0.5), 4);
    assert.equal(adjudicatorScore(5, pieces, 0), 5);
    assert.equal(adjudicatorScore(5, pieces, 1), 3);
  });
  it('is exact, so that one who has just what a vote needs may vote', () =>
    assert.equal(adjudicatorScore(1.5, [{ ...piece, score: 1.5 }], 0.3), 1.5));
  it('is the base score where no feedback counts', () => assert.equal(adjudicatorScore(5, pieces.slice(2), 1), 5));
});
