import type { BurstTrigger } from '../findings/visitor-evidence.ts';
import type { TrafficStep } from '../traffic.ts';

/** Many more requests at once than usual (MON-07). */
export interface Burst {
  readonly second: number;
  readonly seconds: number;
  readonly requests: number;
  readonly cached: number;
  /** As many times as usual. */
  readonly times: number;
  readonly trigger: BurstTrigger | null;
}

const spanSeconds = 10;
const burstTimes = 5;
const leastRequests = 50;
const triggerSeconds = 120;
const mostBursts = 20;

/** Spans of ten seconds with five times the usual number of requests or more; those that touch are one. The largest twenty, in their order. */
export function burstsIn(steps: readonly TrafficStep[], events: readonly BurstTrigger[]): readonly Burst[] {
  const spans = [...Map.groupBy(steps, ({ second }) => Math.floor(second / spanSeconds) * spanSeconds)]
    .map(([second, own]) => ({ second, requests: sumOf(own, ({ ok, failed }) => ok + failed), cached: sumOf(own, cachedIn) }))
    .toSorted((a, b) => a.second - b.second);
  const usual = Math.max(1, median(spans.map(({ requests }) => requests)));
  const crowded = spans.filter(({ requests }) => requests >= leastRequests && requests >= burstTimes * usual);
  const groups: (typeof crowded)[] = [];
  for (const span of crowded) {
    const last = groups.at(-1);
    if (last?.at(-1)?.second === span.second - spanSeconds) last.push(span);
    else groups.push([span]);
  }
  return groups
    .map((own) => ({
      second: own[0]?.second ?? 0,
      seconds: own.length * spanSeconds,
      requests: sumOf(own, ({ requests }) => requests),
      cached: sumOf(own, ({ cached }) => cached),
      times: Math.round(Math.max(...own.map(({ requests }) => requests)) / usual),
      trigger: triggerBefore(own[0]?.second ?? 0, events),
    }))
    .toSorted((a, b) => b.requests - a.requests)
    .slice(0, mostBursts)
    .toSorted((a, b) => a.second - b.second);
}

/** The last that happened in the two minutes before a rush, or as it began. */
export function triggerBefore(second: number, events: readonly BurstTrigger[]): BurstTrigger | null {
  const before = events.filter((event) => event.second >= second - triggerSeconds && event.second < second + spanSeconds);
  return before.toSorted((a, b) => b.second - a.second)[0] ?? null;
}

/** `412 requests in 20 s, 9 times as many as usual, 380 of them from the cache; just before: Draw of round 3` */
export function burstWords({ seconds, requests, cached, times, trigger }: Burst): string {
  const kept = cached === 0 ? 'none of them from the cache' : `${cached} of them from the cache`;
  const cause = trigger === null ? '' : `; just before: ${trigger.text}`;
  return `${requests} requests in ${seconds} s, ${times} times as many as usual, ${kept}${cause}`;
}

const cachedIn = ({ cache }: TrafficStep): number => (cache['hit'] ?? 0) + (cache['stale'] ?? 0) + (cache['coalesced'] ?? 0);

const sumOf = <Item>(items: readonly Item[], of: (item: Item) => number): number => items.reduce((sum, item) => sum + of(item), 0);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
