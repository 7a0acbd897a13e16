import { mergedGauges } from './gauges.ts';
import type { Gauges, GaugeStep } from './gauges.ts';
import type { MetricKind } from './metric-tiers.ts';
import { mergedRoutes } from './route-counts.ts';
import type { RoutesOfStep } from './route-counts.ts';
import { besideEachOther, merged, noTraffic } from './traffic.ts';
import type { TrafficStep } from './traffic.ts';

/** A step as it is kept. */
export interface StepBody {
  readonly second: number;
  readonly body: string;
}

/** How steps of each kind become a longer one. Parts of one second lie beside each other, not one after another. */
export const metricBodies: Readonly<Record<MetricKind, { join(steps: readonly StepBody[]): string }>> = {
  traffic: { join: (steps) => packedTraffic(merged(0, trafficSteps(steps))) },
  gauges: { join: (steps) => packedGauges(mergedGauges(steps.map(({ body }) => unpackedGauges(body)))) },
  routes: { join: (steps) => JSON.stringify(mergedRoutes(steps.map(({ body }) => unpackedRoutes(body)))) },
};

/** Traffic as it was kept, oldest first, one for each second. */
export function trafficSteps(steps: readonly StepBody[]): readonly TrafficStep[] {
  const bySecond = Map.groupBy(steps, ({ second }) => second);
  return [...bySecond].map(([second, parts]) => {
    const own = parts.map(({ body }) => unpackedTraffic(second, body));
    const [only] = own;
    return own.length === 1 && only !== undefined ? only : besideEachOther(second, own);
  });
}

/** Without what is nothing. */
export function packedTraffic({ second: _second, ...counted }: TrafficStep): string {
  return JSON.stringify(Object.fromEntries(Object.entries(counted).filter(([, value]) => !isNothing(value))));
}

function isNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isNothing);
  return value === 0 || value === '';
}

function unpackedTraffic(second: number, body: string): TrafficStep {
  const counted: Partial<TrafficStep> = JSON.parse(body);
  return { ...noTraffic, ...counted, second };
}

export function packedGauges(gauges: Gauges): string {
  const short = ([count, mean, greatest]: GaugeStep): GaugeStep => [count, Number(mean.toPrecision(5)), Number(greatest.toPrecision(5))];
  return JSON.stringify(Object.fromEntries(Object.entries(gauges).map(([name, step]) => [name, short(step)])));
}

export function unpackedGauges(body: string): Gauges {
  const gauges: Gauges = JSON.parse(body);
  return gauges;
}

export function unpackedRoutes(body: string): RoutesOfStep {
  const routes: RoutesOfStep = JSON.parse(body);
  return routes;
}
