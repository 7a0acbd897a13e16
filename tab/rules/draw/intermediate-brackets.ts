import { invariant } from '#kit/errors/invariant.ts';
import { flagged, type Bracket, type Entrant, type OpenBracket } from './brackets.ts';
import { areOfOneInstitution, timesMet } from './conflicts.ts';
import { PointsAreNotWhole } from './errors.ts';

/** Refuses brackets between which no other would fit. */
export function requireWholePoints(brackets: readonly Bracket[]): void {
  const uneven = brackets.find(({ value }) => !Number.isInteger(value));
  if (uneven !== undefined) throw new PointsAreNotWhole(uneven.value);
}

/** From the top down, the bottom team of an odd bracket and the top team of the next form a bracket half a point above the next. Tab spec section 3.4. */
export function withIntermediates(raw: readonly Bracket[]): OpenBracket[] {
  requireWholePoints(raw);
  const brackets: OpenBracket[] = [];
  let fromAbove: Entrant | null = null;
  for (const { value, entrants } of raw) {
    const own = [...entrants];
    if (fromAbove !== null) {
      const top = own.shift();
      invariant(top !== undefined, 'a raw bracket has teams');
      brackets.push({ value: value + 0.5, entrants: [fromAbove, top] });
    }
    fromAbove = own.length % 2 === 1 ? (own.pop() ?? null) : null;
    if (own.length > 0) brackets.push({ value, entrants: own });
  }
  invariant(fromAbove === null, 'an even number of teams leaves nobody over');
  return brackets;
}

/**
 * Where the two of an intermediate bracket should not meet, the upper changes places with the last of the bracket above, or else the
 * lower with the first of the bracket below, if that helps. Looks at institutions and history whatever is to be avoided. Tab spec section 3.4.
 */
export function withBubbles(raw: readonly Bracket[]): Bracket[] {
  const brackets = withIntermediates(raw);
  for (const bracket of brackets) if (!Number.isInteger(bracket.value)) bubble(bracket, brackets);
  return brackets;
}

function bubble(bracket: OpenBracket, all: readonly OpenBracket[]): void {
  const [upper, lower] = bracket.entrants;
  invariant(upper !== undefined && lower !== undefined, 'an intermediate bracket has two teams');
  const conflict = conflictOf(upper, lower);
  if (conflict === null) return;
  const above = neighbour(all, bracket.value + 0.5, 'last');
  const below = neighbour(all, bracket.value - 0.5, 'first');
  if (above !== null && conflictOf(above.entrant, lower) === null) {
    above.replaceBy(flagged(upper, `bub_up_${conflict}`));
    bracket.entrants.splice(0, 1, flagged(above.entrant, 'bub_up_accom'));
  } else if (below !== null && conflictOf(upper, below.entrant) === null) {
    below.replaceBy(flagged(lower, `bub_dn_${conflict}`));
    bracket.entrants.splice(1, 1, flagged(below.entrant, 'bub_dn_accom'));
  } else {
    bracket.entrants.splice(0, 1, flagged(upper, 'no_bub_updn'));
  }
}

interface Neighbour {
  readonly entrant: Entrant;
  readonly replaceBy: (other: Entrant) => void;
}

/** The first or last team of the bracket of that value; null when there is no such bracket. */
function neighbour(brackets: readonly OpenBracket[], wanted: number, place: 'first' | 'last'): Neighbour | null {
  const entrants = brackets.find(({ value }) => value === wanted)?.entrants ?? [];
  const index = place === 'first' ? 0 : entrants.length - 1;
  const entrant = entrants[index];
  return entrant === undefined ? null : { entrant, replaceBy: (other) => void entrants.splice(index, 1, other) };
}

function conflictOf({ team: a }: Entrant, { team: b }: Entrant): 'inst' | 'hist' | null {
  if (areOfOneInstitution(a, b)) return 'inst';
  return timesMet(a, b) > 0 ? 'hist' : null;
}
