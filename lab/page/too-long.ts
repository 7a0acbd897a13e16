import { RostraError } from '#kit/errors/rostra-error.ts';
import { callAuthor, type WaitPage } from '../game/definition.ts';
import type { Lab } from '../lab.ts';
import { jumpIndex, type JumpTarget } from '../rules/jump.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { untilDone } from './again.ts';
import { spotOf } from './elsewhere.ts';
import { contextAt, loadVisit, orderOf, type Visit } from './load-visit.ts';
import { moveOn } from './move-on.ts';
import type { Reply } from './reply.ts';
import { departure, type Departure } from './save.ts';
import { loadMeeting, runMeeting } from './wait.ts';

/** Somebody at a wait page. */
interface WaitingSpot {
  readonly code: string;
  readonly pageIndex: number;
}

/**
 * The longest wait is over for somebody: when enough people are there, the meeting takes place with them. Who is missing walks through when
 * they come. Gives whether it took place.
 */
export function meetWithoutOthers({ code, pageIndex }: WaitingSpot, lab: Lab): Promise<boolean> {
  return untilDone(async () => {
    const { place, row, session, visitor } = await loadVisit(lab.db, { code, needs: new Set(), counter: 'here' }, lab);
    const enough = place?.page.kind === 'wait' ? place.page.minPresent : null;
    if (enough === null || row.pageIndex !== pageIndex || row.isPaused) return false;
    return lab.db.inTransaction(async (tx) => {
      const meeting = await loadMeeting(tx, { session, pageIndex, waiter: { id: visitor.participant, code }, holds: 'nobody' }, lab);
      if (meeting.visit.row.pageIndex !== pageIndex || present(meeting.visit, meeting.place) < enough) return false;
      await runMeeting(tx, meeting, lab);
      return true;
    });
  });
}

function present({ objects: { world }, row }: Visit, { page, sub, index }: PagePlace): number {
  const players = page.kind === 'wait' && page.scope === 'all' ? world.playersIn(sub) : world.membersOf(row.seat.group);
  return players.filter(({ participant }) => world.participant(participant).pageIndex === index).length;
}

/** Whether somebody who waits here may stop waiting by now. */
export function mayLeave({ row }: Visit, { maxWait, onTooLong }: WaitPage): boolean {
  return maxWait !== null && onTooLong !== null && row.nowMs - (row.arrivedMs ?? row.nowMs) >= 1000 * maxWait;
}

/** Somebody stops waiting, as the page allows after its longest wait. */
export async function stopWaiting({ code, pageIndex }: WaitingSpot, lab: Lab): Promise<Reply> {
  const decide = (visit: Visit): Departure | { readonly refusal: Visit } => {
    const { place, row } = visit;
    if (place?.page.kind !== 'wait' || row.pageIndex !== pageIndex || row.isPaused) return { refusal: visit };
    if (!mayLeave(visit, place.page)) throw new TooEarly();
    const jumpTo = targetOf(visit, { ...place, page: place.page });
    return departure(visit, { left: { isWait: true, timedOut: true, intent: null, bodyHash: null }, isLooking: true, jumpTo });
  };
  const moved = await moveOn({ code, page: `stop ${pageIndex}`, decide }, lab);
  return { kind: 'goTo', spot: 'spot' in moved ? moved.spot : spotOf(moved.refusal) };
}

/** Where the page says that they go; null: on as usual. */
function targetOf(visit: Visit, place: PagePlace & { readonly page: WaitPage }): number | null {
  const { onTooLong } = place.page;
  if (onTooLong === null || onTooLong === 'leave') return null;
  const target: JumpTarget | null | undefined =
    typeof onTooLong === 'object'
      ? onTooLong.goto
      : visit.objects.world.writing(() => callAuthor(onTooLong, contextAt(visit, { place, callback: 'onTooLong' })));
  return target === null || target === undefined
    ? null
    : jumpIndex({ plan: visit.session.plan, from: place, order: orderOf(visit) }, target);
}

class TooEarly extends RostraError {
  constructor() {
    super({
      code: 'LAB_STILL_WAITING',
      status: 409,
      message: 'You can stop waiting a little later.',
      hint: 'The page shows a button when it is time.',
    });
  }
}
