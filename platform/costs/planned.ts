import { exact, exactOf, plus, zero, type Exact } from '../rules/costs/exact.ts';
import { placed, stretchesOf, type Placed, type PlanStart, type Stretch } from '../rules/costs/placement.ts';
import { costMicro, priceOf, type PriceBook } from '../rules/costs/price-book.ts';
import { timeText } from '../rules/costs/cost-report.ts';
import type { LiveEvent } from '../rules/costs/cost-resources.ts';
import type { EventPlanRecord } from '../store/event-plans.ts';
import { planFrom } from './estimate-plan.ts';
import type { Metered } from './meter.ts';
import { meterPrices } from './prices.ts';

/** What the plans in the calendar will cost within the period, by the meter's prices; what those prices do not know costs nothing. */
export function plannedCost(metered: Metered, period: Stretch & { readonly app: string | null }): Exact {
  const { book } = meterPrices(metered);
  const plans = metered.store.eventPlans.all().filter(({ appName }) => period.app === null || appName === period.app);
  return plans.reduce((sum, record) => plus(sum, costWithin(record, { book, period })), zero);
}

function costWithin(record: EventPlanRecord, { book, period }: { readonly book: PriceBook; readonly period: Stretch }): Exact {
  return placesOf(record).reduce((sum, place) => {
    const seconds = stretchesOf(place, startOf(record))
      .map(({ fromS, toS }) => Math.max(0, Math.min(toS, period.toS) - Math.max(fromS, period.fromS)))
      .reduce((all, each) => all + each, 0);
    return plus(sum, costOf(place, { book, seconds }));
  }, zero);
}

/** A line of a plan for so long. */
export function costOf({ line }: Placed, { book, seconds }: { readonly book: PriceBook; readonly seconds: number }): Exact {
  const monthlyMicro = priceOf(book, line)?.monthlyMicro;
  return monthlyMicro === undefined ? exact(0n) : costMicro({ quantity: exactOf(line.quantity), monthlyMicro, seconds });
}

export function placesOf(record: Pick<EventPlanRecord, 'plan'>): readonly Placed[] {
  const placing = placed(planFrom(record.plan));
  return placing.ok ? placing.placed : [];
}

const startOf = ({ startDate, timezone }: EventPlanRecord): PlanStart => ({ date: startDate, timezone });

/** Half an hour before and after it counts too (ALR-40). */
const aroundS = 1800;

/** Events that are on, of the app or of all: each with the half hours around it. */
export function liveEvents({ store, clock }: Metered, appId: number | null): readonly LiveEvent[] {
  const nowS = clock.nowMs() / 1000;
  const plans = store.eventPlans.all().filter((plan) => appId === null || plan.appId === appId);
  return plans.flatMap(({ name, appName, timezone, windows }) => {
    const around = windows.live.map(({ fromS, toS }) => ({ fromS: fromS - aroundS, toS: toS + aroundS }));
    const open = around.find(({ fromS, toS }) => nowS >= fromS && nowS < toS);
    return open === undefined ? [] : { name, app: appName, from: timeText(open.fromS), until: timeText(open.toS), timezone };
  });
}

/** An event of the app is on; of any app when none is named. */
export const isEventLive = (metered: Metered, appId: number | null): boolean => liveEvents(metered, appId).length > 0;
