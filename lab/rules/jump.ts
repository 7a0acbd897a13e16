import { NoSuchThing } from '../errors.ts';
import type { PagePlace, SessionPlan } from './session-plan.ts';

/** Where `goto` leads: to a later game by its name, to the end, or to a later page of the same round. */
export type JumpTarget = string | { readonly page: string };

/** The names of the games that come after this page's. */
export function upcomingGames(plan: SessionPlan, from: PagePlace): string[] {
  const later = plan.subs.filter(({ sub, playable }) => sub > from.sub && playable !== from.playable);
  return [...new Set(later.map(({ playable }) => playable.game.name))];
}

/** The index of the page that a jump leads to, one past the last for the end. Throws when it would not lead forward. */
export function jumpIndex(plan: SessionPlan, from: PagePlace, target: JumpTarget): number {
  if (target === 'end') return plan.pages.length + 1;
  if (typeof target === 'object') {
    const page = plan.pages.find(({ index, sub, page: { name } }) => sub === from.sub && index > from.index && name === target.page);
    if (!page) throw new NoSuchThing(`goto of ${from.page.name}: there is no page ${target.page} after it in the round.`);
    return page.index;
  }
  const first = plan.pages.find(({ sub, playable }) => sub > from.sub && playable !== from.playable && playable.game.name === target);
  if (!first)
    throw new NoSuchThing(
      `goto of ${from.page.name}: no game ${target} comes after it. There are: ${upcomingGames(plan, from).join(', ') || 'none'}.`,
    );
  return first.index;
}
