import type { Control } from '../control/control.ts';
import { addonSeries } from '../observe/sample-addons.ts';
import { hostSeries } from '../observe/sample-host.ts';
import type { DatabaseEvidence, MachineEvidence, RedisEvidence } from '../rules/findings/evidence.ts';
import type { Gauges } from '../rules/gauges.ts';
import { plans } from '../rules/plans.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';
import { countedRows } from './slow-facts.ts';

interface Time {
  readonly from: number;
  readonly to: number;
}

export function databaseEvidence(control: Control, app: AppRecord, time: Time): readonly DatabaseEvidence[] {
  return addonsOf(control, app, 'postgres').flatMap((addon) => {
    const series = seriesOf(control, addonSeries(addon.name), time);
    if (series === null) return [];
    const { mean, figure } = series;
    const idleInTransaction = figure('idleInTransaction');
    return [
      {
        name: addon.name,
        connections: figure('active') + figure('idle') + idleInTransaction,
        connectionLimit: mean('limit'),
        active: figure('active'),
        lockWaits: figure('lockWaits'),
        longestSeconds: figure('longestSeconds'),
        hitPercent: mean('hitPercent'),
        idleInTransaction,
        rows: countedRows(control, addon.name),
        rowLimit: plans.find(({ service, name }) => service === addon.service && name === addon.plan)?.rows ?? null,
      },
    ];
  });
}

export function redisEvidence(control: Control, app: AppRecord, time: Time): readonly RedisEvidence[] {
  return addonsOf(control, app, 'redis').flatMap(({ name, configVar }) => {
    const series = seriesOf(control, addonSeries(name), time);
    if (series === null) return [];
    const { mean, figure, total } = series;
    return [{ name, configVar, clients: figure('clients'), clientLimit: mean('limit'), rejected: total('rejected') }];
  });
}

export function machineEvidence(control: Control, time: Time): MachineEvidence {
  const series = seriesOf(control, hostSeries, time);
  if (series === null) return { cpuPercent: null, memoryPercent: null };
  const { mean, figure } = series;
  const user = mean('cpu.user');
  return { cpuPercent: user === null ? null : user + figure('cpu.system') + figure('cpu.stolen'), memoryPercent: mean('memoryPercent') };
}

const addonsOf = ({ store }: Control, app: AppRecord, service: AddonRecord['service']): readonly AddonRecord[] =>
  store.addons.ofApp(app.id).filter((addon) => addon.service === service);

interface SeriesFigures {
  /** Null: it was not read. */
  readonly mean: (key: string) => number | null;
  readonly figure: (key: string) => number;
  /** Of a count since the look before. */
  readonly total: (key: string) => number;
}

/** Null: nothing was read of it in this time. */
function seriesOf({ trafficBook }: Control, name: string, time: Time): SeriesFigures | null {
  const steps: readonly Gauges[] = trafficBook.gauges(name, time).map(({ gauges }) => gauges);
  if (steps.length === 0) return null;
  const values = (key: string): readonly (readonly [count: number, mean: number])[] =>
    steps.flatMap((gauges) => {
      const step = gauges[key];
      return step === undefined ? [] : [[step[0], step[1]] as const];
    });
  const total = (key: string): number => values(key).reduce((sum, [count, mean]) => sum + count * mean, 0);
  const mean = (key: string): number | null => {
    const read = values(key);
    return read.length === 0 ? null : read.reduce((sum, [, value]) => sum + value, 0) / read.length;
  };
  return { mean, total, figure: (key) => mean(key) ?? 0 };
}
