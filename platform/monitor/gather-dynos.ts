import type { Control } from '../control/control.ts';
import { processTypes } from '../control/resources.ts';
import { webType } from '../rules/formation.ts';
import type { MemoryEvidence, WorkerEvidence } from '../rules/findings/app-evidence.ts';
import { growsMbPerHour } from '../rules/monitor/memory-trend.ts';
import type { MemoryPoint } from '../rules/monitor/memory-trend.ts';
import type { LoggedRequest } from '../rules/monitor/router-request.ts';
import type { Gauges } from '../rules/gauges.ts';
import type { ProcessType } from '../rules/resources.ts';
import type { AppRecord } from '../store/apps.ts';
import type { DynoLine, RecentLines } from './recent-lines.ts';
import { largerSize } from './sizes.ts';

interface Time {
  readonly from: number;
  readonly to: number;
}

const trendSeconds = 3 * 3600;

/** How each process type that runs gets along with its memory. */
export function memoryEvidence(control: Control, app: AppRecord, lines: RecentLines): readonly MemoryEvidence[] {
  const running = processTypes(control, app).filter(({ quantity }) => quantity > 0);
  if (running.length === 0) return [];
  const { trafficBook } = control;
  const to = trafficBook.complete();
  const steps = trafficBook.gauges(app.name, { from: to - trendSeconds, to, stepSeconds: 60 });
  return running.map((process) => ({
    ...told(process, lines),
    ...measured(memoryByDyno(steps, process.type)),
    minutesSinceRestart: minutesSinceRestart(control, app, process.type),
  }));
}

interface Step {
  readonly second: number;
  readonly gauges: Gauges;
}

/** What each dyno of the type took, step by step. */
function memoryByDyno(steps: readonly Step[], type: string): readonly (readonly MemoryPoint[])[] {
  const points = steps.flatMap(({ second, gauges }) =>
    Object.entries(gauges).flatMap(([name, [, memoryMb]]) =>
      name.startsWith(`${type}.`) && name.endsWith('/memory') ? [{ name, second, memoryMb }] : [],
    ),
  );
  return [...Map.groupBy(points, ({ name }) => name).values()];
}

function told(
  { type, size, quantity, memoryQuotaMb }: ProcessType,
  { memoryCodes, requests }: RecentLines,
): Omit<MemoryEvidence, 'highestMb' | 'growsMbPerHour' | 'minutesSinceRestart'> {
  const own = memoryCodes.filter(({ dyno }) => dyno.startsWith(`${type}.`));
  const ends = own.filter(({ text }) => text.includes('R15'));
  return {
    type,
    size,
    largerSize: largerSize(size),
    quantity,
    quotaMb: memoryQuotaMb,
    overQuota: own.length - ends.length,
    killed: ends.length,
    lastRoute: lastRouteBefore(ends.at(-1), requests),
  };
}

function lastRouteBefore(end: DynoLine | undefined, requests: readonly LoggedRequest[]): string | null {
  if (end === undefined) return null;
  return requests.findLast(({ dyno, second }) => dyno === end.dyno && second <= end.second + 1)?.route ?? null;
}

function measured(dynos: readonly (readonly MemoryPoint[])[]): Pick<MemoryEvidence, 'highestMb' | 'growsMbPerHour'> {
  const newest = dynos.flatMap((points) => points.at(-1)?.memoryMb ?? []);
  const growing = dynos.flatMap((points) => growsMbPerHour(points) ?? []);
  return { highestMb: Math.max(0, ...newest), growsMbPerHour: growing.length === 0 ? null : Math.max(...growing) };
}

/** That somebody asked for; null: not within a day. */
function minutesSinceRestart({ store, clock }: Control, app: AppRecord, type: string): number | null {
  const sinceMs = clock.nowMs() - 86_400_000;
  const restarts = store.events.list(app.id, { sinceMs, limit: 200 }).filter(({ kind }) => kind === 'restart');
  const last = restarts.find(({ text, dyno }) => dyno === null || dyno.startsWith(type) || text.includes(type));
  return last === undefined ? null : (clock.nowMs() - Date.parse(last.at)) / 60_000;
}

/** Process types beside web that have dynos. */
export function workerEvidence(control: Control, app: AppRecord, time: Time): readonly WorkerEvidence[] {
  const workers = processTypes(control, app).filter(({ type, quantity }) => type !== webType && quantity > 0);
  if (workers.length === 0) return [];
  const gauges = control.trafficBook.gauges(app.name, time);
  return workers.map(({ type, quantity, size }) => {
    const loads = gauges.flatMap(({ gauges: step }) =>
      Object.entries(step).flatMap(([name, [, mean]]) => (name.startsWith(`${type}.`) && name.endsWith('/load') ? [mean] : [])),
    );
    const load = loads.length === 0 ? null : (quantity * loads.reduce((sum, each) => sum + each, 0)) / loads.length;
    return { type, quantity, size, load };
  });
}
