import { NothingThere } from '../errors.ts';
import type { DebateId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import * as kept from '../store/kept.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';

export interface KeepWish extends RoundWish {
  readonly debateId: DebateId;
  readonly what: 'panel' | 'room';
  readonly isKept: boolean;
}

const mayKeep = (now: Round): string | null => (now.drawStatus === 'N' ? 'has not been drawn' : now.isCompleted ? 'is over' : null);

/** Says that a debate's panel or room stays as it is when the round's are given out anew, or no longer. */
export function keep(tab: Tab, { debateId, what, isKept, ...wish }: KeepWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: `${what}_${isKept ? 'kept' : 'released'}`,
    refusal: mayKeep,
    write: async (tx, now) => {
      const change = { roundId: now.id, debateId, isKept };
      const done = what === 'panel' ? await kept.keepPanel(tx, change) : await kept.keepRoom(tx, change);
      if (done === null) throw new NothingThere(`debate ${debateId} in ${now.name}`);
    },
  });
}
