import type { PagePlace } from '../rules/session-plan.ts';
import { pageBefore } from '../rules/way-back.ts';
import { isShown } from './advance.ts';
import type { Visit } from './load-visit.ts';

/** The page to which somebody may go back from here, or null. */
export function wayBack(visit: Visit, place: PagePlace, steps: number): PagePlace | null {
  if (place.page.kind !== 'page' || !place.page.allowBack || visit.row.isPaused) return null;
  return pageBefore(visit.session.plan, place, { steps, isShown: (earlier) => isShown(visit, earlier) });
}
