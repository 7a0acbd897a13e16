/** Sums and means of what there is: null when there is nothing (spec tab §6.1: null is "no data"). */

export function sum(values: readonly number[]): number | null {
  return values.length === 0 ? null : total(values);
}

export function total(values: readonly number[]): number {
  return values.reduce((so, value) => so + value, 0);
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : total(values) / values.length;
}

/** Of the whole population, not a sample. */
export function standardDeviation(values: readonly number[]): number | null {
  const middle = mean(values);
  return middle === null ? null : Math.sqrt(total(values.map((value) => (value - middle) ** 2)) / values.length);
}

/** The mean without one best and one worst value; with one or two values their mean. */
export function trimmedMean(values: readonly number[]): number | null {
  if (values.length <= 2) return mean(values);
  return (total(values) - Math.max(...values) - Math.min(...values)) / (values.length - 2);
}

/** The values that are there. */
export function present(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}
