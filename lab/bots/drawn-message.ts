import type { Random } from '#kit/math/random.ts';
import type { LivePart, PlayableGame } from '../game/definition.ts';
import { randomValue } from '../rules/random-value.ts';

/** A message to a live page. */
export interface LiveMove {
  readonly type: string;
  readonly data: unknown;
}

/** One of the messages that a live page of this name takes, its fields drawn by chance; null when it takes none. */
export function drawnMessage(game: PlayableGame, page: string, random: Pick<Random, 'next'>): LiveMove | null {
  const kinds = Object.entries(livePartOf(game, page)?.messages ?? {});
  const chance = (): number => random.next();
  const [type, fields] = kinds[Math.floor(chance() * kinds.length)] ?? [];
  if (type === undefined) return null;
  return { type, data: Object.fromEntries(Object.entries(fields ?? {}).map(([name, spec]) => [name, randomValue(spec, chance)])) };
}

/** Null when the game has no live page of this name. */
export function livePartOf({ pages }: PlayableGame, name: string): LivePart | null {
  const page = pages.find((one) => one.name === name);
  return page?.kind === 'page' ? page.live : null;
}
