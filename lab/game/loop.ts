import { BadGame } from '../errors.ts';
import type { ReadCtx } from './context.ts';
import type { Callback, PageDefinition } from './definition.ts';
import type { Page } from './page.ts';
import type { Shape } from './shape.ts';
import type { Wait } from './wait-page.ts';

/** What an author says about pages that are played again and again within a round. */
export interface LoopOptions<S extends Shape> {
  /** Asked before each pass but the first; true: on to what comes after the loop. */
  readonly until: (ctx: ReadCtx<S>) => boolean;
  /** The most passes there can be. */
  readonly max: number;
}

/** A page, or a page of a loop's first pass. */
export type AnyPage = Page<string, unknown> | Wait<string>;

/** Pages in a sequence that are played again and again. */
export interface Loop<Pages extends readonly AnyPage[]> {
  readonly pages: Pages;
  readonly until: Callback<boolean>;
  readonly max: number;
}

/** A page's place in its loop. */
export interface LoopPlace {
  /** From 1. */
  readonly pass: number;
  readonly until: Callback<boolean>;
  /** From this page to what comes after the loop. */
  readonly pagesLeft: number;
  /** Another pass begins with it. */
  readonly beginsPass: boolean;
}

/** The definition behind `game.loop`. */
export function loopOf<S extends Shape, Pages extends readonly AnyPage[]>(
  game: string,
  pages: Pages,
  { until, max }: LoopOptions<S>,
): Loop<Pages> {
  if (!(Number.isInteger(max) && max >= 2 && max <= 1_000))
    throw new BadGame(game, 'max of a loop is a whole number from 2 to 1000', {
      at: 'max',
      cure: 'Say how often its pages are played at most.',
    });
  return { pages, until, max };
}

/** The pages one after the other, those of a loop as often as they may be played: so that each pass has its places in the session. */
export function unrolled(items: readonly (AnyPage | Loop<readonly AnyPage[]>)[]): PageDefinition[] {
  return items.flatMap((item) => ('definition' in item ? [item.definition] : passesOf(item)));
}

function passesOf({ pages, until, max }: Loop<readonly AnyPage[]>): PageDefinition[] {
  const length = pages.length * max;
  return Array.from({ length: max }, (_, at) => at + 1).flatMap((pass) =>
    pages.map(({ definition }, at) => ({
      ...definition,
      loop: { pass, until, pagesLeft: length - (pass - 1) * pages.length - at, beginsPass: pass > 1 && at === 0 },
    })),
  );
}
