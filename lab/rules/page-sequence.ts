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

/** The way on from a page. */
export interface Way {
  readonly from: number;
  /** Pages before this one are jumped over. */
  readonly jumpTo: number | null;
}

/** The next page that is shown, or the end. */
export function nextStop(plan: SessionPlan, { from, jumpTo }: Way, isShown: (place: PagePlace) => boolean): Stop {
  const passed: PagePlace[] = [];
  for (let index = from + 1; ; index += 1) {
    const place = pageAt(plan, index);
    const isJumpedOver = jumpTo !== null && index < jumpTo;
    if (!place || (!isJumpedOver && isShown(place))) return { index, place, passed };
    if (place.page.kind === 'wait') passed.push(place);
  }
}
