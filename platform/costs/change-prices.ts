import type { Control } from '../control/control.ts';
import type { PriceBookAnswer } from '../rules/costs/cost-resources.ts';
import { timeText } from '../rules/costs/cost-report.ts';
import { readPriceBook, type PriceBook } from '../rules/costs/price-book.ts';
import { priceDocument, type PriceVersion } from '../store/price-books.ts';
import { noPriceBook, otherCurrency, priceBookWrong } from './errors.ts';
import { meter } from './meter.ts';
import { isConfirmed, knownBooks, meterPrices } from './prices.ts';

/** A new version of a book: what runs is closed in the ledger and goes on at the new price. Whoever writes prices confirms them. */
export function setPriceBook(control: Control, document: unknown, actor: string): PriceBookAnswer {
  const { store } = control;
  const read = readPriceBook(document);
  if (!read.ok) throw priceBookWrong(read.fault);
  const { book } = read;
  if (meterPrices(control).book.id === book.id) refuseOtherCurrency(control, book);
  store.transaction(() => {
    const id = store.prices.append(book, { nowS: nowS(control), actor });
    store.prices.set(`confirmed:${book.id}`, String(id));
    meter(control, `prices of ${book.id} changed`);
  });
  return priceBook(control, book.id);
}

/** The meter reckons by another book from now on. */
export function chooseBook(control: Control, id: string): PriceBookAnswer {
  const { book } = versionNamed(control, id);
  if (!book.items.some(({ kind }) => kind === 'dyno'))
    throw priceBookWrong(`${id} has the price of a machine and not of dynos: it is shown beside the meter, never instead of it.`);
  refuseOtherCurrency(control, book);
  control.store.transaction(() => {
    control.store.prices.set('meter-book', id);
    meter(control, `the meter reckons by ${id}`);
  });
  return priceBook(control, id);
}

export function confirmPrices(control: Control, id: string): PriceBookAnswer {
  control.store.prices.set(`confirmed:${id}`, String(versionNamed(control, id).id));
  return priceBook(control, id);
}

export function priceBooks(control: Control): readonly PriceBookAnswer[] {
  return knownBooks(control).map(({ book }) => priceBook(control, book.id));
}

function priceBook(control: Control, id: string): PriceBookAnswer {
  const { id: version, book, sinceS, actor } = versionNamed(control, id);
  const isMeter = meterPrices(control).book.id === id;
  return { version, since: timeText(sinceS), actor, isMeter, isConfirmed: isConfirmed(control, id), document: priceDocument(book) };
}

function versionNamed(control: Control, id: string): PriceVersion {
  const books = knownBooks(control);
  const found = books.find(({ book }) => book.id === id);
  if (found === undefined)
    throw noPriceBook(
      id,
      books.map(({ book }) => book.id),
    );
  return found;
}

function refuseOtherCurrency(control: Control, book: PriceBook): void {
  const { currency } = meterPrices(control).book;
  if (book.currency === currency || control.store.ledger.firstStart() === null) return;
  throw otherCurrency(`The ledger counts in ${currency}, and the prices of ${book.id} are in ${book.currency}.`);
}

const nowS = ({ clock }: Control): number => Math.floor(clock.nowMs() / 1000);
