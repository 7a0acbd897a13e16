import { RoundMovedOn, WrongInput } from '../errors.ts';
import * as allocations from '../store/allocations.ts';
import * as panels from '../store/panels.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { holdBoard } from './hold-board.ts';
import { mayAllocate } from './seat-store.ts';

/** Puts everybody back where they sat before all panels were last given out or cleared; moves made since go too. */
export async function undoAllocation(tab: Tab, wish: RoundWish): Promise<void> {
  const last = await allocations.standing(tab.db, { tournamentId: wish.tournament.id, seq: wish.round.seq });
  if (last === null) throw new WrongInput('There is no allocation to take back.');
  await changeRound(tab, wish, {
    verb: 'allocation_undone',
    refusal: mayAllocate,
    write: async (tx, now) => {
      const { rooms, elsewhere } = await holdBoard(tx, wish, now);
      const ids = new Set(rooms.map(({ id }) => id));
      if (last.before.some(([debateId]) => !ids.has(debateId))) throw new RoundMovedOn(now.name, 'has other debates since then');
      const seats = last.before.map(([debateId, adjudicatorId, place]) => ({ debateId, adjudicatorId, place }));
      await panels.replaceOfRound(
        tx,
        now.id,
        seats.filter(({ adjudicatorId }) => !elsewhere.has(adjudicatorId)),
      );
    },
  });
}
