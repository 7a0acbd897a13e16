import type { Lab } from '../lab.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { seen } from '../store/presence.ts';
import { isOpenGate } from './advance.ts';
import { spotOf } from './elsewhere.ts';
import { pageKey, type Visit } from './load-visit.ts';
import { lookAtLobby } from './match.ts';
import { moveOn } from './move-on.ts';
import type { Reply } from './reply.ts';
import { departure, type Departure } from './save.ts';
import { frameOf } from './show.ts';
import { showPaused, showWait } from './show-wait.ts';

/** Somebody looks at a page where they wait. Null: something happened by that, and they have to look again. */
export async function lookAtWait(visit: Visit, { page, ...rest }: PagePlace, lab: Lab): Promise<Reply | null> {
  const { row } = visit;
  if (isGone(visit)) return { kind: 'away', frame: frameOf(visit) };
  if (row.isPaused || page.kind !== 'wait') return { kind: 'wait', wait: showPaused(visit) };
  const place = { ...rest, page };
  const key = pageKey(place);
  const shown = lab.needs.learning(key, 'show', () => (row.isOver || isOpenGate(visit, place) ? null : showWait(visit, place)));
  if (shown === null) {
    const moved = await passGate({ code: visit.code, pageIndex: place.index, isLooking: true }, lab);
    return { kind: 'goTo', spot: 'spot' in moved ? moved.spot : spotOf(moved.refusal) };
  }
  if (row.crowd?.isPresent !== false) return { kind: 'wait', wait: shown };
  await seen(lab.db, [visit.code]);
  await lookAtLobby({ sessionId: row.sessionId, page: row.pageIndex }, lab);
  return null;
}

/** Whose page is not for them to send now: the session is paused, or they are taken to be gone. */
export function isHeldBack(visit: Visit): boolean {
  return visit.row.isPaused || isGone(visit);
}

function isGone({ row }: Visit): boolean {
  return row.seat.participant.status === 'dropout';
}

/** Who is about to walk through an open gate. */
export interface GatePasser {
  readonly code: string;
  readonly pageIndex: number;
  /** Their browser does it itself. */
  readonly isLooking: boolean;
}

/** Sends somebody on who waits at a gate that is open now. */
export function passGate({ code, pageIndex, isLooking }: GatePasser, lab: Lab) {
  const decide = (visit: Visit): Departure | { readonly refusal: Visit } => {
    if (visit.row.pageIndex !== pageIndex || visit.row.isPaused) return { refusal: visit };
    return departure(visit, { left: { isWait: true, timedOut: false, intent: null, bodyHash: null }, isLooking });
  };
  return moveOn({ code, page: `gate ${pageIndex}`, decide }, lab);
}
