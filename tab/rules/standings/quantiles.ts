import { mean } from './figures.ts';

/** How a set of figures lies: null everywhere when there are none. */
export interface Spread {
  readonly count: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly lowerQuartile: number | null;
  readonly upperQuartile: number | null;
}

/** Mean, median and quartiles. */
export function spreadOf(values: readonly number[]): Spread {
  const inOrder = values.toSorted((a, b) => a - b);
  return {
    count: values.length,
    mean: mean(values),
    median: quantile(inOrder, 0.5),
    lowerQuartile: quantile(inOrder, 0.25),
    upperQuartile: quantile(inOrder, 0.75),
  };
}

/** The value below which the share lies, between two values in proportion (as Postgres' percentile_cont); null for no values. `inOrder` rises. */
export function quantile(inOrder: readonly number[], share: number): number | null {
  const place = share * (inOrder.length - 1);
  const [below, above] = [inOrder[Math.floor(place)], inOrder[Math.ceil(place)]];
  return below === undefined || above === undefined ? null : below + (above - below) * (place - Math.floor(place));
}
