import { drawnMessage, livePartOf, type LiveMove } from '../bots/drawn-message.ts';
import type { Bot } from '../game/bot.ts';
import { callAuthor, type PlayableGame } from '../game/definition.ts';

/** What somebody does on a live page who sees this state; null: nothing, until there is another. */
export type LiveMoves = (page: string, state: unknown, random: { next(): number }) => LiveMove | null;

/** As the bots of these games say for a single person (`act`); messages drawn by chance where they say nothing. */
export function liveMoves(games: readonly PlayableGame[], bots: readonly Bot[]): LiveMoves {
  return (page, state, random) => {
    const game = games.find((one) => livePartOf(one, page) !== null);
    if (!game) return null;
    const act = bots.find((bot) => bot.game === game)?.act;
    if (!act) return drawnMessage(game, page, random);
    const move = callAuthor(act, { page, state, chance: () => random.next() });
    return move && { type: move[0], data: move[1] };
  };
}
