import { invariant } from '../errors/invariant.ts';

/**
 * The amount in minor units (cents when `places` is 2), exactly. What is rounded is the number's shortest decimal form, half away
 * from zero: 1.005 with two places is 101n, -2.5 with none is -3n.
 */
export function minorUnits(amount: number, places: number): bigint {
  invariant(Number.isFinite(amount), `an amount of money is a finite number, not ${amount}`);
  const [mantissa = '0', power = '0'] = Math.abs(amount).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const kept = Number(power) + 1 + places;
  return (amount < 0 ? -1n : 1n) * rounded(digits, kept);
}

/** The first `kept` digits of a decimal number as a whole number, the rest rounded half up. */
function rounded(digits: string, kept: number): bigint {
  if (kept < 0) return 0n;
  if (kept >= digits.length) return BigInt(digits.padEnd(kept, '0'));
  const whole = BigInt(digits.slice(0, kept) || '0');
  return digits.charAt(kept) >= '5' ? whole + 1n : whole;
}

/** The amount rounded to `places` decimals, half away from zero; never -0. */
export function quantise(amount: number, places: number): number {
  if (places === 0 && Number.isSafeInteger(amount)) return amount + 0;
  return Number(`${minorUnits(amount, places)}e-${places}`) + 0;
}

/** The rounded amount with exactly `places` decimals and a point: `12.50`, `-3`. For storage and exports. */
export function decimalText(amount: number, places: number): string {
  const minor = minorUnits(amount, places);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const sign = minor < 0n ? '-' : '';
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
}

/** The exact sum, each amount rounded to `places` first. */
export function sumOf(amounts: readonly number[], places: number): number {
  const minor = amounts.reduce((sum, amount) => sum + minorUnits(amount, places), 0n);
  return Number(`${minor}e-${places}`) + 0;
}

/** `first`, `first + step` … up to `last`, which is included when it is hit exactly. Each amount is rounded to `places`. */
export function moneyRange(range: { readonly first: number; readonly last: number; readonly step: number }, places: number): number[] {
  const [first, last, step] = [range.first, range.last, range.step].map((amount) => minorUnits(amount, places));
  invariant(first !== undefined && last !== undefined && step !== undefined && step > 0n, 'a range of money has a positive step');
  const amounts: number[] = [];
  for (let minor = first; minor <= last; minor += step) amounts.push(Number(`${minor}e-${places}`));
  return amounts;
}
