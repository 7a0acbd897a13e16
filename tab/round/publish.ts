import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';

/** Makes the draw public: everybody sees all of it from the same moment, or nobody sees any of it. */
export function publishDraw(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'draw_published',
    isPublic: true,
    refusal: (now) => (now.drawStatus === 'C' ? null : now.drawStatus === 'R' ? 'is public already' : 'has no confirmed draw yet'),
    write: (tx, now) => rounds.setDrawStatus(tx, { id: now.id, status: 'R', publishedAt: new Date(tab.clock.nowMs()) }),
  });
}

/** Takes a public draw back; no public page shows it once this is answered. */
export function withdrawDraw(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'draw_withdrawn',
    isPublic: true,
    refusal: (now) => (now.isCompleted ? 'is over' : now.drawStatus === 'R' ? null : 'is not public'),
    write: (tx, now) => rounds.setDrawStatus(tx, { id: now.id, status: 'C', publishedAt: null }),
  });
}
