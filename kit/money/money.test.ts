import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decimalText, minorUnits, moneyRange, quantise, sumOf } from './money.ts';
import { formatMoney, formatNumber } from './money-format.ts';

describe('quantise rounds half away from zero, on the shortest decimal form', () => {
  const cases = [
    { amount: 2.5, places: 0, expect: 3 },
    { amount: -2.5, places: 0, expect: -3 },
    { amount: 0.005, places: 2, expect: 0.01 },
    { amount: 1.005, places: 2, expect: 1.01 },
    { amount: 0.6, places: 0, expect: 1 },
    { amount: 33.333333333333336, places: 0, expect: 33 },
    { amount: 0.128, places: 2, expect: 0.13 },
    { amount: 1e-7, places: 2, expect: 0 },
    { amount: 1.5e21, places: 0, expect: 1.5e21 },
    { amount: 9.999, places: 2, expect: 10 },
  ];
  for (const c of cases) it(`${c.amount} to ${c.places}`, () => assert.equal(quantise(c.amount, c.places), c.expect));

  it('makes 0.1 + 0.2 equal to 0.3', () => assert.equal(quantise(0.1 + 0.2, 2), quantise(0.3, 2)));
  it('keeps 10 / 3 × 3 at 10, because only the result is rounded', () => assert.equal(quantise((10 / 3) * 3, 0), 10));
  it('never gives -0', () => assert.ok(Object.is(quantise(-0.001, 2), 0)));
});

const anAmount = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const somePlaces = fc.integer({ min: 0, max: 4 });

describe('laws of money', () => {
  it('rounding twice is rounding once', () =>
    fc.assert(
      fc.property(anAmount, somePlaces, (amount, places) => quantise(quantise(amount, places), places) === quantise(amount, places)),
    ));
  it('moves by at most half a unit', () =>
    fc.assert(
      fc.property(anAmount, somePlaces, (amount, places) => Math.abs(quantise(amount, places) - amount) <= 0.5 * 10 ** -places + 1e-6),
    ));
  it('is the same on both sides of zero', () =>
    fc.assert(fc.property(anAmount, somePlaces, (amount, places) => minorUnits(-amount, places) === -minorUnits(amount, places))));
  it('is written and read without loss', () =>
    fc.assert(fc.property(anAmount, somePlaces, (amount, places) => Number(decimalText(amount, places)) === quantise(amount, places))));
  it('sums exactly', () =>
    assert.equal(
      sumOf(
        Array.from({ length: 10 }, () => 0.1),
        2,
      ),
      1,
    ));
});

describe('moneyRange', () => {
  it('includes the last when it is hit exactly', () =>
    assert.deepEqual(moneyRange({ first: 0, last: 0.1, step: 0.02 }, 2), [0, 0.02, 0.04, 0.06, 0.08, 0.1]));
  it('stops before a last that is missed', () => assert.deepEqual(moneyRange({ first: 0, last: 5, step: 2 }, 0), [0, 2, 4]));
});

describe('formatMoney', () => {
  const points = { points: true, code: 'USD', pointsName: null, places: 0, language: 'en', thousandsSeparator: '' };
  const cases = [
    { it: 'one point', style: points, amount: 1, expect: '1 point' },
    { it: 'no points', style: points, amount: 0, expect: '0 points' },
    { it: 'two points', style: points, amount: 2, expect: '2 points' },
    { it: 'points in German', style: { ...points, language: 'de-AT' }, amount: 1, expect: '1 Punkt' },
    { it: 'points in Polish, by its plurals', style: { ...points, language: 'pl' }, amount: 3, expect: '3 punkty' },
    { it: 'points in Chinese', style: { ...points, language: 'zh-hans' }, amount: 3, expect: '3 点' },
    { it: 'one point as it is rounded', style: points, amount: 1.2, expect: '1 point' },
    { it: 'a name of its own, unchanged', style: { ...points, pointsName: 'tokens' }, amount: 1, expect: '1 tokens' },
    { it: 'dollars', style: { ...points, points: false, places: 2 }, amount: 3, expect: '$3.00' },
    { it: 'minus before everything', style: { ...points, points: false, places: 2 }, amount: -3, expect: '-$3.00' },
    { it: 'euros in German', style: { ...points, points: false, code: 'EUR', places: 2, language: 'de' }, amount: 3.5, expect: '3,50 €' },
    {
      it: 'euros in Austria',
      style: { ...points, points: false, code: 'EUR', places: 2, language: 'de-AT' },
      amount: 3.5,
      expect: '€ 3,50',
    },
    { it: 'yen in Japanese', style: { ...points, points: false, code: 'JPY', places: 0, language: 'ja' }, amount: 1200, expect: '1200円' },
    {
      it: 'a currency without a rule',
      style: { ...points, points: false, code: 'CLP', places: 0, language: 'en' },
      amount: 5,
      expect: 'CLP5',
    },
  ];
  for (const c of cases) it(c.it, () => assert.equal(formatMoney(c.amount, c.style), c.expect));
  it('groups thousands only when told', () =>
    assert.equal(formatNumber(1234567.5, { places: 1, language: 'en', thousandsSeparator: ',' }), '1,234,567.5'));
});
