import { cheapestPairs } from './blossom-search.ts';
import { floatAt } from './typed-array.ts';

/** Partners found for everybody: `partnerOf[i]` is i's partner. */
export interface Matching {
  readonly partnerOf: Int32Array;
  readonly total: number;
}

/** Sums of prices must stay whole numbers that a double holds, which it does below 2^53. */
const exactLimit = 2 ** 50;

/**
 * The cheapest way to put `size` items in pairs, everybody in one, whoever may meet whom. `cost(a, b)` is asked once for each a < b;
 * Infinity forbids the pair; negative costs are allowed. Null when no way is left, as with an odd number.
 * Whole costs are solved exactly; others are rounded to about 2^-50 · size of the largest. Among equally cheap answers the order decides.
 *
 * Weighted matching in general graphs in O(n³): J. Edmonds, J. Research NBS 69B (1965) 125–130; the data structure is described by
 * Z. Galil, Efficient algorithms for finding maximum matching in graphs, ACM Computing Surveys 18 (1986) 23–38.
 */
export function cheapestMatching(size: number, cost: (a: number, b: number) => number): Matching | null {
  if (size % 2 === 1) return null;
  const costs = new Float64Array(size * size).fill(Infinity);
  for (let a = 0; a < size; a += 1) {
    for (let b = a + 1; b < size; b += 1) {
      const pairCost = cost(a, b);
      costs[a * size + b] = pairCost;
      costs[b * size + a] = pairCost;
    }
  }
  const partnerOf = cheapestPairs(size, wholeWeights(size, costs));
  return partnerOf === null ? null : { partnerOf, total: totalCost(size, costs, partnerOf) };
}

/** The costs as multiples of 4, so that halving a price twice leaves a whole number. */
function wholeWeights(size: number, costs: Float64Array): Float64Array {
  let largest = 0;
  let areWhole = true;
  for (const cost of costs) {
    if (!Number.isFinite(cost)) continue;
    largest = Math.max(largest, Math.abs(cost));
    areWhole &&= Number.isInteger(cost);
  }
  const finest = exactLimit / (4 * Math.max(1, size) * largest);
  const scale = largest === 0 || (areWhole && finest >= 1) ? 1 : finest;
  return costs.map((cost) => (Number.isFinite(cost) ? 4 * Math.round(cost * scale) : Infinity));
}

function totalCost(size: number, costs: Float64Array, partnerOf: Int32Array): number {
  let total = 0;
  for (const [a, b] of partnerOf.entries()) if (a < b) total += floatAt(costs, a * size + b);
  return total;
}
