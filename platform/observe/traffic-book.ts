import type { Clock } from '#kit/time/clock.ts';
import { botsOf } from '../rules/bots.ts';
import { gaugesOf, mergedGauges } from '../rules/gauges.ts';
import type { Gauges, Readings } from '../rules/gauges.ts';
import { webType } from '../rules/formation.ts';
import { packedGauges, packedTraffic, trafficSteps, unpackedGauges, unpackedRoutes } from '../rules/metric-body.ts';
import { metricTiers, stepStart, tierFor } from '../rules/metric-tiers.ts';
import type { MetricKind } from '../rules/metric-tiers.ts';
import type { DynoPoint, MetricPoint } from '../rules/resources.ts';
import { mergedRoutes } from '../rules/route-counts.ts';
import type { RoutesOfStep } from '../rules/route-counts.ts';
import { uncounted } from '../rules/router-sample.ts';
import type { RouterReport, RouterSample } from '../rules/router-sample.ts';
import { summaryOf } from '../rules/traffic-summary.ts';
import type { TrafficSummary } from '../rules/traffic-summary.ts';
import { besideEachOther, stepOf, trafficPoint, withIdleSteps } from '../rules/traffic.ts';
import type { TrafficStep } from '../rules/traffic.ts';
import type { NewSecond, Series, StepWindow, StoredStep, Traffic } from '../store/traffic.ts';
import { Readers } from './readers.ts';
import { RecentSeconds } from './recent-seconds.ts';
import { TrafficTotals } from './traffic-totals.ts';

/** A report that is older is of a router that is away. */
const longestDelaySeconds = 60;

export interface SummaryWindow {
  readonly seconds: number;
  /** Requests go to web dynos: of another type nothing is known. */
  readonly type?: string;
  /** Seconds since 1970, not part of the window; when missing, the last complete second is the window's last. */
  readonly endingAt?: number;
}

/** What was measured, second by second: kept here until it is written, every ten seconds, and handed at once to those who follow. */
export class TrafficBook {
  readonly totals = new TrafficTotals();
  readonly #traffic: Traffic;
  readonly #clock: Clock;
  readonly #readers = new Readers<MetricPoint>();
  readonly #recentPoints = new RecentSeconds<MetricPoint>((app, { from, to }) => this.#points(app, { seconds: 1, from, to }));
  readonly #recentDynos = new RecentSeconds<DynosOfSecond>((app, time) => this.gauges(app, { ...time, stepSeconds: 1 }).map(dynosOf));
  /** By series, second and part. */
  #pending = new Map<string, NewSecond>();
  #reported = new Set<number>();
  /** By router's number: the first second that it has not spoken of. */
  readonly #covered = new Map<number, number>();

  constructor(traffic: Traffic, clock: Clock) {
    this.#traffic = traffic;
    this.#clock = clock;
  }

  /** A router's report of one second or, after an absence of control, of several. */
  take({ samples, router = 1, covers }: Pick<RouterReport, 'samples' | 'router' | 'covers'>): void {
    const now = this.#second();
    const { from, to } = covers ?? { from: now - 1, to: now };
    for (let second = from; second < to; second += 1) this.#reported.add(second);
    this.#covered.set(router, to);
    const whole = samples.map((sample) => ({ ...uncounted, ...sample }));
    for (const sample of whole) this.#add(sampleSeconds(sample, router));
    for (const sample of whole) this.totals.add(sample);
    this.#recentPoints.changed(Math.min(from, ...samples.map(({ second }) => second)));
    this.#tell(samples, { from, to });
  }

  /** What was read off something just now. `part`: who reads, where several read figures of one thing. */
  takeReadings(name: string, readings: Readings, part = 0): void {
    const second = this.#second();
    this.#add([{ kind: 'gauges', name, second, part, body: packedGauges(gaugesOf(readings)) }]);
    this.#recentDynos.changed(second, name);
  }

