import type { Control } from '../control/control.ts';
import type { CostQuery } from '../control/cost-verbs.ts';
import { monthPeriod, type Period } from '../rules/costs/charges.ts';
import { costSums, forecast, runRate, timeText } from '../rules/costs/cost-report.ts';
import type { CostReport, LedgerCheck, LedgerLine } from '../rules/costs/cost-resources.ts';
import { compare, exact } from '../rules/costs/exact.ts';
import type { LedgerInterval } from '../rules/costs/ledger-interval.ts';
import { machineShares } from '../rules/costs/machine-share.ts';
import { wholeMicro } from '../rules/costs/money-text.ts';
import { costMicro } from '../rules/costs/price-book.ts';
import { ledgerCost, replayCost } from '../rules/costs/replay.ts';
import { periodWrong } from './errors.ts';
import { machineUses } from './machine-use.ts';
import type { Metered } from './meter.ts';
import { plannedCost } from './planned.ts';
import { isConfirmed, knownBooks, meterPrices } from './prices.ts';

/** What was spent in a period, what runs now, and what the month will come to. */
export function costReport(control: Control, query: CostQuery): CostReport {
  const { store, clock } = control;
  const nowS = Math.floor(clock.nowMs() / 1000);
  const period = periodOf(query, nowS);
  const month = monthPeriod(nowS);
  const ofApp = (list: readonly LedgerInterval[]): readonly LedgerInterval[] =>
    query.app === undefined ? list : list.filter(({ app }) => app === query.app);
  const intervals = ofApp(store.ledger.within({ fromS: monthPeriod(period.fromS).fromS, toS: period.toS }));
  const thisMonth = ofApp(store.ledger.within({ fromS: month.fromS, toS: month.toS }));
  const { book } = meterPrices(control);
  const planned = plannedCost(control, { fromS: nowS, toS: month.toS, app: query.app ?? null });
  const machine = machineMicro(control, period);
  const { spent, end } = forecast({ intervals: thisMonth, nowS, endS: month.toS, planned });
  return {
    from: timeText(period.fromS),
    to: timeText(period.toS),
    currency: book.currency,
    book: book.id,
    shipped: book.shipped,
    isConfirmed: isConfirmed(control, book.id),
    ...costSums(intervals, period),
    perHourMicro: wholeMicro(runRate(ofApp(store.ledger.open()), 3600)),
    monthMicro: wholeMicro(spent),
    forecastMicro: wholeMicro(end),
    machineMicro: machine,
    machineByApp: machine === null ? [] : machineShares(machine, machineUses(control, period)),
  };
}

/** Whole days in UTC, up to now. */
export function periodOf({ from, to }: CostQuery, nowS: number): Period {
  const first = from === undefined ? monthPeriod(nowS).fromS : dayStart(from);
  const last = to === undefined ? nowS : dayStart(to) + 86_400;
  if (last <= first && to !== undefined) throw periodWrong(`${from ?? 'The first of this month'} is later than ${to}.`);
  return { fromS: first, toS: Math.max(first, Math.min(last, nowS)) };
}

export function dayStart(day: string): number {
  const seconds = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / 1000 : Number.NaN;
  if (!Number.isFinite(seconds)) throw periodWrong(`"${day}" is no day.`);
  return seconds;
}

/** The machine's own price for the period from the first entry of the ledger on. Null: nobody has set it (CST-08). */
function machineMicro(metered: Metered, period: Period): number | null {
  const machine = knownBooks(metered)
    .flatMap(({ book }) => book.items)
    .find(({ kind }) => kind === 'machine');
  if (machine === undefined || machine.monthlyMicro === 0) return null;
  const begun = metered.store.ledger.firstStart() ?? period.toS;
  const seconds = Math.max(0, period.toS - Math.max(period.fromS, begun));
  return wholeMicro(costMicro({ quantity: exact(1n), monthlyMicro: machine.monthlyMicro, seconds }));
}

/** Newest first. */
export function ledgerLines({ store, clock }: Metered, { limit, ...query }: CostQuery & { readonly limit: number }): readonly LedgerLine[] {
  const nowS = Math.floor(clock.nowMs() / 1000);
  const period = periodOf(query, nowS);
  const wanted = store.ledger
    .within({ fromS: period.fromS, toS: period.toS + 1 })
    .filter(({ app }) => query.app === undefined || app === query.app);
  return wanted
    .toReversed()
    .slice(0, limit)
    .map((interval) => ledgerLine(interval, nowS));
}

function ledgerLine(interval: LedgerInterval, nowS: number): LedgerLine {
  const { startS, endS, version, capMicro: _, ...rest } = interval;
  return {
    ...rest,
    priceVersion: version,
    start: timeText(startS),
    end: endS === null ? null : timeText(endS),
    amountMicro: wholeMicro(ledgerCost([interval], nowS)),
  };
}

export function checkLedger({ store, clock }: Metered): LedgerCheck {
  const nowS = Math.floor(clock.nowMs() / 1000);
  const intervals = store.ledger.within({ fromS: 0, toS: nowS + 1 });
  const [ledger, replay] = [ledgerCost(intervals, nowS), replayCost(store.ledger.usage(), nowS)];
  return {
    isWhole: compare(ledger, replay) === 0,
    intervals: intervals.length,
    ledgerMicro: wholeMicro(ledger),
    replayMicro: wholeMicro(replay),
  };
}
