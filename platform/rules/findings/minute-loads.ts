interface LoadPoint {
  readonly second: number;
  readonly load: number | null;
}

/** The load of several dynos together, by minute, oldest first: the last five minutes, as far as they were measured. */
export function minuteLoads(dynos: readonly (readonly LoadPoint[])[], nowSecond: number): readonly number[] {
  return [5, 4, 3, 2, 1].flatMap((ago) => {
    const [from, to] = [nowSecond - ago * 60, nowSecond - (ago - 1) * 60];
    const means = dynos.flatMap((points) => mean(points.filter(({ second }) => second >= from && second < to)) ?? []);
    return means.length === 0 ? [] : [means.reduce((sum, load) => sum + load, 0)];
  });
}

function mean(points: readonly LoadPoint[]): number | null {
  const loads = points.flatMap(({ load }) => load ?? []);
  return loads.length === 0 ? null : loads.reduce((sum, load) => sum + load, 0) / loads.length;
}
