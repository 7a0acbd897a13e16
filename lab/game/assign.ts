import type { GameRandom } from './context.ts';

/** Somebody with a place in the session or the round. */
type Seated = number | { readonly number: number } | { readonly participant: { readonly number: number } };

/** How treatments are given out. Use it in `onCreate`, over the seats, or in `onSubmit`, over those who came. */
export const assign = {
  /**
   * Everything on the list equally often, seat by seat: `const frame = assign.balanced(['gain', 'loss'])`, then `player.frame = frame(player)`.
   * Also by a group's number. With `random` each run through the list has an order of its own.
   */
  balanced: <const Value>(list: readonly Value[], random?: GameRandom): ((seat: Seated) => Value) => {
    const blocks: Value[][] = [];
    return (seat) => {
      const at = placeOf(seat) - 1;
      const block = Math.floor(at / list.length);
      if (random) for (let next = blocks.length; next <= block; next += 1) blocks.push(random.shuffle(list));
      return itemOf(blocks[block] ?? list, at % list.length);
    };
  },
  /** Each time anything on the list. */
  random: <const Value>(list: readonly Value[], random: GameRandom): (() => Value) => {
    return () => random.pick(list);
  },
  /** Every combination, for `balanced`: `assign.factorial({ tax: [0, 10], frame: ['gain', 'loss'] })` has four. */
  factorial: <const Factors extends Readonly<Record<string, readonly unknown[]>>>(factors: Factors): Combination<Factors>[] => {
    const combinations = Object.entries(factors).reduce<object[]>(
      (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
      [{}],
    );
    return combinations as Combination<Factors>[]; // oxlint-disable-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- each row has every factor by now
  },
  /**
   * What fewest have so far, the first named among equals: equal numbers of those who really came.
   * `participant.frame = assign.onArrival(['gain', 'loss'], session.participants.map((one) => one.peek('frame')))`
   */
  onArrival: <const Value>(list: readonly Value[], given: readonly (NoInfer<Value> | null | undefined)[]): Value => {
    const counts = list.map((value) => given.filter((one) => one === value).length);
    return itemOf(list, counts.indexOf(Math.min(...counts)));
  },
};

type Combination<Factors extends Readonly<Record<string, readonly unknown[]>>> = {
  readonly [Name in keyof Factors]: Factors[Name][number];
};

function placeOf(seat: Seated): number {
  if (typeof seat === 'number') return seat;
  return 'participant' in seat ? seat.participant.number : seat.number;
}

function itemOf<Value>(list: readonly Value[], at: number): Value {
  const item = list[at];
  if (item === undefined) throw new RangeError('There must be something on the list.');
  return item;
}
