import type { SessionPlan } from './session-plan.ts';

/** A game of a session that people play in an order of their own, and its pages. */
export interface ShuffledGame {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/** The participant's field that holds the order of their shuffled games: `risk,trust`. */
export const orderField = 'gameOrder';

/** The names of the shuffled games in the order in which somebody plays them; none when everybody plays all games in the same order. */
export function ownOrder({ shuffled }: SessionPlan, data: Readonly<Record<string, unknown>>): readonly string[] {
  const order = data[orderField];
  return shuffled.length > 0 && typeof order === 'string' ? order.split(',') : [];
}

/** The page that comes after this one, for somebody with this order. */
export function indexAfter(plan: SessionPlan, index: number, order: readonly string[]): number {
  const [first, ...others] = plan.shuffled;
  if (!first || order.length === 0) return index + 1;
  const firstPage = (name: string | undefined): number | undefined => plan.shuffled.find((game) => game.name === name)?.first;
  const left = plan.shuffled.find(({ last }) => last === index);
  if (left) return firstPage(order[order.indexOf(left.name) + 1]) ?? (others.at(-1) ?? first).last + 1;
  return index + 1 === first.first ? (firstPage(order[0]) ?? index + 1) : index + 1;
}

/** How many pages lie before this one, for somebody with this order. */
export function pagesBehind(plan: SessionPlan, index: number, order: readonly string[]): number {
  const here = plan.shuffled.find(({ first, last }) => first <= index && index <= last);
  const start = plan.shuffled[0]?.first ?? 1;
  if (!here || order.length === 0) return Math.max(0, index - 1);
  const before = order.slice(0, order.indexOf(here.name));
  const played = plan.shuffled.filter(({ name }) => before.includes(name)).reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return start - 1 + played + index - here.first;
}

/** How far somebody with this order is: the how manieth page this one is to them; 0 before the start, past the last when they have finished. */
export function placeInOrder(plan: SessionPlan, index: number, order: readonly string[]): number {
  return index === 0 || index > plan.pages.length ? index : pagesBehind(plan, index, order) + 1;
}

/** The names of all games, as somebody with this order plays them. */
export function gamesInOrder({ subs, shuffled }: SessionPlan, order: readonly string[]): string[] {
  const names = [...new Set(subs.map(({ playable }) => playable.game.name))];
  const start = names.indexOf(shuffled[0]?.name ?? '');
  return order.length === 0 ? names : names.toSpliced(start, shuffled.length, ...order);
}
