import { exact, rounded, times, type Exact } from './exact.ts';

/** One unit of a currency has so many micro-units: what prices are written in. */
export const microPerUnit = 1_000_000n;

const symbols: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', AUD: 'A$', CAD: 'C$', JPY: '¥', INR: '₹', CHF: 'CHF ' };

/** An amount in micro-units as people read it: `$4.2000`. Halves are rounded up, here and nowhere before. */
export function moneyText(micro: Exact, { currency, places }: { readonly currency: string; readonly places: number }): string {
  const scaled = rounded(times(micro, exact(10n ** BigInt(places), microPerUnit)));
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const sign = scaled < 0n ? '-' : '';
  return `${sign}${symbolOf(currency)}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`;
}

/** Whole micro-units, as the API gives them: `$4.20`. */
export function microText(amountMicro: number, currency: string, places = 2): string {
  return moneyText(exact(BigInt(amountMicro)), { currency, places });
}

/** To the nearest whole unit, as people say it: `~$14`. */
export function aboutText(micro: Exact, currency: string): string {
  return `~${moneyText(micro, { currency, places: 0 })}`;
}

/** For the API and exports: micro-units as a whole number. */
export function wholeMicro(micro: Exact): number {
  return Number(rounded(micro));
}

/** `$`, or the code itself with a blank where there is no sign of its own. */
export function symbolOf(currency: string): string {
  return symbols[currency] ?? `${currency} `;
}
