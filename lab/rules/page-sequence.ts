import type { PagePlace, SessionPlan } from './session-plan.ts';
import { pageAt } from './session-plan.ts';

/** Where somebody comes to after a page. */
export interface Stop {
  /** One past the last page when there is nothing more to show. */
  readonly index: number;
  readonly place: PagePlace | null;
  /** Wait pages that were skipped on the way: they count this participant as arrived. */
  readonly passed: readonly PagePlace[];
}

/** The next page after `from` that is shown, or the end. */
export function nextStop(plan: SessionPlan, from: number, isShown: (place: PagePlace) => boolean): Stop {
  const passed: PagePlace[] = [];
  for (let index = from + 1; ; index += 1) {
    const place = pageAt(plan, index);
    if (!place || isShown(place)) return { index, place, passed };
    if (place.page.kind === 'wait') passed.push(place);
  }
}
