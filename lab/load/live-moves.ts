import type { Bot } from '../game/bot.ts';
import { callAuthor, type FormPage, type LivePart, type PlayableGame } from '../game/definition.ts';
import { randomValue, type Chance } from '../bots/random-value.ts';

/** A message to a live page. */
export interface LiveMove {
  readonly type: string;
  readonly data: unknown;
}

/** What somebody does on a live page who sees this state; null: nothing, until there is another. */
export type LiveMoves = (page: string, state: unknown, random: { next(): number }) => LiveMove | null;

/** As the bots of these games say for a single person (`act`); messages drawn by chance where they say nothing. */
export function liveMoves(games: readonly PlayableGame[], bots: readonly Bot[]): LiveMoves {
  const pages = new Map(games.flatMap((game) => livePagesOf(game).map((page) => [page.name, { game, live: page.live }] as const)));
  return (page, state, random) => {
    const here = pages.get(page);
    if (!here?.live) return null;
    const act = bots.find(({ game }) => game === here.game)?.act;
    if (!act) return drawn(here.live, () => random.next());
    const move = callAuthor(act, { page, state, chance: () => random.next() });
    return move && { type: move[0], data: move[1] };
  };
}

const livePagesOf = ({ pages }: PlayableGame): FormPage[] =>
  pages.filter((page): page is FormPage => page.kind === 'page' && page.live !== null);

/** One of the messages whose fields the game has named. */
function drawn({ messages }: LivePart, chance: Chance): LiveMove | null {
  const kinds = Object.entries(messages);
  const [type, fields] = kinds[Math.floor(chance() * kinds.length)] ?? [];
  if (type === undefined) return null;
  return { type, data: Object.fromEntries(Object.entries(fields ?? {}).map(([name, spec]) => [name, randomValue(spec, chance)])) };
}
