import type { Lab } from '../lab.ts';
import { answersFor, playsItself } from './dropout.ts';
import type { Visit } from './load-visit.ts';
import type { AskedForm } from './read-form.ts';
import { moveOn } from './move-on.ts';
import { departure, type Departure } from './save.ts';
import { formPlace, submitPage } from './submit-page.ts';

/** A participant on a page, as somebody else knows it. */
export interface KnownSpot {
  readonly code: string;
  readonly pageIndex: number;
}

/** Who is to be moved on. */
interface Push extends KnownSpot {
  /** The page is sent as if its button were pressed, and not as timed out. */
  readonly finishes?: boolean;
  /** What was typed and not sent counts. */
  readonly withDraft?: boolean;
}

/** Why somebody stays where they are. */
export type Stay = 'already moved' | 'waits for others' | 'has finished' | 'the session is paused';

/**
 * Moves somebody on without their browser: a form page is sent as timed out with nothing in it, a start link is opened. Nothing happens when
 * they are no longer on that page, or at a wait page. Gives the page they are on then.
 */
export async function pushOn(
  { code, pageIndex, finishes = false, withDraft = false }: Push,
  lab: Lab,
): Promise<{ readonly to: number } | { readonly stays: Stay }> {
  const decide = (visit: Visit): Departure | { readonly refusal: Stay } => {
    if (visit.row.pageIndex !== pageIndex) return { refusal: 'already moved' };
    if (visit.row.isPaused) return { refusal: 'the session is paused' };
    if (pageIndex === 0) return departure(visit, { left: null, isLooking: false });
    if (!visit.place) return { refusal: 'has finished' };
    const place = formPlace(visit.place);
    if (!place) return { refusal: 'waits for others' };
    return sent({ visit, place, finishes });
  };
  const moved = await moveOn({ code, page: `timeout ${pageIndex}`, withDraft, decide }, lab);
  return 'spot' in moved ? { to: moved.spot.pageIndex } : { stays: moved.refusal };
}

interface Unsent {
  readonly visit: Visit;
  readonly place: AskedForm['place'];
  readonly finishes: boolean;
}

/** The page with what was typed on it; for somebody who is gone, and for bots, with what the game answers. */
function sent({ visit, place, finishes }: Unsent): Departure | { readonly refusal: Stay } {
  const isPlayed = playsItself(visit.row.seat.participant);
  const tries = isPlayed ? answersFor(visit, place) : [{ posted: visit.row.draft ?? {}, timedOut: !finishes }];
  for (const answers of tries) {
    const result = submitPage(visit, place, { ...answers, ...byNobody });
    if (!('faults' in result)) return result;
  }
  return { refusal: 'already moved' };
}

const byNobody = { receipt: { intent: null, bodyHash: null }, isLooking: false };
