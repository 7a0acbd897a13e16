import type { Lab } from '../lab.ts';
import { fill, type BotTaken, type BotWish } from '../store/bots.ts';
import { showAnew } from './wake.ts';

/**
 * Bots take seats that nobody has taken up, or whose participants are gone. The server sends their pages a second after they open, whichever
 * process has time: with what the game's `autoplay` answers, else by chance. Gives the seats that were taken.
 */
export async function fillWithBots(wish: Omit<BotWish, 'before'> & Partial<BotWish>, lab: Lab): Promise<BotTaken[]> {
  const taken = await fill(lab.db, { before: null, ...wish });
  await showAnew(taken, lab);
  lab.logger.info('seats_filled_with_bots', { session: wish.sessionId, seats: taken.length });
  return taken;
}
