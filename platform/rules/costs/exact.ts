/** An amount that is never rounded on its way: a fraction of whole numbers. What it counts (micro-units, seconds) its name says. */
export interface Exact {
  readonly over: bigint;
  /** Above zero. */
  readonly under: bigint;
}

export const zero: Exact = { over: 0n, under: 1n };

/** `exact(9n)` is nine, `exact(1n, 3n)` a third. */
export function exact(over: bigint, under = 1n): Exact {
  const divisor = greatestDivisor(over < 0n ? -over : over, under);
  return { over: over / divisor, under: under / divisor };
}

/** A decimal number as it is written: 0.1 is a tenth. */
export function exactOf(value: number): Exact {
  const [mantissa = '0', power = '0'] = value.toExponential().split('e');
  const [whole = '0', digits = ''] = mantissa.split('.');
  const shift = BigInt(power) - BigInt(digits.length);
  const number = BigInt(whole + digits);
  return shift < 0n ? exact(number, 10n ** -shift) : exact(number * 10n ** shift);
}

export function plus(a: Exact, b: Exact): Exact {
  if (a.under === b.under) return exact(a.over + b.over, a.under);
  return exact(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function times(a: Exact, b: Exact): Exact {
  return exact(a.over * b.over, a.under * b.under);
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { over: -b.over, under: b.under });
}

export function sum(amounts: readonly Exact[]): Exact {
  return amounts.reduce(plus, zero);
}

/** Below zero when `a` is the smaller one. */
export function compare(a: Exact, b: Exact): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** The nearest whole number, halves up. */
export function rounded({ over, under }: Exact): bigint {
  const doubled = 2n * over + under;
  const whole = doubled / (2n * under);
  return doubled < 0n && doubled % (2n * under) !== 0n ? whole - 1n : whole;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large;
}
