import type { Clock } from '#kit/time/clock.ts';
import type { MetricPoint } from '../rules/resources.ts';
import type { RouterSample } from '../rules/router-sample.ts';
import { stepFor, trafficPoint, trafficPoints } from '../rules/traffic.ts';
import type { DynoPoint } from '../rules/resources.ts';
import type { NewDynoSample, NewTraffic, Traffic } from '../store/traffic.ts';
import { Readers } from './readers.ts';

/** What the router measured, second by second: stored first, then handed to those who follow. */
export class TrafficBook {
  readonly #traffic: Traffic;
  readonly #clock: Clock;
  readonly #readers = new Readers<MetricPoint>();

  constructor(traffic: Traffic, clock: Clock) {
    this.#traffic = traffic;
    this.#clock = clock;
  }

  /** A router's report of one second or, after an absence of control, of several. `router`: its number. */
  take(samples: readonly RouterSample[], router = 1): void {
    const beat = this.#second();
    this.#traffic.append(
      samples.map((sample) => ({ ...secondOf(sample), router })),
      beat,
    );
    for (const app of this.#readers.keys()) {
      const own = samples.filter((each) => each.app === app).map(({ second }) => second);
      for (const second of own.length === 0 ? [beat - 1] : own) this.#readers.tell(app, this.#point(app, second));
    }
  }

  /** What all routers have reported of the second. */
  #point(app: string, second: number): MetricPoint {
    return trafficPoint(second, this.#traffic.seconds(app, second, second + 1));
  }

  takeDynos(samples: readonly Omit<NewDynoSample, 'second'>[]): void {
    const second = this.#second();
    this.#traffic.appendDynos(samples.map((sample) => ({ ...sample, second })));
  }

  /** The last `seconds` in at most 720 steps. */
  points(app: string, seconds: number): { readonly stepSeconds: number; readonly points: readonly MetricPoint[] } {
    const now = this.#second();
    const stepSeconds = stepFor(seconds);
    const from = Math.floor((now - seconds) / stepSeconds) * stepSeconds;
    const beats = this.#traffic.beats(from - 2, now + 1);
    const to = [...beats].at(-1) ?? now; // a report covers what lies before it: later seconds are not idle but unknown
    return { stepSeconds, points: trafficPoints(this.#traffic.seconds(app, from, to), { from, to, stepSeconds, beats }) };
  }

  dynos(app: string, seconds: number): ReadonlyMap<string, readonly DynoPoint[]> {
    return this.#traffic.dynos(app, this.#second() - seconds);
  }

  follow(app: string, onPoint: (point: MetricPoint) => void): () => void {
    return this.#readers.add(app, onPoint);
  }

  /** The app is gone: so is what was measured of it. */
  forget(app: string): void {
    this.#traffic.forget(app);
  }

  #second(): number {
    return Math.floor(this.#clock.nowMs() / 1000);
  }
}

function secondOf(sample: RouterSample): Omit<NewTraffic, 'router'> {
  const { app, second, failed, buckets } = sample;
  const ok = Math.max(0, sample.requests - failed - (sample.byStatus['499'] ?? 0));
  return { app, second, ok, failed, buckets, codes: { ...sample.codes } };
}
