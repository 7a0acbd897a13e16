import type { BurstEvidence } from './evidence.ts';

interface SecondCount {
  readonly second: number;
  readonly requests: number;
}

/** A line of the router's log, and when. */
interface TimedLine {
  readonly second: number;
  readonly text: string;
}

const windowSeconds = 10;
/** MON-07 */
const burstTimes = 5;
const leastRequests = 50;

/**
 * The page that most asked for in the ten seconds in which most came, when at least five times as many came as usual (MON-07); null
 * otherwise. `lines` are read only then. Pages that are somebody's own and requests that change something are not counted.
 */
export function busiestPage(seconds: readonly SecondCount[], lines: () => readonly TimedLine[]): BurstEvidence | null {
  const windows = Map.groupBy(seconds, ({ second }) => Math.floor(second / windowSeconds) * windowSeconds);
  const counts = [...windows].map(([from, own]) => ({ from, requests: own.reduce((sum, { requests }) => sum + requests, 0) }));
  const busiest = counts.toSorted((a, b) => b.requests - a.requests)[0];
  const usual = Math.max(1, median(counts.map(({ requests }) => requests)));
  if (busiest === undefined || busiest.requests < leastRequests || busiest.requests < burstTimes * usual) return null;
  const inside = lines().filter(({ second }) => second >= busiest.from - 1 && second <= busiest.from + windowSeconds);
  const pages = Map.groupBy(
    inside.flatMap(({ text }) => pageOf(text) ?? []),
    ({ path }) => path,
  );
  const [top] = [...pages]
    .map(([path, own]) => ({ path, requests: total(own), cached: total(own.filter(({ isCached }) => isCached)) }))
    .toSorted((a, b) => b.requests - a.requests);
  return top === undefined ? null : { ...top, times: busiest.requests / usual };
}

interface PageLine {
  readonly path: string;
  readonly isCached: boolean;
  /** The line stands for so many. */
  readonly count: number;
}

function pageOf(line: string): PageLine | null {
  const [, path, status, cache] = / method=GET path="([^"]+)" .* status=(\d{3}) .* cache=(\S+) /.exec(line) ?? [];
  if (path === undefined || status === undefined || cache === undefined || Number(status) >= 300) return null;
  return { path, isCached: ['hit', 'stale', 'coalesced'].includes(cache), count: Number(/ sampled=(\d+)/.exec(line)?.[1] ?? 1) };
}

const total = (lines: readonly PageLine[]): number => lines.reduce((sum, { count }) => sum + count, 0);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
