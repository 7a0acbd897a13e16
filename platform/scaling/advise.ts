import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { meterPrices } from '../costs/prices.ts';
import { monthSeconds, priceOf } from '../rules/costs/price-book.ts';
import { dynoSizes } from '../rules/dyno-sizes.ts';
import { webType } from '../rules/formation.ts';
import { advice } from '../rules/scaling/advice.ts';
import type { DemandStep, SizeChoice } from '../rules/scaling/advice.ts';
import type { ScalingAdvice } from '../rules/scaling/scaling-resources.ts';
import { runsAlone } from '../rules/otree-guest.ts';
import type { TrafficStep } from '../rules/traffic.ts';
import type { AppRecord } from '../store/apps.ts';
import { wrongAutoscale } from './errors.ts';
import { slotsOf } from './scaling-view.ts';

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

const hourSeconds = 3600;
const usualHours = 2;
const mostDays = 90;
const mostDynos = 100;

/** The smallest fixed formation that would have held what came in the range (platform specification, ALR-19). */
export function adviseScaling(control: Control, app: AppRecord, wish: Partial<Range>): ScalingAdvice {
  const { fromMs, toMs } = checkedRange(control, wish);
  const book = meterPrices(control).book;
  const time = { from: Math.floor(fromMs / 1000), to: Math.ceil(toMs / 1000) };
  const found = advice({
    steps: byMachineSecond(control, stepsOf(control, app, time)),
    slots: slotsOf(control, app, webType),
    most: runsAlone(processesOf(control, app)) ? 1 : mostDynos,
    ...peaksOf(control, app, time),
    sizes: dynoSizes.map(({ name, memoryMb }): SizeChoice => {
      const monthly = priceOf(book, { kind: 'dyno', key: name })?.monthlyMicro ?? null;
      return { name, memoryMb, perHourMicro: monthly === null ? null : Math.round((monthly * hourSeconds) / monthSeconds) };
    }),
  });
  const web = processTypes(control, app).find(({ type }) => type === webType);
  const present = { quantity: web?.quantity ?? 0, size: web?.size ?? '' };
  const shown = found === null ? null : { ...found, peak: { ...found.peak, at: isoTime(found.peak.second * 1000) } };
  return {
    from: isoTime(fromMs),
    to: isoTime(toMs),
    currency: book.currency,
    present,
    lastMinute: lastMinuteOf(control, app, time.to),
    advice: shown,
  };
}

function processesOf({ store }: Control, { id, serving }: AppRecord): Readonly<Record<string, string>> {
  return serving === null ? {} : (store.releases.find(id, serving)?.processes ?? {});
}

function lastMinuteOf({ trafficBook }: Control, app: AppRecord, endingAt: number): ScalingAdvice['lastMinute'] {
  const { requests, p95, queueP95, codes } = trafficBook.summary(app.name, { seconds: 60, type: webType, endingAt });
  return { requests, p95Ms: p95, queueP95Ms: queueP95, turnedAway: (codes['H11'] ?? 0) + (codes['H12'] ?? 0) };
}

function checkedRange({ clock }: Control, { fromMs, toMs = clock.nowMs() }: Partial<Range>): Range {
  const from = fromMs ?? toMs - usualHours * hourSeconds * 1000;
  if (Number.isNaN(from) || Number.isNaN(toMs)) throw wrongAutoscale('A time of the range is none; write it as 2026-07-04T09:00:00+01:00.');
  if (from >= toMs) throw wrongAutoscale('The range ends before it begins.');
  if (toMs - from > mostDays * 24 * hourSeconds * 1000) throw wrongAutoscale(`A range can be ${mostDays} days long and not more.`);
  return { fromMs: from, toMs };
}

const spanSeconds = 10;
/** Spans taken together: what waited in line for a few seconds and was worked off afterwards must not count as a crowd of its own. */
const spansAtOnce = 3;
const leastSeconds = 20;

function stepsOf({ trafficBook }: Control, app: AppRecord, time: { readonly from: number; readonly to: number }): readonly DemandStep[] {
  const { steps, stepSeconds, reported } = trafficBook.traffic(app.name, time);
  if (stepSeconds > spanSeconds) return steps.map((step) => demandOf([step], reported.get(step.second) ?? stepSeconds));
  const spans = [...Map.groupBy(steps, ({ second }) => Math.floor(second / spanSeconds)).values()];
  return spans
    .map((_, at) => spans.slice(at, at + spansAtOnce).flat())
    .map((parts) =>
      demandOf(
        parts,
        sumOf(parts, ({ second }) => reported.get(second) ?? stepSeconds),
      ),
    )
    .filter(({ seconds }) => seconds >= leastSeconds);
}

/** Where the calendar runs faster than the machine, a dyno has less time to answer in than its seconds say. */
function byMachineSecond({ config }: Control, steps: readonly DemandStep[]): readonly DemandStep[] {
  const { speed = 1 } = config.clock ?? {};
  return speed === 1 ? steps : steps.map((step) => ({ ...step, seconds: step.seconds / speed }));
}

function demandOf(parts: readonly TrafficStep[], seconds: number): DemandStep {
  return {
    second: parts[0]?.second ?? 0,
    seconds,
    dispatched: sumOf(parts, (part) => part.dispatched),
    turnedAway: sumOf(parts, (part) => part.failedByRouter),
    serviceMs: sumOf(parts, (part) => part.serviceMs),
  };
}

const sumOf = (parts: readonly TrafficStep[], of: (part: TrafficStep) => number): number => parts.reduce((sum, part) => sum + of(part), 0);

/** Load of all web dynos together and memory of one, at their worst. */
function peaksOf({ trafficBook }: Control, app: AppRecord, time: { readonly from: number; readonly to: number }) {
  const loads: number[] = [];
  const memories: number[] = [];
  for (const { gauges } of trafficBook.gauges(app.name, time)) {
    const named = Object.entries(gauges).filter(([name]) => name.startsWith(`${webType}.`));
    const means = named.filter(([name]) => name.endsWith('/load')).map(([, [, mean]]) => mean);
    if (means.length > 0) loads.push(means.reduce((sum, each) => sum + each, 0));
    memories.push(...named.filter(([name]) => name.endsWith('/memory')).map(([, [, , greatest]]) => greatest));
  }
  return { loadPeak: loads.length === 0 ? null : Math.max(...loads), memoryPeakMb: memories.length === 0 ? null : Math.max(...memories) };
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
