import { areOfOneInstitution, conflictWeights, timesMet } from './conflicts.ts';
import type { DebateFlag } from './draw.ts';
import type { DrawOptions } from './options.ts';
import type { Pair } from './pairs.ts';

/** A pair, and why it is not what the pairing method made. */
export interface FlaggedPair {
  readonly pair: Pair;
  readonly flags: readonly DebateFlag[];
  /** The pair that the method made, where it was changed. */
  readonly planned?: Pair;
}

/** What a swap must gain beyond nothing, so that even exchanges are left alone. */
const inertia = 0.001;
/** What an upper swap is preferred by among equals. */
const preference = 1e-6;

/** Neighbouring pairs of a bracket exchange their second teams where that mends conflicts; no pair takes part twice. Tab spec section 3.5.2. */
export function oneUpOneDown(pairs: readonly Pair[], options: DrawOptions): FlaggedPair[] {
  const swaps = new Set(bestSwaps(swapGains(pairs, options)));
  return pairs.map((pair, index) => {
    const partner = pairs[swaps.has(index) ? index + 1 : index - 1];
    const isSwapped = swaps.has(index) || swaps.has(index - 1);
    return isSwapped && partner !== undefined ? { pair: [pair[0], partner[1]], flags: causes(pair), planned: pair } : { pair, flags: [] };
  });
}

/** What each swap of a pair with the next gains; −Infinity where it mends nothing or makes more teams meet again. */
function swapGains(pairs: readonly Pair[], options: DrawOptions): number[] {
  return pairs.slice(0, -1).map((pair, index) => {
    const gain = swapGain([pair, pairs[index + 1] ?? pair], options);
    return gain > 0 ? gain + (pairs.length - 1 - index) * preference : gain;
  });
}

function swapGain([upper, lower]: readonly [Pair, Pair], options: DrawOptions): number {
  const now = conflictsIn([upper, lower]);
  const then = conflictsIn([
    [upper[0], lower[1]],
    [lower[0], upper[1]],
  ]);
  const hasSharedInstitution = options.avoidInstitution && now.institution > 0;
  const hasHistory = options.avoidHistory && now.history > 0;
  if (!hasSharedInstitution && !hasHistory) return -Infinity;
  if (options.avoidHistory && then.history > now.history) return -Infinity;
  const weights = conflictWeights(options);
  return (now.institution - then.institution) * weights.institution + (now.history - then.history) * weights.history - inertia;
}

function conflictsIn(pairs: readonly Pair[]): { institution: number; history: number } {
  const conflicts = { institution: 0, history: 0 };
  for (const [a, b] of pairs) {
    if (areOfOneInstitution(a.team, b.team)) conflicts.institution += 1;
    conflicts.history += timesMet(a.team, b.team);
  }
  return conflicts;
}

/** The swaps, no two of neighbours, that gain most together; a swap that gains nothing is not made. */
function bestSwaps(gains: readonly number[]): number[] {
  let withoutLast: { gain: number; swaps: readonly number[] } = { gain: 0, swaps: [] };
  let best = withoutLast;
  for (const [index, gain] of gains.entries()) {
    const taken = { gain: withoutLast.gain + gain, swaps: [...withoutLast.swaps, index] };
    withoutLast = best;
    if (taken.gain > best.gain) best = taken;
  }
  return [...best.swaps];
}

function causes([a, b]: Pair): DebateFlag[] {
  const flags: DebateFlag[] = [];
  if (timesMet(a.team, b.team) > 0) flags.push('1u1d_hist');
  if (areOfOneInstitution(a.team, b.team)) flags.push('1u1d_inst');
  return flags.length > 0 ? flags : ['1u1d_other'];
}
