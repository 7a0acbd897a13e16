import type { PlanWish } from '../control/cost-verbs.ts';
import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { timeText } from '../rules/costs/cost-report.ts';
import type { PlannedDay, PlannedEvent } from '../rules/costs/cost-resources.ts';
import { sum, zero, type Exact } from '../rules/costs/exact.ts';
import { wholeMicro } from '../rules/costs/money-text.ts';
import { liveStretches, placed, planSchedules, stretchesOf, type Placed, type PlanStart } from '../rules/costs/placement.ts';
import type { ScheduleWish } from '../rules/scaling/schedule.ts';
import { isZone } from '../rules/scaling/calendar.ts';
import { scheduleTitle } from '../rules/scaling/schedule-words.ts';
import { addonMeant } from '../scaling/addon-meant.ts';
import { applySchedules, checkSchedule, removeSchedules } from '../scaling/schedules.ts';
import type { AppRecord } from '../store/apps.ts';
import type { EventPlanRecord } from '../store/event-plans.ts';
import { eventNameTaken, noPlannedEvent, periodWrong, planWrong } from './errors.ts';
import { estimateBy, planFrom } from './estimate-plan.ts';
import { costOf, placesOf } from './planned.ts';
import { knownBooks } from './prices.ts';
import { dayStart } from './report.ts';

/**
 * Puts a plan into the calendar (ALR-23): every line becomes a schedule of dynos, of the autoscaler or of an add-on's plan, all of them or none.
 * A dry run says the same and makes nothing.
 */
export function applyPlan(
  control: Control,
  app: AppRecord,
  { plan: file, start: date, timezone, name: asked, dryRun, actor }: PlanWish & { readonly actor: string },
): PlannedEvent {
  const plan = planFrom(file);
  estimateBy(plan, booksOf(control));
  const name = asked ?? plan.title ?? 'event';
  if (!isZone(timezone)) throw periodWrong(`There is no time zone "${timezone}".`);
  dayStart(date);
  const placing = placed(plan);
  if (!placing.ok) throw planWrong(placing.fault);
  const start = { date, timezone };
  const wishes = planSchedules(placing.placed, start);
  wishes.forEach((wish, at) => refuseWithoutAddon(control, app, { wish, number: at + 1 }));
  for (const wish of wishes) checkSchedule(control, app, wish);
  const base = Object.fromEntries(processTypes(control, app).map(({ type, quantity, size }) => [type, { quantity, size }]));
  const windows = { live: liveStretches(placing.placed, start), base };
  if (control.store.eventPlans.ofApp(app.id).some((event) => event.name === name)) throw eventNameTaken(app.name, name);
  if (!dryRun) {
    control.store.transaction(() => {
      const nowS = Math.floor(control.clock.nowMs() / 1000);
      if (!control.store.eventPlans.add({ appId: app.id, name, plan: file, startDate: date, timezone, windows, actor, nowS }))
        throw eventNameTaken(app.name, name);
      applySchedules(control, app, { group: name, wishes, actor });
    });
    control.wake();
  }
  return shown(control, { appName: app.name, name, plan: file, startDate: date, timezone, windows }, !dryRun);
}

/** A plan changes the plans of add-ons that are there; it makes none, for they hold data. */
function refuseWithoutAddon(
  { store }: Control,
  app: AppRecord,
  { wish: { what }, number }: { readonly wish: ScheduleWish; readonly number: number },
): void {
  if (what.kind !== 'addon' || addonMeant(store.addons.ofApp(app.id), what.addon) !== null) return;
  const hint = `Make one first: \`rostra addons:create ${what.addon} -a ${app.name}\`.`;
  throw planWrong(`Line ${number} of the plan wants ${what.plan}, and ${app.name} has no ${what.addon} add-on, or more than one.`, hint);
}

/** Takes all of it away; what an open window holds is let go. */
export function unapplyPlan(control: Control, app: AppRecord, { name, actor }: { readonly name: string; readonly actor: string }): void {
  control.store.transaction(() => {
    if (!control.store.eventPlans.remove(app.id, name)) throw noPlannedEvent(app.name, name);
    removeSchedules(control, app, { group: name, actor });
  });
  control.wake();
}

export function plannedEvents(control: Control, app: AppRecord): readonly PlannedEvent[] {
  return control.store.eventPlans.ofApp(app.id).map((record) => shown(control, record, true));
}

function shown(control: Control, record: Omit<EventPlanRecord, 'id' | 'appId'>, isApplied: boolean): PlannedEvent {
  const estimate = estimateBy(planFrom(record.plan), booksOf(control));
  const start = { date: record.startDate, timezone: record.timezone };
  return {
    name: record.name,
    app: record.appName,
    start: record.startDate,
    timezone: record.timezone,
    currency: estimate.book.currency,
    totalMicro: wholeMicro(estimate.total.likely),
    days: daysOf(control, record, start),
    live: record.windows.live.map(({ fromS, toS }) => ({ from: timeText(fromS), to: timeText(toS) })),
    isApplied,
  };
}

/** Each day of the plan with what holds on it and what it costs; a window belongs to the day on which it begins. */
function daysOf(control: Control, record: Pick<EventPlanRecord, 'plan'>, start: PlanStart): readonly PlannedDay[] {
  const plan = planFrom(record.plan);
  const book = booksOf(control).find(({ id }) => id === plan.priceBook);
  const places = placesOf(record);
  const titles = planSchedules(places, start).map(
    ({ what, window }) => `${isWholeDay(window) ? 'all day' : `${window.from} to ${window.to}`}: ${scheduleTitle(what)}`,
  );
  const last = Math.max(0, ...places.map(({ firstDay, days }) => firstDay + days - 1));
  return Array.from({ length: last }, (_, index) => {
    const day = index + 1;
    const all = places.flatMap((place, at) => (holds(place, day) ? [{ place, title: titles[at] ?? '' }] : []));
    const holding = all.toSorted((a, b) => a.place.fromMinute - b.place.fromMinute);
    const costs = holding.map(({ place }): Exact =>
      book === undefined ? zero : costOf(place, { book, seconds: secondsOn(place, day, start) }),
    );
    return { date: dateOf(start, day), entries: holding.map(({ title }) => title), amountMicro: wholeMicro(sum(costs)) };
  });
}

const isWholeDay = ({ from, to }: { readonly from: string; readonly to: string }): boolean => from === '00:00' && to === '24:00';

const holds = ({ firstDay, days }: Placed, day: number): boolean => day >= firstDay && day < firstDay + days;

function secondsOn(place: Placed, day: number, start: PlanStart): number {
  const stretch = stretchesOf(place, start)[day - place.firstDay];
  return stretch === undefined ? 0 : stretch.toS - stretch.fromS;
}

const dateOf = ({ date }: PlanStart, day: number): string =>
  Temporal.PlainDate.from(date)
    .add({ days: day - 1 })
    .toString();

const booksOf = (control: Control) => knownBooks(control).map(({ book }) => book);
