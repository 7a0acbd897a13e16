/** Figures read off something, by name: `web.1/load`, `connections`. */
export type Readings = Readonly<Record<string, number>>;

/** Readings of a step: how often each was read, its mean and its greatest. */
export type Gauges = Readonly<Record<string, GaugeStep>>;
export type GaugeStep = readonly [count: number, mean: number, greatest: number];

/** One reading of each, as a step. */
export function gaugesOf(readings: Readings): Gauges {
  return Object.fromEntries(Object.entries(readings).map(([name, value]): [string, GaugeStep] => [name, [1, value, value]]));
}

/** Steps that follow each other as one. */
export function mergedGauges(parts: readonly Gauges[]): Gauges {
  const all = new Map<string, GaugeStep>();
  for (const [name, [count, mean, greatest]] of parts.flatMap((part) => Object.entries(part))) {
    const [before, sofar, most] = all.get(name) ?? [0, 0, -Infinity];
    const together = before + count;
    all.set(name, [together, (sofar * before + mean * count) / together, Math.max(most, greatest)]);
  }
  return Object.fromEntries(all);
}
