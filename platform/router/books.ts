import type { RouterLimits } from '../rules/limits.ts';
import { samplingStep } from '../rules/line-sampling.ts';
import { routerLine, type RequestFacts } from '../rules/log-line.ts';
import type { RouterLine, RouterReport, RouterSample } from '../rules/router-sample.ts';
import { AppSecond } from './app-second.ts';

/** The most of one report, so that it stays within what control reads (4 MB) however long the lines are. */
const reportSize = { lines: 1000, samples: 500 };

/** Requests that each dyno of an app works on now, by dyno name. */
export type Inflight = (app: string) => ReadonlyMap<string, number>;

/** Lines and counts of requests that are over, until control has taken them. Bounded: what does not fit is counted and dropped. */
export class Books {
  readonly #limits: RouterLimits;
  readonly #inflight: Inflight;
  #second = 0;
  #apps = new Map<string, AppSecond>();
  #lines: RouterLine[] = [];
  #samples: RouterSample[] = [];
  #dropped = { lines: 0, samples: 0 };
  #seen = { before: 0, now: 0 };
  /** Requests since the last line of a good answer that was kept. */
  #unkept = 0;

  constructor(limits: RouterLimits, inflight: Inflight) {
    this.#limits = limits;
    this.#inflight = inflight;
  }

  /** `isMeasured`: its duration says something of the app. */
  enter(app: string, facts: RequestFacts, isMeasured: boolean): void {
    const atMs = Date.now();
    this.#turnTo(Math.floor(atMs / 1000));
    let second = this.#apps.get(app);
    if (second === undefined) this.#apps.set(app, (second = new AppSecond()));
    second.add(facts, isMeasured);
    const standsFor = this.#standsFor(facts);
    if (standsFor === 0) return;
    if (this.#lines.length >= this.#limits.keptLines) this.#dropped.lines += 1;
    else this.#lines.push({ app, atMs, line: routerLine(facts, standsFor) });
  }

  /** Takes out what control is to have next. */
  take(): RouterReport {
    this.#turnTo(Math.floor(Date.now() / 1000));
    const lines = this.#lines.splice(0, reportSize.lines);
    const report = { lines, samples: this.#samples.splice(0, reportSize.samples), dropped: this.#dropped };
    this.#dropped = { lines: 0, samples: 0 };
    return report;
  }

  /** Control is away: the report goes back to where it came from. */
  putBack({ lines, samples, dropped }: RouterReport): void {
    const { keptLines, keptSamples } = this.#limits;
    const allLines = [...lines, ...this.#lines];
    const allSamples = [...samples, ...this.#samples];
    this.#lines = allLines.slice(0, keptLines);
    this.#samples = allSamples.slice(0, keptSamples);
    this.#dropped.lines += dropped.lines + allLines.length - this.#lines.length;
    this.#dropped.samples += dropped.samples + allSamples.length - this.#samples.length;
  }

  /** Control refuses the report: offered again, it would stand in the way of all later ones. */
  giveUp({ lines, samples, dropped }: RouterReport): void {
    this.#dropped.lines += dropped.lines + lines.length;
    this.#dropped.samples += dropped.samples + samples.length;
  }

  /** There is enough for another report at once. */
  get isBehind(): boolean {
    return this.#lines.length >= reportSize.lines || this.#samples.length >= reportSize.samples;
  }

  /** How many requests the line of this one stands for; 0 when it is left out. */
  #standsFor(facts: RequestFacts): number {
    this.#seen.now += 1;
    if (facts.status >= 400 || facts.code !== null) return 1;
    this.#unkept += 1;
    if (this.#unkept < samplingStep(this.#seen, this.#limits.linesPerSecond)) return 0;
    const standsFor = this.#unkept;
    this.#unkept = 0;
    return standsFor;
  }

  #turnTo(second: number): void {
    if (second === this.#second) return;
    this.#seen = { before: second === this.#second + 1 ? this.#seen.now : 0, now: 0 };
    for (const [app, counted] of this.#apps) {
      if (this.#samples.length >= this.#limits.keptSamples) this.#dropped.samples += 1;
      else this.#samples.push(counted.sample(app, this.#second, this.#inflight(app)));
    }
    this.#apps = new Map();
    this.#second = second;
  }
}
