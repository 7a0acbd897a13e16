import type { LivePart, PageDefinition } from '../game/definition.ts';
import type { Lab } from '../lab.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import type { LivePlace, LiveSpot } from './live-visit.ts';
import { loadVisit } from './load-visit.ts';

/** A participant whose browser has opened a connection beside a page. */
export interface OpenPage {
  readonly sessionId: number;
  readonly code: string;
  /** The session's, which nobody knows outside. */
  readonly seed: string;
  /** The participant's id. */
  readonly participant: number;
  /** False: they are somewhere else by now. */
  readonly isHere: boolean;
  /** Null when the page is not live. */
  readonly live: { readonly spot: LiveSpot; readonly group: number } | null;
}

/** One trip. Throws when there is no such participant. */
export async function openPage({ code, pageIndex }: { readonly code: string; readonly pageIndex: number }, lab: Lab): Promise<OpenPage> {
  const { row, place, session } = await loadVisit(lab.db, { code, needs: new Set(), counter: 'here' }, lab);
  const participant = row.seat.participant.id;
  const live = place && livePlace(place);
  return {
    sessionId: row.sessionId,
    code,
    seed: session.facts.seed,
    participant,
    isHere: row.pageIndex === pageIndex,
    live: live && { spot: { session, place: live, participant }, group: row.seat.group.id },
  };
}

/** The place as that of a live page, or null when it is none. */
export function livePlace(place: PagePlace): LivePlace | null {
  const { page } = place;
  return isLive(page) ? { ...place, page } : null;
}

function isLive(page: PageDefinition): page is PageDefinition & { readonly live: LivePart } {
  return page.live !== null;
}
