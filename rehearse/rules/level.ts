/** What people would put up with. */
export interface Slo {
  readonly p95Ms: number;
  readonly p99Ms: number | null;
  readonly failedPercent: number;
  /** Codes that may not be seen at all. */
  readonly forbid: readonly string[];
  /** Milliseconds of the 95 % of single routes. */
  readonly routes: Readonly<Record<string, number>>;
}

/** Milliseconds; null without requests. */
export interface Quantiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

export interface RouteFigures extends Quantiles {
  readonly requests: number;
}

/** Of the bots' own process during a level. */
export interface GeneratorFigures {
  readonly loopDelayP99Ms: number;
  /** Of one processor. */
  readonly cpuPercent: number;
  /** Connections that could not even be opened here. */
  readonly noSockets: number;
}

/** A server of an add-on, at its busiest during a level. */
export interface StoreFigures {
  readonly name: string;
  readonly service: 'postgres' | 'redis';
  readonly connections: number;
  readonly connectionLimit: number | null;
  readonly usedMb: number;
  readonly limitMb: number | null;
  /** Statements that waited for a lock, on average. */
  readonly waiting: number;
  /** Statements that were worked on, on average. */
  readonly active: number;
}

/** What the platform saw of the app during a level. */
export interface Evidence {
  /** Web dynos that were up. */
  readonly dynos: number;
  /** Tasks that ran or wanted to, of the busiest web dyno: 1 is a processor of its own, all the time; null when not measured. */
  readonly load: number | null;
  /** Of all dynos together. */
  readonly totalLoad: number | null;
  /** Processors of the machine that were busy, by whatever runs on it; null when the bots are elsewhere. */
  readonly busyProcessors: number | null;
  readonly memoryMb: number | null;
  readonly memoryQuotaMb: number | null;
  readonly stores: readonly StoreFigures[];
  /** Of the router and of dynos: `H12`, `R14`. */
  readonly codes: Readonly<Record<string, number>>;
  /** Of the pages that may be kept; null when none may. */
  readonly cacheHitShare: number | null;
}

/** One level, measured. Times are counted from when a request was meant to start, not from when it could. */
export interface LevelFigures extends Quantiles {
  readonly people: number;
  /** The quickest twentieth was answered within: what an answer takes that waits for nobody. Milliseconds; null when not measured. */
  readonly quickMs: number | null;
  readonly holdSeconds: number;
  readonly requests: number;
  /** Requests a second that were meant to start; null where people wait for each other and for their pages. */
  readonly offeredPerSecond: number | null;
  /** That were answered. */
  readonly perSecond: number;
  readonly failedPercent: number;
  readonly failures: Readonly<Record<string, number>>;
  /** Of a whole event: people who came to its end; null otherwise. */
  readonly finished: number | null;
  /** Of a whole event: what was lost, doubled or stored as it should not be (REH-12). */
  readonly wrong: string | null;
  readonly routes: Readonly<Record<string, RouteFigures>>;
  readonly generator: GeneratorFigures;
  readonly evidence: Evidence;
}

export type LevelVerdict =
  | { readonly verdict: 'pass' }
  /** `why` is a clause: `95 of 100 pages took up to 4,200 ms instead of 1,500`. */
  | { readonly verdict: 'fail'; readonly why: string }
  /** The bots could not keep up: it says nothing of the app. */
  | { readonly verdict: 'invalid'; readonly why: string };

export type Level = LevelFigures & LevelVerdict;

/** An app that answers less than this share of what is asked for is falling behind, whatever the times say so far. */
const keepsUp = 0.97;
/** Enough requests for a share of them to mean anything. */
const enough = 100;

/**
 * Whether a level was as it should be (REH-06, REH-10): first the bots themselves, then what people would have seen. Bots that were late
 * make times longer than they were: that spoils a level where it may have decided, and only there.
 */
