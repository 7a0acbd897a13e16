import type { Lab } from '../lab.ts';
import { spotOf } from './elsewhere.ts';
import type { Visit } from './load-visit.ts';
import { moveOn } from './move-on.ts';
import type { Reply } from './reply.ts';
import { departureTo, type Departure } from './save.ts';
import { wayBack } from './way-back.ts';

/** Somebody who wants to see an earlier page again. */
export interface GoingBack {
  readonly code: string;
  /** The page's name for this process. */
  readonly page: string;
  readonly pageIndex: number;
  readonly steps: number;
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
