import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sideName } from './side-names.ts';

describe('the name of a side', () => {
  const cases = [
    { side: 3, teams: 4, names: 'aff-neg', expect: { short: 'CO', long: 'Closing Opposition', isOpposing: true } },
    { side: 0, teams: 2, names: 'prop-opp', expect: { short: 'Prop', long: 'Proposition', isOpposing: false } },
    { side: 2, teams: 3, names: 'aff-neg', expect: { short: '3', long: 'Side 3', isOpposing: false } },
    { side: -1, teams: 1, names: 'aff-neg', expect: { short: 'Bye', long: 'Sits out', isOpposing: false } },
  ] as const;
  for (const { side, teams, names, expect } of cases)
    it(`side ${side} of ${teams} is ${expect.long}`, () => assert.deepEqual(sideName(side, teams, names), expect));
});
