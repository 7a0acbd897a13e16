import { callAuthor } from '../game/definition.ts';
import { commonContext } from '../game/objects/context-for.ts';
import type { Lab } from '../lab.ts';
import { timeoutOf } from '../page/advance.ts';
import { untilDone } from '../page/again.ts';
import { loadVisit, orderOf, type Visit } from '../page/load-visit.ts';
import { moveOn } from '../page/move-on.ts';
import { departure, manyChanges, type Departure } from '../page/save.ts';
import { jumpIndex } from '../rules/jump.ts';
import { clockMs } from '../rules/timeout.ts';
import { write } from '../store/changes.ts';
import { clear, mark, noteAbsent, startClock } from '../store/dropouts.ts';
import { hold } from '../store/locks.ts';
import { showAnew, wake } from './wake.ts';

/**
 * Somebody no longer takes part: from now on their pages are sent by themselves as the game's `dropout` says, or their group ends. They may
 * come back. Gives false when that was so before, or they have finished.
 */
export async function markDropout(code: string, lab: Lab): Promise<boolean> {
  const marked = await mark(lab.db, code);
  if (!marked) return false;
  lab.logger.info('dropout_marked', { session: marked.sessionId, participant: code, pageIndex: marked.pageIndex });
  const visit = await loadVisit(lab.db, { code, needs: new Set(['members']), counter: 'here' }, lab);
  if (visit.place?.playable.game.dropout.instead === 'endGroup') await endGroup(visit, lab);
  await showAnew([{ code, pageIndex: marked.pageIndex }], lab);
  return true;
}

/** Somebody who was gone takes part again, from the page where they are now. Gives false when they were never gone. */
export async function bringBack(code: string, lab: Lab): Promise<boolean> {
  const back = await clear(lab.db, code);
  if (!back) return false;
  lab.logger.info('dropout_back', { session: back.sessionId, participant: code, pageIndex: back.pageIndex });
  const { place, visitor, row, ...visit } = await loadVisit(lab.db, { code, needs: new Set(['all', 'shared']), counter: 'here' }, lab);
  const inMs = place && clockMs(timeoutOf({ ...visit, place, visitor, row }, place), true);
  if (inMs !== null) await startClock(lab.db, { participant: visitor.participant, pageIndex: row.pageIndex, inMs });
  await showAnew([{ code, pageIndex: back.pageIndex }], lab);
  return true;
}

/**
 * A participant's page says that nobody has touched it for long. In a game that asks for it they count as gone; in a lobby they are not put
 * into a group.
 */
export async function sayIdle(code: string, lab: Lab): Promise<void> {
  const { place } = await loadVisit(lab.db, { code, needs: new Set(), counter: 'here' }, lab);
  if (place?.playable.game.dropout.idle !== null && place?.page.kind === 'page') await markDropout(code, lab);
  else await noteAbsent(lab.db, code);
}

/** The callback once, with everybody held; then each member goes where the game says. */
async function endGroup({ row, code }: Visit, lab: Lab): Promise<void> {
  const members = await untilDone(() =>
    lab.db.inTransaction(async (tx) => {
      const everybody = true; // the callback may write anything
      const needs = new Set(['all', 'shared', 'groupLock', 'sessionLock'] as const);
      const held = hold(tx, { participant: row.seat.participant.id, subs: [row.sub], everybody });
      const [visit] = await Promise.all([loadVisit(tx, { code, needs, counter: 'here' }, lab), held]);
      const { objects, place } = visit;
      const { group } = visit.row.seat;
      const people = objects.world.membersOf(group).map((player) => objects.world.participant(player.participant));
      if (!place || group.data[endedKey] !== undefined) return people.map((person) => ({ ...person, sub: row.sub }));
      objects.world.changes.ofGroup(group)[endedKey] = 'dropout';
      group.data[endedKey] = 'dropout';
      const { onEnd } = place.playable.game.dropout;
      const context = commonContext(objects, place.sub, { nowMs: visit.row.nowMs, callback: 'onEnd', about: `group ${group.number}` });
      if (onEnd) objects.world.writing(() => callAuthor(onEnd, objects.group(group), context));
      write(tx, manyChanges(visit.session.facts.id, objects.world.changes));
      return people.map((person) => ({ ...person, sub: row.sub }));
    }),
  );
  for (const member of members) await leaveGroup(member, lab);
  await wake(members, lab);
}

/** Under which name a group's data say that it has ended. No declared field has a colon in its name. */
const endedKey = 'ended:';

/** Nothing happens when they are in another round by now. */
async function leaveGroup({ code, sub }: { readonly code: string; readonly sub: number }, lab: Lab): Promise<void> {
  const decide = (visit: Visit): Departure | { readonly refusal: null } => {
    const { place, session } = visit;
    if (!place || place.sub !== sub) return { refusal: null };
    const { endGroup: target } = place.playable.game.dropout;
    const jumpTo = jumpIndex({ plan: session.plan, from: place, order: orderOf(visit) }, target);
    return departure(visit, { left: null, isLooking: false, jumpTo });
  };
  await moveOn({ code, page: `end group ${sub}`, decide }, lab);
}
