import { failpointsConfig } from './config.ts';

const points = failpointsConfig();
const passed = new Map<string, number>();

/** A place with a name where a test may have the process die, as if the machine had. Costs nothing unless ROSTRA_FAILPOINTS names it. */
export function failpoint(name: string): void {
  if (points.size === 0) return;
  const count = (passed.get(name) ?? 0) + 1;
  passed.set(name, count);
  if (points.get(name) === count) process.kill(process.pid, 'SIGKILL');
}
