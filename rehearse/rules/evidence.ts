import type { Evidence, StoreFigures } from './level.ts';

/** A dyno as the platform shows it now. */
export interface DynoLook {
  readonly name: string;
  readonly type: string;
  readonly isUp: boolean;
  /** Decayed average of a minute; null until measured. */
  readonly load: number | null;
  readonly memoryMb: number | null;
  readonly memoryQuotaMb: number;
}

/** One look at the app during a level. */
export interface Look {
  readonly atMs: number;
  /** How long the processors of the machine have been busy since it started, by whatever runs on it; null when the bots are elsewhere. */
  readonly processorMs: number | null;
  readonly dynos: readonly DynoLook[];
  readonly stores: readonly StoreFigures[];
  /** Answers of the page cache since it started; null when no page may be kept. */
  readonly cache: { readonly served: number; readonly missed: number } | null;
}

const minuteMs = 60_000;

/**
 * Tasks that ran or wanted to between two readings of a one-minute decayed average: what has to have been there for the average to go
 * from the first to the second. Levels are shorter than the average's minute.
 */
export function tasksBetween(before: number | null, after: number | null, elapsedMs: number): number | null {
  if (after === null || elapsedMs <= 0) return null;
  const decay = Math.exp(-elapsedMs / minuteMs);
  return Math.max(0, (after - (before ?? 0) * decay) / (1 - decay));
}

/**
 * What several looks at a level, in order, come to: loads over its busiest `windowMs`, or over all of it where people keep coming as they
 * came; everything else at its highest.
 */
export function evidenceOf(looks: readonly Look[], codes: Evidence['codes'], windowMs = Infinity): Evidence {
  const [first, last] = [looks[0], looks.at(-1)];
  const web = last?.dynos.filter(({ type, isUp }) => type === 'web' && isUp) ?? [];
  const names = new Set(web.map(({ name }) => name));
  const spans = spansOf(looks, windowMs);
  const loads = spans.map(loadsBetween);
  return {
    dynos: web.length,
    load: highest(loads.flatMap((each) => each.filter(([name]) => names.has(name)).map(([, load]) => load))),
    totalLoad: highest(loads.flatMap((each) => (each.length === 0 ? [] : [each.reduce((sum, [, load]) => sum + load, 0)]))),
    busyProcessors: highest(spans.flatMap(processorsBetween)),
    ...fullest(looks.flatMap(({ dynos }) => dynos.filter(({ type }) => type === 'web'))),
    stores: busiest(looks.flatMap(({ stores }) => stores)),
    codes,
    cacheHitShare: hitShare(first, last),
  };
}

type Span = readonly [Look, Look];

/** Each look with the first that is so much later; the first and the last when the level was shorter. */
function spansOf(looks: readonly Look[], windowMs: number): Span[] {
  const spans = looks.flatMap((from): Span[] => {
    const to = looks.find(({ atMs }) => atMs >= from.atMs + windowMs);
    return to === undefined ? [] : [[from, to]];
  });
  const [first, last] = [looks[0], looks.at(-1)];
  return spans.length > 0 || first === undefined || last === undefined ? spans : [[first, last]];
}

const highest = (values: readonly number[]): number | null => (values.length === 0 ? null : rounded(Math.max(...values)));

function processorsBetween([first, last]: Span): number[] {
  if (first.processorMs === null || last.processorMs === null || last.atMs <= first.atMs) return [];
  return [(last.processorMs - first.processorMs) / (last.atMs - first.atMs)];
}

/** By dyno; who was not there all the time is left out. */
function loadsBetween([first, last]: Span): [string, number][] {
  return last.dynos.flatMap(({ name, load }): [string, number][] => {
    const before = first.dynos.find((dyno) => dyno.name === name)?.load ?? null;
    const tasks = tasksBetween(before, load, last.atMs - first.atMs);
    return tasks === null ? [] : [[name, tasks]];
  });
}

function fullest(dynos: readonly DynoLook[]): Pick<Evidence, 'memoryMb' | 'memoryQuotaMb'> {
  const share = ({ memoryMb, memoryQuotaMb }: DynoLook): number => (memoryMb ?? 0) / memoryQuotaMb;
  const [most] = dynos.toSorted((a, b) => share(b) - share(a));
  return { memoryMb: most?.memoryMb ?? null, memoryQuotaMb: most?.memoryQuotaMb ?? null };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function busiest(stores: readonly StoreFigures[]): StoreFigures[] {
  return [...Map.groupBy(stores, ({ name }) => name).values()].flatMap((seen) => {
    const [last] = seen.slice(-1);
    if (last === undefined) return [];
    const most = (of: (store: StoreFigures) => number): number => Math.max(...seen.map(of));
    const usual = (of: (store: StoreFigures) => number): number => seen.map(of).reduce((sum, value) => sum + value, 0) / seen.length;
    const peaks = { connections: most(({ connections }) => connections), usedMb: most(({ usedMb }) => usedMb) };
    return [{ ...last, ...peaks, waiting: usual(({ waiting }) => waiting), active: usual(({ active }) => active) }];
  });
}

function hitShare(first: Look | undefined, last: Look | undefined): number | null {
  if (!first?.cache || !last?.cache) return null;
  const served = last.cache.served - first.cache.served;
  const missed = last.cache.missed - first.cache.missed;
  return served + missed === 0 ? null : served / (served + missed);
}
