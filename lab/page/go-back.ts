import type { Lab } from '../lab.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { pageBefore } from '../rules/way-back.ts';
import { isShown } from './advance.ts';
import { spotOf } from './elsewhere.ts';
import type { Visit } from './load-visit.ts';
import { moveOn } from './move-on.ts';
import type { Reply } from './reply.ts';
import { departureTo, type Departure } from './save.ts';

/** Somebody who wants to see an earlier page again. */
export interface GoingBack {
  readonly code: string;
  /** The page's name for this process. */
  readonly page: string;
  readonly pageIndex: number;
  readonly steps: number;
}

/** The page to which somebody may go back from here, or null. */
export function wayBack(visit: Visit, place: PagePlace, steps: number): PagePlace | null {
  if (place.page.kind !== 'page' || !place.page.allowBack || visit.row.isPaused) return null;
  return pageBefore(visit.session.plan, place, { steps, isShown: (earlier) => isShown(visit, earlier) });
}

/** What was saved there is shown and can be sent anew. Nothing of the present page is saved. */
export async function goBack({ code, page, pageIndex, steps }: GoingBack, lab: Lab): Promise<Reply> {
  const decide = (visit: Visit): Departure | { readonly refusal: Visit } => {
    const { place, row } = visit;
    const target = place && row.pageIndex === pageIndex ? wayBack(visit, place, steps) : null;
    if (!target) return { refusal: visit };
    const to = { pageIndex: target.index, sub: target.sub };
    return departureTo(visit, { to, place: target, arrivals: [], clockInMs: null }, null);
  };
  const moved = await moveOn({ code, page, decide }, lab);
  return { kind: 'goTo', spot: 'spot' in moved ? moved.spot : spotOf(moved.refusal) };
}
