import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bundles, proposedSettings } from './presets/bundles.ts';
import { formatPresetNames, formatPresets } from './presets/formats.ts';
import { defaultSettings, readSettings, storedSettings } from './settings.ts';

const bp = formatPresets.bp.settings;

/** Names of the settings that are refused. */
function refused(values: Readonly<Record<string, unknown>>): string[] {
  const read = readSettings(values);
  return read.ok ? [] : read.faults.map(({ name }) => name);
}

describe('settings that cannot be true together are refused', () => {
  const cases = [
    { it: 'a highest score below the lowest', values: { 'scoring.score_min': 90 }, expect: ['scoring.score_max'] },
    { it: 'a highest reply below the lowest', values: { 'scoring.reply_score_max': 30 }, expect: ['scoring.reply_score_max'] },
    { it: 'no step between scores', values: { 'scoring.score_step': 0 }, expect: ['scoring.score_step'] },
    {
      it: 'a range of adjudicators’ scores that is none',
      values: { 'feedback.adj_min_score': 6 },
      expect: ['feedback.adj_max_score'],
    },
    {
      it: 'a score that nobody can have to vote',
      values: { 'draw_rules.adj_min_voting_score': 6 },
      expect: ['draw_rules.adj_min_voting_score'],
    },
    {
      it: 'a ballot per adjudicator in BP',
      values: { ...bp, 'debate_rules.ballots_per_debate_elim': 'per-adj' },
      expect: ['debate_rules.ballots_per_debate_elim'],
    },
    {
      it: 'a ballot per adjudicator in rooms of six with places',
      values: { ...formatPresets.public_speaking.settings, 'scoring.margin_includes_dissenters': false },
      expect: ['debate_rules.ballots_per_debate_prelim', 'debate_rules.ballots_per_debate_elim'],
    },
    {
      it: 'a winner ticked in BP',
      values: { ...bp, 'debate_rules.winners_in_ballots': 'low-points' },
      expect: ['debate_rules.winners_in_ballots'],
    },
    { it: 'forfeits in BP', values: { ...bp, 'debate_rules.enable_forfeits': true }, expect: ['debate_rules.enable_forfeits'] },
    {
      it: 'ranks of speeches on ballots without speakers',
      values: { 'debate_rules.speaker_ranks': 'any', 'debate_rules.speakers_in_ballots': 'never' },
      expect: ['debate_rules.speaker_ranks'],
    },
    { it: 'a password that is none', values: { 'data_entry.public_use_password': true }, expect: ['data_entry.public_password'] },
    {
      it: 'bubbles between preallocated sides',
      values: { 'draw_rules.draw_side_allocations': 'preallocated' },
      expect: ['draw_rules.draw_odd_bracket'],
    },
    {
      it: 'brackets for preallocated sides without them',
      values: { 'draw_rules.draw_odd_bracket': 'intermediate2' },
      expect: ['draw_rules.draw_odd_bracket'],
    },
    {
      it: 'brackets between averages',
      values: { 'standings.team_standings_precedence': ['speaks_avg'] },
      expect: ['draw_rules.draw_odd_bracket'],
    },
    {
      it: 'one matching over all brackets with preallocated sides',
      values: {
        'draw_rules.draw_avoid_conflicts': 'graph_global',
        'draw_rules.draw_side_allocations': 'preallocated',
        'draw_rules.draw_odd_bracket': 'pullup_top',
      },
      expect: ['draw_rules.draw_avoid_conflicts'],
    },
    {
      it: 'sides chosen on the ballot in BP',
      values: { ...bp, 'draw_rules.draw_side_allocations': 'manual-ballot' },
      expect: ['draw_rules.draw_side_allocations'],
    },
    {
      it: 'BP ranked by wins',
      values: { ...bp, 'standings.team_standings_precedence': ['wins', 'speaks_sum'] },
      expect: ['standings.team_standings_precedence'],
    },
    {
      it: 'teams ranked by nothing',
      values: { 'standings.team_standings_precedence': [], 'draw_rules.draw_odd_bracket': 'pullup_top' },
      expect: ['standings.team_standings_precedence'],
    },
    {
      it: 'speakers ranked by ranks that ballots do not ask for',
      values: { 'standings.speaker_standings_precedence': ['srank'] },
      expect: ['standings.speaker_standings_precedence'],
    },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(refused(c.values), c.expect));

  it('but a tournament that was saved with them opens, and what is unreadable has its default', () => {
    const stored = storedSettings({ 'scoring.score_min': 90, 'scoring.luck': 1, 'scoring.score_step': 'half' });
    assert.deepEqual([stored.score_min, stored.score_step], [90, defaultSettings.score_step]);
  });
});

describe('presets', () => {
  for (const name of formatPresetNames)
    it(`${formatPresets[name].title} is a tournament that can be played`, () =>
      assert.deepEqual(refused(formatPresets[name].settings), []));

  for (const [name, { settings }] of Object.entries(bundles))
    it(`${name} goes with any format`, () => {
      for (const format of Object.values(formatPresets)) assert.deepEqual(refused({ ...format.settings, ...settings }), []);
    });

  it('show what they would change', () => {
    const now: Readonly<Record<string, unknown>> = {
      'data_entry.participant_ballots': 'private-urls',
      'data_entry.participant_feedback': 'off',
    };
    const proposed = proposedSettings(bundles.private_links.settings, (name) => now[name]);
    assert.deepEqual(
      proposed.map(({ name, isDifferent }) => [name, isDifferent]),
      [
        ['data_entry.participant_ballots', false],
        ['data_entry.participant_feedback', true],
      ],
    );
  });
});
