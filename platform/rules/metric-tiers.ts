/** What is kept of a step, by kind: an app's traffic, its route groups, or figures read off something (dynos, add-on servers, the host). */
export const metricKinds = ['traffic', 'routes', 'gauges'] as const;
export type MetricKind = (typeof metricKinds)[number];

/** A resolution and how long it is kept (platform specification, MET-04). */
export interface MetricTier {
  /** The length of a step. */
  readonly seconds: number;
  readonly keepSeconds: Readonly<Record<MetricKind, number>>;
}

const hour = 3600;
const day = 24 * hour;
const year = 365 * day;

/** From fine to coarse; each is made of the one before. */
export const metricTiers: readonly MetricTier[] = [
  { seconds: 1, keepSeconds: { traffic: 2 * hour, gauges: 2 * hour, routes: hour / 4 } },
  { seconds: 10, keepSeconds: { traffic: day, gauges: day, routes: day } },
  { seconds: 60, keepSeconds: { traffic: 14 * day, gauges: 14 * day, routes: 3 * day } },
  { seconds: 600, keepSeconds: { traffic: 90 * day, gauges: 90 * day, routes: 14 * day } },
  { seconds: 3600, keepSeconds: { traffic: 2 * year, gauges: 2 * year, routes: 2 * year } },
];

/** The tier in which event windows are kept as long as the coarsest (MET-04). */
export const eventTierSeconds = 60;

/** The start of the step that a second lies in. */
export const stepStart = (second: number, stepSeconds: number): number => Math.floor(second / stepSeconds) * stepSeconds;

/** The most points that a chart is given. */
const mostPoints = 1500;

/** The finest tier that still has the window's beginning and gives at most 1,500 points for it. */
export function tierFor(
  window: { readonly from: number; readonly to: number },
  nowSecond: number,
  kind: MetricKind = 'traffic',
): MetricTier {
  const fits = ({ seconds, keepSeconds }: MetricTier): boolean =>
    (window.to - window.from) / seconds <= mostPoints && window.from >= nowSecond - keepSeconds[kind] - seconds;
  const [coarsest] = metricTiers.slice(-1);
  return metricTiers.find(fits) ?? coarsest ?? { seconds: hour, keepSeconds: { traffic: 0, routes: 0, gauges: 0 } };
}
