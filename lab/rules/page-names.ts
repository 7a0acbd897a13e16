import type { PlayableGame } from '../game/definition.ts';

/** A page of a session by its names, as exports and monitors write them. */
export interface PageName {
  readonly game: string;
  readonly page: string;
  readonly round: number;
  readonly isWait: boolean;
  /** Of its loop; 1 elsewhere. */
  readonly pass: number;
}

/**
 * The pages of a session in order, from the rounds that are stored with it. A game that the project no longer has leaves no pages, so an
 * old session can still be exported.
 */
export function pageNames(
  rounds: readonly { readonly game: string; readonly round: number }[],
  games: readonly PlayableGame[],
): PageName[] {
  const byName = new Map(games.map((playable) => [playable.game.name, playable.pages]));
  return rounds.flatMap(({ game, round }) =>
    (byName.get(game) ?? []).map((page) => ({ game, page: page.name, round, isWait: page.kind === 'wait', pass: page.loop?.pass ?? 1 })),
  );
}

/** The last page somebody has reached: the last of all for who has finished, null for who has not started. */
export function lastPageReached(names: readonly PageName[], pageIndex: number): PageName | null {
  return pageIndex === 0 ? null : (names[Math.min(pageIndex, names.length) - 1] ?? null);
}
