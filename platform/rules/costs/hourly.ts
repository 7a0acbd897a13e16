import type { PriceBookAnswer } from './cost-resources.ts';
import { exact } from './exact.ts';
import { moneyText } from './money-text.ts';
import { priceOf, readPriceBook } from './price-book.ts';

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

/** What dynos cost by their size, by the prices of one book. */
export interface SizePrices {
  /** Micro-units of a month; a size without a price is missing. */
  readonly monthlyMicro: Readonly<Record<string, number>>;
  readonly currency: string;
}

/** A whole formation (`{"web": "3:standard-1x"}`) for an hour; null where a size has no price. */
export function formationHourlyText(formation: Readonly<Record<string, string>>, prices: SizePrices): string | null {
  let micro = 0n;
  for (const word of Object.values(formation)) {
    const [quantity = '0', size = ''] = word.split(':');
    const monthly = prices.monthlyMicro[size];
    if (monthly === undefined) return null;
    micro += BigInt(quantity) * BigInt(monthly);
  }
  return moneyText(exact(micro, 720n), { currency: prices.currency, places: 4 });
}

/** The same by each book that knows all its sizes, under the book's title. */
export function hourlyByBook(
  formation: Readonly<Record<string, string>>,
  books: readonly PriceBookAnswer[],
): readonly { readonly book: string; readonly hourly: string }[] {
  const sizes = Object.values(formation).map((word) => word.split(':')[1] ?? '');
  return books.flatMap(({ document }) => {
    const read = readPriceBook(document);
    if (!read.ok) return [];
    const { currency, title } = read.book;
    const priced = sizes.flatMap((size) => {
      const item = priceOf(read.book, { kind: 'dyno', key: size });
      return item === null ? [] : [[size, item.monthlyMicro] as const];
    });
    const hourly = formationHourlyText(formation, { monthlyMicro: Object.fromEntries(priced), currency });
    return hourly === null ? [] : [{ book: title, hourly }];
  });
}
