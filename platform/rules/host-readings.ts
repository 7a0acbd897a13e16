/** Processor time since the machine started, in ticks, as the first line of /proc/stat has it. */
export interface ProcessorTimes {
  readonly user: number;
  readonly system: number;
  readonly idle: number;
  readonly wait: number;
  readonly stolen: number;
}

export function processorTimes(stat: string): ProcessorTimes {
  const [line = ''] = stat.split('\n');
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, interrupts = 0, soft = 0, stolen = 0] = line.split(/\s+/).slice(1).map(Number);
  return { user: user + nice, system: system + interrupts + soft, idle, wait, stolen };
}

/** Shares of the time between two looks, in percent of all cores. */
export function processorShares(now: ProcessorTimes, before: ProcessorTimes): Readonly<Record<string, number>> {
  const spent = {
    user: now.user - before.user,
    system: now.system - before.system,
    idle: now.idle - before.idle,
    wait: now.wait - before.wait,
    stolen: now.stolen - before.stolen,
  };
  const all = Object.values(spent).reduce((sum, ticks) => sum + ticks, 0);
  if (all <= 0) return {};
  const { idle: _idle, ...busy } = spent;
  return Object.fromEntries(Object.entries(busy).map(([name, ticks]) => [`cpu.${name}`, (100 * ticks) / all]));
}
