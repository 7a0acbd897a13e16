import type { Lab } from '../lab.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { clockMs } from '../rules/timeout.ts';
import { markSeen } from '../store/timers.ts';
import { timeoutOf } from './advance.ts';
import { pageKey, type Visit } from './load-visit.ts';

/**
 * The deadline of the page, by the database's clock; null when it has none. Somebody who was released from a wait page and comes before
 * their clock started by itself starts it now; that takes a trip of its own, once.
 */
export async function deadlineAtLook(visit: Visit, place: PagePlace, lab: Lab): Promise<number | null> {
  const { deadlineMs, isClockSeen, pageIndex } = visit.row;
  if (deadlineMs === null || isClockSeen) return deadlineMs;
  const seconds = lab.needs.learning(pageKey(place), 'show', () => timeoutOf(visit, place));
  const inMs = clockMs(seconds, true) ?? 0;
  return (await markSeen(lab.db, { participant: visit.visitor.participant, pageIndex, inMs })) ?? deadlineMs;
}
