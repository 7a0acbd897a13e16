import { NoSuchThing } from '../errors.ts';
import { gamesInOrder } from './game-order.ts';
import type { PagePlace, SessionPlan } from './session-plan.ts';

/** Where `goto` leads: to a later game by its name, to the end, or to a later page of the same round. */
export type JumpTarget = string | { readonly page: string };

/** Where somebody is who jumps. */
export interface JumpFrom {
  readonly plan: SessionPlan;
  readonly from: PagePlace;
  /** Their own order of games. */
  readonly order?: readonly string[];
}

/** The names of the games that come after this page's. */
export function upcomingGames({ plan, from, order = [] }: JumpFrom): string[] {
  const names = gamesInOrder(plan, order);
  return names.slice(names.indexOf(from.playable.game.name) + 1);
}

/** The index of the page that a jump leads to, one past the last for the end. Throws when it would not lead forward. */
export function jumpIndex(where: JumpFrom, target: JumpTarget): number {
  const { plan, from } = where;
  if (target === 'end') return plan.pages.length + 1;
  if (typeof target === 'object') {
    const page = plan.pages.find(({ index, sub, page: { name } }) => sub === from.sub && index > from.index && name === target.page);
    if (!page) throw new NoSuchThing(`goto of ${from.page.name}: there is no page ${target.page} after it in the round.`);
    return page.index;
  }
  const upcoming = upcomingGames(where);
  const first = upcoming.includes(target) && plan.pages.find(({ playable }) => playable.game.name === target);
  if (!first)
    throw new NoSuchThing(`goto of ${from.page.name}: no game ${target} comes after it. There are: ${upcoming.join(', ') || 'none'}.`);
  return first.index;
}
