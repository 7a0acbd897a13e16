import { exact } from './exact.ts';
import { moneyText } from './money-text.ts';

/** What one dyno costs by the month, and by which prices: small enough for a page. */
export interface DynoPrice {
  readonly monthlyMicro: number;
  readonly currency: string;
  readonly book: string;
}

/** So many of them for an hour: `$0.0347`. */
export function hourlyText({ monthlyMicro, currency }: DynoPrice, dynos: number): string {
  return moneyText(exact(BigInt(dynos) * BigInt(monthlyMicro), 720n), { currency, places: 4 });
}