  /** Writes what came since the last time; what cannot be written is tried again with what comes next. */
  write(): void {
    if (this.#pending.size === 0 && this.#reported.size === 0) return;
    this.#traffic.append([...this.#pending.values()], [...this.#reported]);
    this.#pending = new Map();
    this.#reported = new Set();
  }

  /** The last seconds of an app that are complete, for those who decide by them. */
  summary(app: string, { seconds, type = webType, endingAt }: SummaryWindow): TrafficSummary {
    const to = endingAt ?? this.complete();
    const window = { seconds: 1, from: to - seconds, to };
    const steps = type === webType ? trafficSteps(this.#steps({ kind: 'traffic', name: app }, window)) : [];
    return summaryOf(steps, this.#reportedIn(window).size);
  }

  /** The first second that is not complete yet: the slowest router has not spoken of it. */
  complete(): number {
    const newest = Math.max(...this.#covered.values());
    const known = [...this.#covered.values()].filter((second) => second >= newest - longestDelaySeconds);
    const complete = known.length === 0 ? 0 : Math.min(...known);
    const now = this.#second();
    return complete < now - longestDelaySeconds ? now : complete;
  }

  /** The last `seconds`, in steps of the finest tier that is fit for them. */
  points(app: string, seconds: number): { readonly stepSeconds: number; readonly points: readonly MetricPoint[] } {
    const to = this.complete();
    const window = this.windowOf({ from: to - seconds, to });
    return { stepSeconds: window.seconds, points: window.seconds === 1 ? this.#recentPoints.read(app, window) : this.#points(app, window) };
  }

  /** The traffic of a time, in steps of the finest tier that is fit for it, with how many seconds of each a router spoke of. */
  traffic(app: string, time: MetricTime): TrafficOfTime {
    return this.#trafficIn(app, this.windowOf(time));
  }

  /** Readings of a time, in the same steps. */
  gauges(name: string, time: MetricTime): readonly GaugesOfStep[] {
    const bySecond = Map.groupBy(this.#steps({ kind: 'gauges', name }, this.windowOf(time)), ({ second }) => second);
    return [...bySecond].map(([second, parts]) => ({ second, gauges: mergedGauges(parts.map(({ body }) => unpackedGauges(body))) }));
  }

  /** What went through the app's route groups, in the finest steps that they are kept in. */
  routes(app: string, time: MetricTime): ReadonlyMap<number, RoutesOfStep> {
    const bySecond = Map.groupBy(this.#steps({ kind: 'routes', name: app }, this.windowOf(time, 'routes')), ({ second }) => second);
    return new Map([...bySecond].map(([second, parts]) => [second, mergedRoutes(parts.map(({ body }) => unpackedRoutes(body)))]));
  }

  /** A time in the steps that it is told in. */
  windowOf({ from, to, stepSeconds }: MetricTime, kind: MetricKind = 'traffic'): StepWindow {
    const isTier = metricTiers.some(({ seconds: own }) => own === stepSeconds);
    const seconds = stepSeconds !== undefined && isTier ? stepSeconds : tierFor({ from, to }, this.#second(), kind).seconds;
    return { seconds, from: stepStart(from, seconds), to };
  }

  /** By dyno name, each oldest first. */
  dynos(app: string, seconds: number): ReadonlyMap<string, readonly DynoPoint[]> {
    const to = this.#second() + 1;
    const window = this.windowOf({ from: to - 1 - seconds, to });
    const steps = window.seconds === 1 ? this.#recentDynos.read(app, window) : this.gauges(app, window).map(dynosOf);
    const named = Map.groupBy(
      steps.flatMap(({ dynos }) => dynos),
      ([dyno]) => dyno,
    );
    return new Map([...named].map(([dyno, own]) => [dyno, own.map(([, point]) => point)]));
  }

  /** What the monitor saw of an app at a moment. */
  keepMoment(app: string, evidence: object): void {
    this.#traffic.keepMoment(app, this.#second(), JSON.stringify(evidence));
  }

  /** As it was kept, oldest first. */
  moments(app: string, time: MetricTime): readonly { readonly second: number; readonly evidence: string }[] {
    return this.#traffic.moments(app, time);
  }

  follow(app: string, onPoint: (point: MetricPoint) => void): () => void {
    return this.#readers.add(app, onPoint);
  }

  /** The app is gone: so is what was measured of it. */
  forget(name: string): void {
    for (const [key, each] of this.#pending) if (each.name === name) this.#pending.delete(key);
    this.#traffic.forget(name);
    this.#traffic.forget(botsOf(name));
    this.totals.forget(name);
    this.#recentPoints.forget(name);
    this.#recentDynos.forget(name);
  }

  #add(seconds: readonly NewSecond[]): void {
    for (const second of seconds) this.#pending.set(keyOf(second, second), second);
  }

  /** Each second that the report spoke of, with what all routers have said of it. */
  #tell(samples: readonly RouterSample[], { from, to }: { readonly from: number; readonly to: number }): void {
    for (const app of this.#readers.keys()) {
      const own = samples.filter((each) => each.app === app).map(({ second }) => second);
      for (const second of own.length === 0 && to > from ? [to - 1] : own) this.#readers.tell(app, this.#point(app, second));
    }
  }

  #trafficIn(app: string, window: StepWindow): TrafficOfTime {
    const reported = this.#reportedIn(window);
    const steps = withIdleSteps(trafficSteps(this.#steps({ kind: 'traffic', name: app }, window)), reported);
    return { stepSeconds: window.seconds, steps, reported };
  }

  #points(app: string, window: StepWindow): readonly MetricPoint[] {
    const { steps, reported } = this.#trafficIn(app, window);
    return steps.map((step) => trafficPoint(step, reported.get(step.second) ?? window.seconds));
  }

  #point(app: string, second: number): MetricPoint {
    const steps = trafficSteps(this.#steps({ kind: 'traffic', name: app }, { seconds: 1, from: second, to: second + 1 }));
    return trafficPoint(besideEachOther(second, steps), 1);
  }

  /** Seconds that are not written yet stand beside those that are; longer steps are made by writing. */
  #steps(series: Series, window: StepWindow): readonly StoredStep[] {
    if (window.seconds > 1) this.write();
    const stored = this.#traffic.steps(series, window).filter((step) => !this.#pending.has(keyOf(series, step)));
    const fresh = [...this.#pending.values()].filter((each) => isSame(each, series) && isIn(each.second, window));
    return [...stored, ...fresh];
  }

  #reportedIn(window: StepWindow): ReadonlyMap<number, number> {
    if (window.seconds > 1) this.write();
    const fresh = [...this.#reported].filter((second) => isIn(second, window)).map((second): [number, number] => [second, 1]);
    return new Map([...this.#traffic.reported(window), ...fresh]);
  }

  #second(): number {
    return Math.floor(this.#clock.nowMs() / 1000);
  }
}

export interface MetricTime {
  /** Seconds since 1970; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
  /** In steps of this length rather than those that fit. */
  readonly stepSeconds?: number;
}

export interface TrafficOfTime {
  readonly stepSeconds: number;
  readonly steps: readonly TrafficStep[];
  /** Of how many seconds of a step a router spoke. */
  readonly reported: ReadonlyMap<number, number>;
}

export interface GaugesOfStep {
  readonly second: number;
  readonly gauges: Gauges;
}

const keyOf = ({ kind, name }: Series, { second, part }: Pick<NewSecond, 'second' | 'part'>): string => `${kind} ${second} ${part} ${name}`;

const isSame = (one: Series, other: Series): boolean => one.kind === other.kind && one.name === other.name;

const isIn = (second: number, { from, to }: StepWindow): boolean => second >= from && second < to;

interface DynosOfSecond {
  readonly second: number;
  readonly dynos: readonly (readonly [dyno: string, point: DynoPoint])[];
}

function dynosOf({ second, gauges }: GaugesOfStep): DynosOfSecond {
  const mean = (name: string): number | null => gauges[name]?.[1] ?? null;
  const dynos = dynosIn(gauges).map((dyno) => [dyno, { second, load: mean(`${dyno}/load`), memoryMb: mean(`${dyno}/memory`) }] as const);
  return { second, dynos };
}

/** Names of dynos with a figure: `web.1` of `web.1/load`. */
function dynosIn(gauges: Gauges): readonly string[] {
  const owners = Object.keys(gauges).map((name) => name.slice(0, name.indexOf('/')));
  return [...new Set(owners)].filter((owner) => owner.includes('.'));
}

function sampleSeconds(sample: RouterSample, router: number): NewSecond[] {
  const { app, second, routes } = sample;
  const own = { name: app, second, part: router };
  const traffic = { ...own, kind: 'traffic' as const, body: packedTraffic(stepOf(sample)) };
  const hasRoutes = Object.keys(routes).length > 0;
  return hasRoutes ? [traffic, { ...own, kind: 'routes' as const, body: JSON.stringify(routes) }] : [traffic];
}
