import { unreachable } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';
import { isOfSide, type Bracket, type Entrant } from './brackets.ts';
import type { PairingMethod } from './options.ts';

/** Two teams that meet: the better first, or with preallocated sides the first side first. */
export type Pair = readonly [Entrant, Entrant];

export interface PairingRule {
  readonly method: PairingMethod;
  readonly isTopBracket: boolean;
  readonly areSidesPreallocated: boolean;
}

/** Who meets whom inside a bracket, before conflicts are avoided. Tab spec section 3.5.1. */
export function pairsOf({ entrants }: Bracket, rule: PairingRule, random: Random): Pair[] {
  if (!rule.areSidesPreallocated) return pairWithin(entrants, rule, random);
  const [affirming, negating] = [entrants.filter(isOfSide(0)), entrants.filter(isOfSide(1))];
  const method = steadyMethod(rule);
  switch (method) {
    case 'slide':
    case 'adjacent':
      return zip(affirming, negating);
    case 'fold':
      return zip(affirming, negating.toReversed());
    case 'random':
      return zip(random.shuffle(affirming), random.shuffle(negating));
    default:
      return unreachable(method);
  }
}

function pairWithin(entrants: readonly Entrant[], rule: PairingRule, random: Random): Pair[] {
  const method = steadyMethod(rule);
  switch (method) {
    case 'slide':
      return halves(entrants);
    case 'fold':
      return zip(entrants.slice(0, entrants.length / 2), entrants.slice(entrants.length / 2).toReversed());
    case 'adjacent':
      return zip(
        entrants.filter((_entrant, index) => index % 2 === 0),
        entrants.filter((_entrant, index) => index % 2 === 1),
      );
    case 'random':
      return halves(random.shuffle(entrants));
    default:
      return unreachable(method);
  }
}

/** The method that holds in this bracket. */
export function steadyMethod({ method, isTopBracket }: PairingRule): Exclude<PairingMethod, 'fold_top_adjacent_rest'> {
  if (method !== 'fold_top_adjacent_rest') return method;
  return isTopBracket ? 'fold' : 'adjacent';
}

function halves(entrants: readonly Entrant[]): Pair[] {
  return zip(entrants.slice(0, entrants.length / 2), entrants.slice(entrants.length / 2));
}

function zip(firsts: readonly Entrant[], seconds: readonly Entrant[]): Pair[] {
  return firsts.flatMap((first, index) => {
    const second = seconds[index];
    return second === undefined ? [] : [[first, second] as const];
  });
}
