import { indexAfter } from './game-order.ts';
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
  /** The participant's own order of games. */
  readonly order?: readonly string[];
}

/** What is asked of the pages on the way. */
interface Signs {
  readonly isShown: (place: PagePlace) => boolean;
  /** Of a page with which a loop would begin another pass. */
  readonly isOver?: (place: PagePlace) => boolean;
}

/** The next page that is shown, or the end. */
export function nextStop(plan: SessionPlan, way: Way, signs: Signs): Stop {
  const passed: PagePlace[] = [];
  for (const { index, place, isJumpedOver } of pagesAhead(plan, way, signs)) {
    if (place === null || (!isJumpedOver && signs.isShown(place))) return { index, place, passed };
    if (place.page.kind === 'wait') passed.push(place);
  }
  return { index: plan.pages.length + 1, place: null, passed };
}

interface PageAhead {
  readonly index: number;
  /** Null: the end. */
  readonly place: PagePlace | null;
  readonly isJumpedOver: boolean;
}

function* pagesAhead(plan: SessionPlan, { from, jumpTo, order = [] }: Way, signs: Signs): Generator<PageAhead> {
  let target = jumpTo;
  let leftOfLoop = 0;
  for (let index = from; index <= plan.pages.length;) {
    index = indexAfter(plan, index, order);
    const place = pageAt(plan, index);
    if (index === target) target = null;
    leftOfLoop = target === null && leftOfLoop === 0 ? pagesOver(place, signs) : Math.max(0, leftOfLoop - 1);
    yield { index, place, isJumpedOver: target !== null || leftOfLoop > 0 };
  }
}

/** So many pages are passed, this one included, because their loop is over. */
function pagesOver(place: PagePlace | null, { isOver }: Signs): number {
  const loop = place?.page.loop;
  return place && loop?.beginsPass && isOver?.(place) ? loop.pagesLeft : 0;
}
