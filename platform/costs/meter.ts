import type { Control } from '../control/control.ts';
import { usageChanges, type IntervalPrice, type Usage } from '../rules/costs/ledger-interval.ts';
import { priceOf } from '../rules/costs/price-book.ts';
import type { PriceVersion } from '../store/price-books.ts';
import { meterPrices } from './prices.ts';

/** What the meter needs of control, so that a test can run it on a clock of its own. */
export type Metered = Pick<Control, 'store' | 'clock'>;

/** How often somebody says that the platform is there; nobody pays for longer than this after the last time. */
export const beatSeconds = 10;

/**
 * Opens and closes intervals of the ledger so that they are what is wanted now. Called within the transaction of the change itself, and
 * again with each pass, so that no way of changing something is forgotten. One-off dynos are not in the store: who knows them says so.
 */
export function meter(metered: Metered, cause: string, runs: readonly Usage[] | null = null): void {
  const { store, clock } = metered;
  store.transaction(() => {
    const prices = meterPrices(metered);
    const open = store.ledger.open();
    const kept = open.filter(({ resource }) => resource.startsWith(runPrefix));
    const wanted = [...store.ledger.wanted(), ...(runs ?? kept)];
    const nowS = Math.floor(clock.nowMs() / 1000);
    const changes = usageChanges(open, wanted, prices.id);
    for (const was of changes.close) {
      store.ledger.end(was.id, nowS);
      if (!changes.open.some(({ resource }) => resource === was.resource))
        store.ledger.log({ ...was, event: 'wanted', atS: Math.max(nowS, was.startS), quantity: 0, monthlyMicro: null });
    }
    for (const usage of changes.open) begin(metered, usage, { cause, nowS, price: priceAt(prices, usage) });
  });
}

interface Beginning {
  readonly cause: string;
  readonly nowS: number;
  readonly price: IntervalPrice;
}

function begin({ store }: Metered, usage: Usage, { cause, nowS, price }: Beginning): void {
  store.ledger.beat(nowS); // so nothing ever begins after the last beat
  store.ledger.begin({ ...usage, ...price, startS: nowS, cause });
  store.ledger.log({ event: 'wanted', atS: nowS, ...usage, monthlyMicro: price.monthlyMicro });
}

function priceAt({ id, book }: PriceVersion, usage: Usage): IntervalPrice {
  const item = priceOf(book, usage);
  return { version: id, monthlyMicro: item?.monthlyMicro ?? null, capMicro: item?.capMicro ?? null };
}

/** One-off dynos and release phases: their resources begin so. */
export const runPrefix = 'run:';

/** The platform is there: said every ten seconds. */
export function beat({ store, clock }: Metered): void {
  store.ledger.beat(Math.floor(clock.nowMs() / 1000));
}

/**
 * At the start: what was open when the platform was last seen has ended ten seconds later, if that is past; for the time nobody watched
 * nobody pays (CST-05). What is wanted begins again now. `graceSeconds` is longer where the clock runs faster than it can be told.
 */
export function resumeMeter(metered: Metered, graceSeconds = beatSeconds): void {
  const { store, clock } = metered;
  store.transaction(() => {
    const lastS = store.ledger.lastBeat();
    const nowS = Math.floor(clock.nowMs() / 1000);
    if (lastS !== null && nowS > lastS + graceSeconds) closeAll(metered, lastS + graceSeconds);
    store.ledger.beat(nowS);
    meter(metered, 'started again');
  });
}

function closeAll({ store }: Metered, endS: number): void {
  const open = store.ledger.open();
  if (open.length === 0) return;
  for (const { id } of open) store.ledger.end(id, endS);
  store.ledger.log({ event: 'away', atS: endS });
}
