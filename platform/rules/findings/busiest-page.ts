import { triggerBefore } from '../monitor/bursts.ts';
import { isCached, type LoggedRequest } from '../monitor/router-request.ts';
import type { BurstEvidence, BurstTrigger } from './visitor-evidence.ts';

interface SecondCount {
  readonly second: number;
  readonly requests: number;
}

const windowSeconds = 10;
/** MON-07 */
const burstTimes = 5;
const leastRequests = 50;

/** What a rush is read out of, when there was one. */
interface Scene {
  readonly requests: readonly LoggedRequest[];
  /** What happened lately. */
  readonly events: readonly BurstTrigger[];
}

/**
 * The page that most asked for in the ten seconds in which most came, when at least five times as many came as usual (MON-07); null
 * otherwise. `scene` is read only then. Pages that are somebody's own and requests that change something are not counted.
 */
export function busiestPage(seconds: readonly SecondCount[], scene: () => Scene): BurstEvidence | null {
  const windows = Map.groupBy(seconds, ({ second }) => Math.floor(second / windowSeconds) * windowSeconds);
  const counts = [...windows].map(([from, own]) => ({ from, requests: own.reduce((sum, { requests }) => sum + requests, 0) }));
  const busiest = counts.toSorted((a, b) => b.requests - a.requests)[0];
  const usual = Math.max(1, median(counts.map(({ requests }) => requests)));
  if (busiest === undefined || busiest.requests < leastRequests || busiest.requests < burstTimes * usual) return null;
  const { from } = busiest;
  const { requests, events } = scene();
  const inside = requests.filter(({ second }) => second >= from - 1 && second <= from + windowSeconds).filter(isPage);
  const [top] = [...Map.groupBy(inside, ({ path }) => path)]
    .map(([path, own]) => ({ path, requests: total(own), cached: total(own.filter(isCached)) }))
    .toSorted((a, b) => b.requests - a.requests);
  return top === undefined ? null : { ...top, times: busiest.requests / usual, second: from, trigger: triggerBefore(from, events) };
}

const isPage = ({ method, status }: LoggedRequest): boolean => method === 'GET' && status < 300;

const total = (requests: readonly LoggedRequest[]): number => requests.reduce((sum, { count }) => sum + count, 0);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
