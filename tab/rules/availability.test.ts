import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { availabilityCounts, availabilityWarnings, debatingAndBypassing, type Presence } from './availability.ts';

function presence(all: readonly number[], now: readonly number[], previous: readonly number[] = []): Presence {
  return { all, now: new Set(now), previous: new Set(previous) };
}

const counts = availabilityCounts(
  {
    team: presence([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5], [1, 2, 6]),
    adjudicator: presence([1, 2], [1, 99]),
    venue: presence([1, 2], [1, 2]),
  },
  2,
);

describe('availability of a round', () => {
  it('counts now, before and in all, and who is new or gone', () => {
    assert.deepEqual(counts.team, { now: 5, previous: 3, total: 6, lost: [6], found: [3, 4, 5], needed: 2 });
  });

  it('needs an adjudicator and a room for each debate', () => {
    assert.deepEqual([counts.adjudicator.needed, counts.adjudicator.now, counts.venue.needed], [2, 1, 2]);
  });

  it('warns of what is short', () => {
    assert.deepEqual(availabilityWarnings(counts, { teamsInDebate: 2, openResults: 1, hasByes: false }), [
      '5 teams are available, 1 more than fill rooms of 2: add 1 or let some sit out.',
      'Adjudicators: 1 available for 2 debates.',
      '1 result of the previous round is not confirmed.',
    ]);
    assert.equal(availabilityWarnings(counts, { teamsInDebate: 2, openResults: 0, hasByes: true }).length, 1);
  });

  const breaks = [
    { teams: 8, size: 2, expect: { debate: 8, bypass: 0 } },
    { teams: 12, size: 2, expect: { debate: 8, bypass: 4 } },
    { teams: 2, size: 2, expect: { debate: 2, bypass: 0 } },
    { teams: 16, size: 4, expect: { debate: 16, bypass: 0 } },
    { teams: 24, size: 4, expect: { debate: 16, bypass: 8 } },
    { teams: 6, size: 4, expect: { debate: 4, bypass: 2 } },
  ];
  for (const c of breaks)
    it(`of a break of ${c.teams} in rooms of ${c.size}: ${c.expect.debate} debate, ${c.expect.bypass} wait`, () =>
      assert.deepEqual(debatingAndBypassing(c.teams, c.size), c.expect));
});
