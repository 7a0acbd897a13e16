import { invariant } from '#kit/errors/invariant.ts';
import type { PriceVersion } from '../store/price-books.ts';
import type { Metered } from './meter.ts';
import { shippedBooks } from './shipped-books.ts';

/** What the meter reckons by until somebody chooses. */
const firstBook = 'heroku-2025';

/** The book that the meter reckons by, as it is now. */
export function meterPrices({ store, clock }: Metered): PriceVersion {
  const books = knownBooks({ store, clock });
  const chosen = store.prices.setting('meter-book') ?? firstBook;
  const found = books.find(({ book }) => book.id === chosen) ?? books[0];
  invariant(found !== undefined, 'there is a price book');
  return found;
}

/** All price books as they are now; those that are shipped are kept from the first time on. */
export function knownBooks({ store, clock }: Metered): readonly PriceVersion[] {
  const known = store.prices.current();
  const missing = shippedBooks().filter(({ id }) => !known.some(({ book }) => book.id === id));
  if (missing.length === 0) return known;
  const nowS = Math.floor(clock.nowMs() / 1000);
  store.transaction(() => missing.forEach((book) => store.prices.append(book, { nowS, actor: 'rostra' })));
  return store.prices.current();
}

/** Somebody said that the prices of this version are right. */
export function isConfirmed({ store, clock }: Metered, id: string): boolean {
  const version = knownBooks({ store, clock }).find(({ book }) => book.id === id)?.id;
  return version !== undefined && store.prices.setting(`confirmed:${id}`) === String(version);
}
