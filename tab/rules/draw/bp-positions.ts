import { unreachable } from '#kit/errors/invariant.ts';
import type { PositionCost } from './options.ts';

/** How a team's next position is priced. */
export interface PositionPricing {
  readonly kind: PositionCost;
  /** α of the Rényi entropy; 1 is Shannon's. Only `entropy` looks. */
  readonly renyiOrder: number;
}

/** What each of the four positions costs a team next, before the exponent; `history` counts its debates on OG, OO, CG, CO. Tab spec section 3.8.2. */
export function positionCosts(history: readonly number[], pricing: PositionPricing): number[] {
  const counts = [0, 1, 2, 3].map((position) => history[position] ?? 0);
  return counts.map((_count, position) => positionCost(counts, position, pricing));
}

function positionCost(counts: readonly number[], position: number, { kind, renyiOrder }: PositionPricing): number {
  const own = counts[position] ?? 0;
  const then = counts.with(position, own + 1);
  switch (kind) {
    case 'simple':
      return own;
    case 'simple_relative':
      return own - Math.min(...counts);
    case 'variance':
      return variance(then);
    case 'entropy':
      return sum(then) * Math.max(0, 2 - renyiEntropy(then, renyiOrder));
    default:
      return unreachable(kind);
  }
}

function variance(counts: readonly number[]): number {
  const mean = sum(counts) / counts.length;
  return sum(counts.map((count) => (count - mean) ** 2)) / counts.length;
}

/** In bits. A. Rényi, On measures of entropy and information, Proc. 4th Berkeley Symposium (1961) 547–561. */
function renyiEntropy(counts: readonly number[], order: number): number {
  const total = sum(counts);
  const shares = counts.filter((count) => count > 0).map((count) => count / total);
  if (order === 0) return Math.log2(shares.length);
  if (order === 1) return -sum(shares.map((share) => share * Math.log2(share)));
  const most = Math.max(...shares); // taken out of the sum, whose terms a high order would make nothing
  return (order * Math.log2(most) + Math.log2(sum(shares.map((share) => (share / most) ** order)))) / (1 - order);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
