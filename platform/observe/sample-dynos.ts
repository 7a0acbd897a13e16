import type { Control } from '../control/control.ts';

/** What the dynos take now, for their charts: by app, and by dyno in it. */
export function sampleDynos(control: Control): void {
  const live = control.board.all().filter((dyno) => dyno.kind === 'formation' && (dyno.state === 'up' || dyno.state === 'starting'));
  for (const [app, dynos] of Map.groupBy(live, (dyno) => dyno.app)) {
    const readings = dynos.flatMap(({ type, number, load, memoryMb }) => [
      [`${type}.${number}/load`, load] as const,
      [`${type}.${number}/memory`, memoryMb] as const,
    ]);
    const known = readings.flatMap(([name, value]): [string, number][] => (value === null ? [] : [[name, value]]));
    control.trafficBook.takeReadings(app, Object.fromEntries(known));
  }
}
