import { mergedPacked } from './latency-buckets.ts';
import type { RouteCounts } from './router-sample.ts';

/** What went through the route groups of an app in a step. */
export type RoutesOfStep = Readonly<Record<string, RouteCounts>>;

/** Where groups go that there are too many of. */
export const otherRoutes = 'other';

/** The groups that a step is kept with: those that took most of the time. */
const keptGroups = 20;

/** Steps as one: the groups in which most time was spent, all others together as `other`. */
export function mergedRoutes(parts: readonly RoutesOfStep[]): RoutesOfStep {
  const groups = Map.groupBy(
    parts.flatMap((part) => Object.entries(part)),
    ([route]) => route,
  );
  const all = [...groups].map(([route, own]): [string, RouteCounts] => [route, together(own.map(([, counts]) => counts))]);
  const known = all.filter(([route]) => route !== otherRoutes).toSorted(([, a], [, b]) => b.totalMs - a.totalMs || b.requests - a.requests);
  const rest = [...known.slice(keptGroups), ...all.filter(([route]) => route === otherRoutes)].map(([, counts]) => counts);
  const kept = known.slice(0, keptGroups);
  return Object.fromEntries(rest.length === 0 ? kept : [...kept, [otherRoutes, together(rest)]]);
}

function together(parts: readonly RouteCounts[]): RouteCounts {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  return {
    requests: parts.reduce((sum, part) => sum + part.requests, 0),
    failed: parts.reduce((sum, part) => sum + part.failed, 0),
    totalMs: Math.round(parts.reduce((sum, part) => sum + part.totalMs, 0)),
    buckets: mergedPacked(parts.map((part) => part.buckets)),
  };
}
