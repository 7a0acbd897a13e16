import type { Control } from '../control/control.ts';
import type { DynoStatus } from '../drivers/driver.ts';

/** What the dynos take now, for their charts: by app, and by dyno and type in it. */
export function sampleDynos(control: Control): void {
  const live = control.board.all().filter((dyno) => dyno.kind === 'formation' && (dyno.state === 'up' || dyno.state === 'starting'));
  for (const [name, dynos] of Map.groupBy(live, (dyno) => dyno.app)) {
    const app = control.store.apps.byName(name);
    const wanted = app === null ? {} : control.store.formations.quantities(app.id);
    control.trafficBook.takeReadings(name, Object.fromEntries([...dynos.flatMap(ofDyno), ...ofTypes(dynos, wanted)]));
  }
}

type Reading = readonly [string, number];

function ofDyno({ type, number, load, memoryMb }: DynoStatus): Reading[] {
  const own = `${type}.${number}`;
  return [...(load === null ? [] : [[`${own}/load`, load] as const]), ...(memoryMb === null ? [] : [[`${own}/memory`, memoryMb] as const])];
}

function ofTypes(dynos: readonly DynoStatus[], wanted: Readonly<Record<string, number>>): Reading[] {
  return [...Map.groupBy(dynos, (dyno) => dyno.type)].flatMap(([type, own]): Reading[] => [
    [`${type}/up`, own.filter(({ state }) => state === 'up').length],
    [`${type}/wanted`, wanted[type] ?? 0],
    [`${type}/quotaMb`, Math.max(...own.map(({ memoryQuotaMb }) => memoryQuotaMb))],
  ]);
}
