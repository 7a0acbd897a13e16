import { BadProject } from '../errors.ts';
import type { PlayableGame } from './definition.ts';

/** Games that each participant plays in a random order of their own. */
export interface Shuffled {
  readonly shuffle: readonly string[];
}

/** `order: shuffle(['risk', 'trust'])`: games of a session by name, one after the other among its `games`, without wait pages. */
export function shuffle(games: readonly string[]): Shuffled {
  return { shuffle: games };
}

/** The names of the games, as they stand in the session. Throws BadProject when they cannot be played in any order. */
export function shuffledGames(session: string, games: readonly PlayableGame[], order: Shuffled | undefined): readonly string[] {
  if (!order) return [];
  const names = games.map(({ game }) => game.name);
  const places = order.shuffle.map((name) => names.indexOf(name)).toSorted((a, b) => a - b);
  const [first = -1] = places;
  const shuffled = games.slice(first, first + places.length);
  const waits = shuffled.find(({ pages }) => pages.some((page) => page.kind === 'wait' || page.live !== null));
  const rules: readonly [isBroken: boolean, fault: string, cure: string][] = [
    [first === -1, 'order names a game that the session does not play', `It plays: ${names.join(', ')}.`],
    [places.length < 2 || new Set(places).size < places.length, 'order names fewer than two games', 'Name each of them once.'],
    [places.some((place, at) => place !== first + at), 'the games of order do not follow one another', 'Put them side by side in games.'],
    [
      waits !== undefined,
      `order shuffles ${waits?.game.name}, where people meet`,
      'Only games that people play alone can come in any order.',
    ],
  ];
  const broken = rules.find(([isBroken]) => isBroken);
  if (broken) throw new BadProject(`the session ${session}: ${broken[1]}`, { at: 'order', cure: broken[2] });
  return shuffled.map(({ game }) => game.name);
}
