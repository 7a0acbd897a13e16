import type { Random } from '#kit/math/random.ts';
import type { Bracket } from './brackets.ts';
import { OddBracketNeedsOtherSides } from './errors.ts';
import { withBubbles, withIntermediates } from './intermediate-brackets.ts';
import type { DrawOptions, OddBracket } from './options.ts';
import { withPullUps, type PullUpMethod } from './pull-ups.ts';
import { withManyIntermediates, withOneIntermediate, withSidedPullUps } from './sided-brackets.ts';
import { requireEvenSides } from './sides.ts';

type MakeEven = (raw: readonly Bracket[], options: DrawOptions, random: Random) => readonly Bracket[];

/** How a method makes brackets even when any team may meet any, and when sides are allocated; null where it does not. */
interface Evening {
  readonly free: MakeEven | null;
  readonly sided: MakeEven | null;
}

function pullUp(method: PullUpMethod): MakeEven {
  return (raw, { pullupRestriction: restriction }, random) => withPullUps(raw, { method, restriction }, random);
}

function sidedPullUp(method: PullUpMethod): MakeEven {
  return (raw, { pullupRestriction: restriction }, random) => withSidedPullUps(raw, { method, restriction }, random);
}

const evenings: Record<OddBracket, Evening> = {
  pullup_top: { free: pullUp('pullup_top'), sided: sidedPullUp('pullup_top') },
  pullup_bottom: { free: pullUp('pullup_bottom'), sided: sidedPullUp('pullup_bottom') },
  pullup_middle: { free: pullUp('pullup_middle'), sided: null },
  pullup_random: { free: pullUp('pullup_random'), sided: sidedPullUp('pullup_random') },
  pullup_lowest_ds_rank: { free: pullUp('pullup_lowest_ds_rank'), sided: null },
  intermediate: { free: withIntermediates, sided: null },
  intermediate_bubble_up_down: { free: withBubbles, sided: null },
  intermediate1: { free: null, sided: withOneIntermediate },
  intermediate2: { free: null, sided: withManyIntermediates },
};

/** The brackets as the options make them even, highest first. Tab spec section 3.4. */
export function evenBrackets(raw: readonly Bracket[], options: DrawOptions, random: Random): readonly Bracket[] {
  const isSided = options.sideAllocations === 'preallocated';
  if (isSided) requireEvenSides(raw.flatMap(({ entrants }) => entrants.map(({ team }) => team)));
  const makeEven = evenings[options.oddBracket][isSided ? 'sided' : 'free'];
  if (makeEven === null) throw new OddBracketNeedsOtherSides(options.oddBracket, options.sideAllocations);
  return makeEven(raw, options, random);
}
