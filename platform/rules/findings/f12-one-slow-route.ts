import { look } from './actions.ts';
import { slowMs } from './evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** Fewer say nothing of a pattern. */
export const leastTimeouts = 5;
const oneRouteShare = 0.8;

/** The route group that has four of five timeouts; null: there is none, or too few to tell. */
export function worstRoute(
  timeouts: MonitorEvidence['timeouts'],
): { readonly route: string; readonly count: number; readonly all: number } | null {
  const all = Object.values(timeouts).reduce((sum, count) => sum + count, 0);
  const [worst] = Object.entries(timeouts).toSorted(([, a], [, b]) => b - a);
  if (worst === undefined || all < leastTimeouts || worst[1] < oneRouteShare * all) return null;
  return { route: worst[0], count: worst[1], all };
}

/** F12: nearly all timeouts are of one route, and the others are quick. */
export function oneSlowRoute({ timeouts, routes }: MonitorEvidence): Found | null {
  const worst = worstRoute(timeouts);
  const others = routes.filter(({ route }) => route !== worst?.route);
  const slowest = Math.max(0, ...others.map(({ p95Ms }) => p95Ms));
  if (worst === null || slowest >= slowMs) return null;
  return found('F12', {
    scope: worst.route,
    title: `One slow page runs into the time limit: ${worst.route}`,
    evidence: [
      { text: `of ${worst.all} requests that ran into the limit asked for ${worst.route}`, value: worst.count, unit: '' },
      { text: 'slowest of the other pages, 95 of 100 within', value: Math.round(slowest), unit: 'ms' },
    ],
    actions: [
      look('See those requests', 'logs', 'code=H12'),
      look('Give this page more time: firstByte of a route in rostra.json', 'settings'),
    ],
    weight: worst.count,
  });
}
