import type { Random } from '#kit/math/random.ts';
import { flagged, isOfSide, type Bracket, type Entrant, type OpenBracket } from './brackets.ts';
import { requireWholePoints } from './intermediate-brackets.ts';
import { chooseOne, type PullUpRule } from './pull-ups.ts';

// Brackets for preallocated sides: even means as many teams on the one side as on the other. Tab spec section 3.4.

/** A bracket that still waits for teams of one side. */
interface Waiting {
  readonly bracket: OpenBracket;
  readonly side: number;
  lack: number;
}

/** From the top down, the short side of a bracket is filled from the brackets below; the highest bracket is served first. Those pulled up stand in the order of their bracket, or of the lot. */
export function withSidedPullUps(raw: readonly Bracket[], rule: PullUpRule, random: Random): Bracket[] {
  const brackets: OpenBracket[] = raw.map(({ value, entrants }) => ({ value, entrants: [...entrants] }));
  let waiting: Waiting[] = [];
  for (const bracket of brackets) {
    for (const short of waiting) {
      const taken = takeFrom(bracket, short, (pool) => chooseOne(pool, rule, random));
      const inOrder = rule.method === 'pullup_random' ? taken : bracket.entrants.filter((entrant) => taken.includes(entrant));
      short.bracket.entrants.push(...inOrder.map((entrant) => flagged(entrant, 'pullup')));
      bracket.entrants.splice(0, Infinity, ...bracket.entrants.filter((entrant) => !taken.includes(entrant)));
    }
    waiting = waiting.filter(({ lack }) => lack > 0);
    const { side, surplus } = longerSide(bracket.entrants);
    if (surplus.length > 0) waiting.push({ bracket, side: 1 - side, lack: surplus.length });
  }
  return brackets.filter(({ entrants }) => entrants.length > 0);
}

/** As many as the waiting one lacks and the bracket has, in the order of choice. */
function takeFrom(bracket: OpenBracket, short: Waiting, choose: (pool: readonly Entrant[]) => Entrant): Entrant[] {
  const taken: Entrant[] = [];
  for (let pool = bracket.entrants.filter(isOfSide(short.side)); pool.length > 0 && short.lack > 0; short.lack -= 1) {
    const chosen = choose(pool);
    taken.push(chosen);
    pool = pool.filter((entrant) => entrant !== chosen);
  }
  return taken;
}

/** The side with more teams, and its last ones that find nobody to meet. */
function longerSide(entrants: readonly Entrant[]): { readonly side: number; readonly surplus: readonly Entrant[] } {
  const sides = [0, 1].map((side) => entrants.filter(isOfSide(side)));
  const [affirming = [], negating = []] = sides;
  return affirming.length >= negating.length
    ? { side: 0, surplus: affirming.slice(negating.length) }
    : { side: 1, surplus: negating.slice(affirming.length) };
}

/** The surplus of a bracket with those who come to meet it, a list for each bracket that gave some. */
interface Gap {
  readonly points: number;
  readonly side: number;
  surplus: readonly Entrant[];
  readonly groups: Entrant[][];
}

/** What is over on one side of a bracket forms one bracket half a point below, filled from the top of the other side of those below. */
export function withOneIntermediate(raw: readonly Bracket[]): Bracket[] {
  return withGaps(raw, ({ points, groups }) => (groups.length === 0 ? [] : [{ value: points - 0.5, entrants: groups.flat() }]));
}

/** As {@link withOneIntermediate}, but with a bracket of its own for each bracket that gave teams, evenly spaced over one point. */
export function withManyIntermediates(raw: readonly Bracket[]): Bracket[] {
  return withGaps(raw, ({ points, groups }) =>
    groups.map((entrants, index) => ({ value: points - (index + 1) / (groups.length + 1), entrants })),
  );
}

function withGaps(raw: readonly Bracket[], bracketsOf: (gap: Gap) => Bracket[]): Bracket[] {
  requireWholePoints(raw);
  const main: Bracket[] = [];
  const gaps: Gap[] = [];
  for (const { value, entrants } of raw) {
    const left = gaps.reduce(serve, entrants);
    const { side, surplus } = longerSide(left);
    gaps.push({ points: value, side, surplus, groups: [] });
    main.push({ value, entrants: left.filter((entrant) => !surplus.includes(entrant)) });
  }
  return [...main, ...gaps.flatMap(bracketsOf)].filter(({ entrants }) => entrants.length > 0).sort((a, b) => b.value - a.value);
}

/** Gives the gap the first of the other side, as many as it still wants; what is left of the bracket. */
function serve(entrants: readonly Entrant[], gap: Gap): readonly Entrant[] {
  const given = entrants.filter(isOfSide(1 - gap.side)).slice(0, gap.surplus.length);
  if (given.length === 0) return entrants;
  gap.groups.push([...gap.surplus.slice(0, given.length), ...given]);
  gap.surplus = gap.surplus.slice(given.length);
  return entrants.filter((entrant) => !given.includes(entrant));
}