export function judged(level: LevelFigures, slo: Slo): Level {
  const tired = generatorFault(level.generator);
  if (tired !== null) return { ...level, verdict: 'invalid', why: tired };
  const why = faultOf(level, slo);
  const { loopDelayP99Ms: lateMs } = level.generator;
  if (lateMs > heedLateMs && (why === null) !== (faultOf(without(level, lateMs), slo) === null))
    return { ...level, verdict: 'invalid', why: lateWords(lateMs) };
  return why === null ? { ...level, verdict: 'pass' } : { ...level, verdict: 'fail', why };
}

function faultOf(level: LevelFigures, slo: Slo): string | null {
  return [failing(level, slo), forbidden(level, slo), slow(level, slo), behind(level)].find((fault) => fault !== null) ?? null;
}

/** As if the bots had not been late: what is left of the times then, at least, and of a line that grew nothing is sure. */
function without(level: LevelFigures, lateMs: number): LevelFigures {
  const earlier = <Times extends Quantiles>(times: Times): Times => {
    const less = (ms: number | null): number | null => ms && Math.max(0, ms - turns * lateMs);
    return { ...times, p50: less(times.p50), p95: less(times.p95), p99: less(times.p99), max: less(times.max) };
  };
  const routes = Object.entries(level.routes).map(([name, times]) => [name, earlier(times)] as const);
  return { ...earlier(level), offeredPerSecond: null, routes: Object.fromEntries(routes) };
}

const heedLateMs = 50;
const mostLateMs = 1_000;
/** Each answer comes to the bots' turn so often: it is asked for, its head comes, its end comes. */
const turns = 3;
const mostCpuPercent = 80;

/** What kept the bots from asking when they meant to; null when nothing did that matters to every level. */
function generatorFault({ loopDelayP99Ms, cpuPercent, noSockets }: GeneratorFigures): string | null {
  if (noSockets > 0) return `the bots could not open ${noSockets} connections`;
  if (loopDelayP99Ms > mostLateMs) return lateWords(loopDelayP99Ms);
  if (cpuPercent > mostCpuPercent) return `the bots took ${Math.round(cpuPercent)} % of a processor themselves`;
  return null;
}

const lateWords = (ms: number): string => `the bots were up to ${Math.round(ms)} ms late by themselves`;

function failing({ failedPercent, failures, finished, people, wrong }: LevelFigures, slo: Slo): string | null {
  if (wrong !== null) return wrong;
  if (finished !== null && finished < people) return `${people - finished} of ${people} people did not come to the end`;
  if (failedPercent <= slo.failedPercent) return null;
  const [most] = Object.entries(failures).toSorted(([, a], [, b]) => b - a);
  return `${rounded(failedPercent)} % failed${most === undefined ? '' : `, most of them as “${most[0]}”`}`;
}

function forbidden({ evidence }: LevelFigures, { forbid }: Slo): string | null {
  const seen = forbid.find((code) => (evidence.codes[code] ?? 0) > 0);
  return seen === undefined ? null : `${evidence.codes[seen]} × ${seen}`;
}

function slow(level: LevelFigures, slo: Slo): string | null {
  const over = (times: Quantiles, what: string): string | null => {
    if ((times.p95 ?? 0) > slo.p95Ms) return `95 of 100 ${what} took up to ${inMs(times.p95)} instead of ${inMs(slo.p95Ms)}`;
    if (slo.p99Ms !== null && (times.p99 ?? 0) > slo.p99Ms) return `99 of 100 ${what} took up to ${inMs(times.p99)}`;
    return null;
  };
  const route = Object.entries(slo.routes).find(([name, p95]) => (level.routes[name]?.p95 ?? 0) > p95);
  if (route !== undefined) return `${route[0]} took up to ${inMs(level.routes[route[0]]?.p95 ?? null)} instead of ${inMs(route[1])}`;
  return over(level, 'pages');
}

function behind({ offeredPerSecond, perSecond, requests }: LevelFigures): string | null {
  if (offeredPerSecond === null || requests < enough || perSecond >= offeredPerSecond * keepsUp) return null;
  return `${rounded(offeredPerSecond)} requests a second came and ${rounded(perSecond)} were answered, so a line was growing`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
const inMs = (ms: number | null): string => `${Math.round(ms ?? 0).toLocaleString('en')} ms`;
