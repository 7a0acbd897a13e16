import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payoffPlusFee, realMoney } from './payoff.ts';

const rate = { points: true, pointValue: 0.02, participationFee: 5, currencyPlaces: 2 };

describe('what a payoff is worth', () => {
  it('170 points at 0.02 and a fee of 5.00 are 8.40', () => assert.deepEqual([realMoney(170, rate), payoffPlusFee(170, rate)], [3.4, 8.4]));
  it('is itself where amounts are money', () => assert.equal(realMoney(1.25, { ...rate, points: false }), 1.25));
  it('is rounded half away from zero', () => assert.equal(realMoney(-0.25, { ...rate }), -0.01));
});
