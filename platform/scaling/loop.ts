import type { Control } from '../control/control.ts';
import { autoscale, noticeNewDynos } from './autoscaler.ts';
import { hearMoments } from './hear-moments.ts';
import { lookAtCpu } from './host-cpu.ts';
import { keepSchedules } from './keep-schedules.ts';
import { sendToSleep, wakeExpected } from './sleep.ts';

/** ALR-11 */
const autoscaleEveryMs = 10_000;
const lookEveryMs = 1_000;
/** ALR-41 */
const hearEveryMs = 30_000;
const leastMs = 20;

/** The autoscaler and the calendar at work, by control's clock. Gives what ends them. */
export function beginScaling(control: Control): () => void {
  const speed = control.config.clock?.speed ?? 1;
  const timers = [
    repeat(control, { name: 'autoscaler', everyMs: autoscaleEveryMs / speed, work: () => autoscale(control) }),
    repeat(control, { name: 'new_dynos', everyMs: lookEveryMs / speed, work: async () => noticeNewDynos(control) }),
    repeat(control, {
      name: 'schedules',
      everyMs: lookEveryMs / speed,
      work: async () => {
        await keepSchedules(control);
        wakeExpected(control);
      },
    }),
    repeat(control, { name: 'sleep', everyMs: autoscaleEveryMs / speed, work: async () => sendToSleep(control) }),
    repeat(control, { name: 'moments', everyMs: hearEveryMs / speed, work: () => hearMoments(control) }),
    repeat(control, { name: 'host_cpu', everyMs: autoscaleEveryMs, work: async () => lookAtCpu() }),
  ];
  return () => timers.forEach((timer) => clearInterval(timer));
}

interface Repeated {
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<void>;
}

/** Never twice at once: a look that takes long is waited for. */
function repeat({ logger }: Control, { name, everyMs, work }: Repeated): NodeJS.Timeout {
  let isAtWork = false;
  const look = async (): Promise<void> => {
    if (isAtWork) return;
    isAtWork = true;
    await work().catch((error: unknown) => logger.error(`${name}_failed`, { error }));
    isAtWork = false;
  };
  return setInterval(() => void look(), Math.max(leastMs, everyMs));
}
