import { readFile, statfs } from 'node:fs/promises';
import { freemem, loadavg, totalmem } from 'node:os';
import type { Control } from '../control/control.ts';
import { processorShares, processorTimes } from '../rules/host-readings.ts';
import type { ProcessorTimes } from '../rules/host-readings.ts';

/** Under which name the book keeps what the machine bears. */
export const hostSeries = 'host';

/** Looks at the machine that everything runs on. */
export class HostSampler {
  #before: ProcessorTimes | null = null;

  async sample({ paths, trafficBook }: Control): Promise<void> {
    const [stat, disk] = await Promise.all([readFile('/proc/stat', 'utf8').catch(() => ''), statfs(paths.root)]);
    const times = processorTimes(stat);
    const shares = this.#before === null ? {} : processorShares(times, this.#before);
    this.#before = times;
    const memoryPercent = 100 * (1 - freemem() / totalmem());
    const diskPercent = 100 * (1 - disk.bavail / disk.blocks);
    trafficBook.takeReadings(hostSeries, { ...shares, memoryPercent, diskPercent, load: loadavg()[0] ?? 0 });
  }
}
