import type { Control } from '../control/control.ts';
import { runtimeMetrics } from '../rules/runtime-metrics.ts';

/** Load and memory of each dyno, in the logs of the apps that want that. */
export function tellRuntimeMetrics(control: Control): void {
  const apps = control.store.logDrains.measuredApps();
  for (const { app, type, number, kind, state, id, load, memoryMb, memoryQuotaMb } of control.board.all()) {
    if (kind === 'addon' || state !== 'up' || !apps.has(app)) continue;
    const name = `${type}.${number}`;
    control.logBook.tell(app, name, runtimeMetrics({ name, id, load, memoryMb, memoryQuotaMb }));
  }
}
