import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { areBracketsPublic, publicSpeaker } from './redaction.ts';
import type { Round } from './round.ts';
import { completeSettings } from './settings.ts';
import { round as roundId } from './sample-ids.ts';

const round = (seq: number, some: Partial<Round> = {}): Round => ({
  id: roundId(seq),
  seq,
  name: `Round ${seq}`,
  abbreviation: `R${seq}`,
  stage: 'P',
  drawType: 'P',
  categoryId: null,
  drawStatus: 'R',
  drawPublishedAt: null,
  isCompleted: seq < 3,
  isSilent: false,
  areMotionsReleased: true,
  startsAt: null,
  weight: 1,
  publishAt: null,
  hallSince: null,
  arePanelsHeld: false,
  ...some,
});

const site = (rounds: readonly Round[], values: Record<string, unknown> = {}) => ({
  settings: completeSettings({ 'public_features.public_draw_details': true, ...values }),
  rounds,
});

describe('brackets on the public draw', () => {
  const now = round(3);
  const cases = [
    { it: 'are shown where the settings say so', rounds: [round(1), round(2), now], expect: true },
    {
      it: 'are not shown after a silent round, whose points they would tell',
      rounds: [round(1), round(2, { isSilent: true }), now],
      expect: false,
    },
    {
      it: 'are shown after a silent round once all results are out',
      rounds: [round(1), round(2, { isSilent: true }), now],
      values: { 'tab_release.all_results_released': true },
      expect: true,
    },
    { it: 'are not shown of draws that do not go by points', rounds: [round(1), round(2), round(3, { drawType: 'R' })], expect: false },
    {
      it: 'are not shown unless the settings say so',
      rounds: [round(1), round(2), now],
      values: { 'public_features.public_draw_details': false },
      expect: false,
    },
  ];
  for (const { it: name, rounds, values, expect } of cases)
    it(name, () => assert.equal(areBracketsPublic(site(rounds, values), rounds[2] ?? now), expect));
});

describe('a speaker who asked for it', () => {
  it('is neither named nor found through the team', () =>
    assert.deepEqual(publicSpeaker({ name: 'Ana', team: 'Harbour 1', isAnonymous: true }), { name: 'Redacted', team: 'Redacted' }));
});
