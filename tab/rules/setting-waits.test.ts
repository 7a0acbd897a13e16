import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitOf } from './setting-waits.ts';

describe('settings that act later', () => {
  for (const name of ['email.enable_ballot_receipts', 'registration.open_adj_registration'] as const)
    it(`${name} says what it waits for`, () => assert.match(waitOf(name) ?? '', /^It acts once /));
  for (const name of [
    'scoring.score_min',
    'data_entry.participant_ballots',
    'registration.speakers_in_team',
    'data_entry.checkin_window_people',
  ] as const)
    it(`${name} acts`, () => assert.equal(waitOf(name), null));
});
