import { inspect, isDeepStrictEqual } from 'node:util';

/** How two values can be compared; `in` and `not in` look into a list or a text. */
type Comparison = keyof typeof comparisons;

const order =
  (isRight: (difference: number) => boolean) =>
  (a: unknown, b: unknown): boolean =>
    typeof a === 'number' && typeof b === 'number' && isRight(a - b);

const comparisons = {
  '==': isDeepStrictEqual,
  '!=': (a: unknown, b: unknown): boolean => !isDeepStrictEqual(a, b),
  '<': order((difference) => difference < 0),
  '<=': order((difference) => difference <= 0),
  '>': order((difference) => difference > 0),
  '>=': order((difference) => difference >= 0),
  in: isIn,
  'not in': (a: unknown, b: unknown): boolean => !isIn(a, b),
};

function isIn(part: unknown, whole: unknown): boolean {
  if (typeof whole === 'string') return whole.includes(String(part));
  return Array.isArray(whole) && whole.some((item) => isDeepStrictEqual(item, part));
}

/** What a bot expected and did not find. */
class NotAsExpected extends Error {
  override readonly name = 'NotAsExpected';
}

/** `expect(player.payoff, 40)` or `expect(player.payoff, '>=', 0)`: the bot's run fails, naming both values, unless it holds. */
export function expect(actual: unknown, ...what: [expected: unknown] | [comparison: Comparison, expected: unknown]): void {
  const [comparison, expected]: [Comparison, unknown] = what.length === 1 ? ['==', what[0]] : what;
  if (comparisons[comparison](actual, expected)) return;
  throw new NotAsExpected(`expected ${inspect(actual)} ${comparison} ${inspect(expected)}`);
}
