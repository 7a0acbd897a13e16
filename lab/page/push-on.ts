import type { Lab } from '../lab.ts';
import type { Visit } from './load-visit.ts';
import { moveOn } from './move-on.ts';
import { departure, type Departure } from './save.ts';
import { formPlace, submitPage } from './submit-page.ts';

/** A participant on a page, as somebody else knows it. */
export interface KnownSpot {
  readonly code: string;
  readonly pageIndex: number;
}

/** Why somebody stays where they are. */
export type Stay = 'already moved' | 'waits for others' | 'has finished';

/**
 * Moves somebody on without their browser: a form page is sent as timed out with nothing in it, a start link is opened. Nothing happens when
 * they are no longer on that page, or at a wait page. Gives the page they are on then.
 */
export async function pushOn({ code, pageIndex }: KnownSpot, lab: Lab): Promise<{ readonly to: number } | { readonly stays: Stay }> {
  const decide = (visit: Visit): Departure | { readonly refusal: Stay } => {
    if (visit.row.pageIndex !== pageIndex) return { refusal: 'already moved' };
    if (pageIndex === 0) return departure(visit, { left: null, isLooking: false });
    if (!visit.place) return { refusal: 'has finished' };
    const place = formPlace(visit.place);
    if (!place) return { refusal: 'waits for others' };
    const result = submitPage(visit, place, { posted: {}, timedOut: true, receipt: { intent: null, bodyHash: null }, isLooking: false });
    return 'faults' in result ? { refusal: 'already moved' } : result;
  };
  const moved = await moveOn({ code, page: `timeout ${pageIndex}`, decide }, lab);
  return 'spot' in moved ? { to: moved.spot.pageIndex } : { stays: moved.refusal };
}
