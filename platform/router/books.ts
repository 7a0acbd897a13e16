import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import type { Clock } from '#kit/time/clock.ts';
import type { RouterLimits } from '../rules/limits.ts';
import { samplingStep } from '../rules/line-sampling.ts';
import { routerLine, type RequestFacts } from '../rules/log-line.ts';
import { RouteGroups } from '../rules/route-groups.ts';
import type { RouterLine, RouterReport, RouterSample } from '../rules/router-sample.ts';
import { AppSecond } from './app-second.ts';
import type { Standing } from './app-second.ts';
import { OpenSockets } from './open-sockets.ts';

/** The most of one report, so that it stays within what control reads (4 MB) however long the lines are. */
const reportSize = { lines: 1000, samples: 500 };

interface BooksOptions {
  readonly limits: RouterLimits;
  /** The seconds of the samples are its seconds; lines keep the machine's time. */
  readonly clock: Clock;
  /** What of an app goes on now. */
  readonly standing: (app: string) => Omit<Standing, 'sockets'>;
  /** Apps for whose dynos somebody waits: one may sleep, and control has to know. */
  readonly waitedFor?: () => readonly string[];
}

/** Lines and counts of requests that are over, until control has taken them. Bounded: what does not fit is counted and dropped. */
export class Books {
  readonly sockets = new OpenSockets();
  readonly #limits: RouterLimits;
  readonly #options: BooksOptions;
  /** The one that is counted. */
  #second: number;
  /** The first one that control has not been told of. */
  #toldUntil: number;
  #apps = new Map<string, AppSecond>();
  readonly #groups = new Map<string, RouteGroups>();
  #loop: EventLoopUtilization = performance.eventLoopUtilization();
  #lines: RouterLine[] = [];
  #samples: RouterSample[] = [];
  #dropped = { lines: 0, samples: 0 };
  #seen = { before: 0, now: 0 };
  /** Requests since the last line of a good answer that was kept. */
  #unkept = 0;

  constructor(options: BooksOptions) {
    this.#limits = options.limits;
    this.#options = options;
    this.#second = this.#now();
    this.#toldUntil = this.#second;
  }

  /** `isMeasured`: its duration says something of the app. */
  enter(app: string, facts: RequestFacts, isMeasured: boolean): void {
    this.#turnTo(this.#now());
    const route = isMeasured ? this.#groupOf(app, facts) : '';
    this.#secondOf(app).add(facts, { isMeasured, route });
    const standsFor = this.#standsFor(facts);
    if (standsFor === 0) return;
    if (this.#lines.length >= this.#limits.keptLines) this.#dropped.lines += 1;
    else this.#lines.push({ app, atMs: Date.now(), line: routerLine(facts, standsFor, route) });
  }

  /** Takes out what control is to have next. */
  take(): RouterReport {
    this.#turnTo(this.#now());
    const lines = this.#lines.splice(0, reportSize.lines);
    const covers = { from: this.#toldUntil, to: this.#second };
    const report = { lines, samples: this.#samples.splice(0, reportSize.samples), dropped: this.#dropped, covers, busy: this.#busy() };
    this.#dropped = { lines: 0, samples: 0 };
    this.#toldUntil = this.#second;
    return report;
  }

  /** How much of the time since the last report the process was at work. */
  #busy(): number {
    const before = this.#loop;
    this.#loop = performance.eventLoopUtilization();
    return performance.eventLoopUtilization(this.#loop, before).utilization;
  }

  /** Control is away: the report goes back to where it came from. */
  putBack({ lines, samples, dropped, covers }: RouterReport): void {
    this.#toldUntil = Math.min(this.#toldUntil, covers?.from ?? this.#toldUntil);
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
    for (const app of this.#options.waitedFor?.() ?? []) this.#secondOf(app);
    for (const app of this.sockets.apps) this.#secondOf(app); // they are told also while nobody asks for a page
    for (const [app, counted] of this.#apps) this.#keep(app, counted);
    this.#apps = new Map();
    this.#second = second;
  }

  #keep(app: string, counted: AppSecond): void {
    const sockets = this.sockets.turn(app);
    if (this.#samples.length >= this.#limits.keptSamples) this.#dropped.samples += 1;
    else this.#samples.push(counted.sample(app, this.#second, { ...this.#options.standing(app), sockets }));
  }

  #secondOf(app: string): AppSecond {
    let second = this.#apps.get(app);
    if (second === undefined) this.#apps.set(app, (second = new AppSecond()));
    return second;
  }

  #groupOf(app: string, { path, status }: RequestFacts): string {
    let groups = this.#groups.get(app);
    if (groups === undefined) this.#groups.set(app, (groups = new RouteGroups()));
    return groups.of(path, status !== 404);
  }

  #now(): number {
    return Math.floor(this.#options.clock.nowMs() / 1000);
  }
}
