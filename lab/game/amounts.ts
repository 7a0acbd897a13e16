import { moneyRange as rangeOf } from '#kit/money/money.ts';

/**
 * `first`, `first + step` … up to `last`, which is included when it is hit exactly: `choices: moneyRange(0, 1, 0.2)`. Exact in as many
 * decimals as the three have.
 */
export function moneyRange(first: number, last: number, step: number): number[] {
  if (!(step > 0)) throw new RangeError(`moneyRange needs a step above 0, not ${step}.`);
  return rangeOf({ first, last, step }, Math.max(...[first, last, step].map(decimals)));
}

function decimals(amount: number): number {
  const [mantissa = '', power = '0'] = amount.toExponential().split('e');
  return Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - Number(power));
}
