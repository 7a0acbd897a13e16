import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { GeneratorFigures } from './rules/level.ts';

const resolutionMs = 10;

/** Watches this process while it plays a level (REH-06). */
export function watchGenerator(): { noSocket(): void; figures(): GeneratorFigures } {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const [cpu, startedMs] = [process.cpuUsage(), performance.now()];
  let noSockets = 0;
  return {
    noSocket: () => (noSockets += 1),
    figures: () => {
      delay.disable();
      const { user, system } = process.cpuUsage(cpu);
      return {
        loopDelayP99Ms: Math.max(0, Math.round(delay.percentile(99) / 1e6 - resolutionMs)),
        cpuPercent: Math.round((user + system) / 10 / (performance.now() - startedMs)),
        noSockets,
      };
    },
  };
}
