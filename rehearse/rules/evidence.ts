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

/** What several looks at a level, in order, come to: loads over its whole time, everything else at its highest. */
export function evidenceOf(looks: readonly Look[], codes: Readonly<Record<string, number>>): Evidence {
  const [first, last] = [looks[0], looks.at(-1)];
  const web = last?.dynos.filter(({ type, isUp }) => type === 'web' && isUp) ?? [];
  const names = new Set(web.map(({ name }) => name));
  const loads = loadsBetween(first, last);
  const ofWeb = loads.filter(([name]) => names.has(name)).map(([, load]) => load);
  return {
    dynos: web.length,
    load: ofWeb.length === 0 ? null : rounded(Math.max(...ofWeb)),
    totalLoad: loads.length === 0 ? null : rounded(loads.reduce((sum, [, load]) => sum + load, 0)),
    ...fullest(looks.flatMap(({ dynos }) => dynos.filter(({ type }) => type === 'web'))),
    stores: busiest(looks.flatMap(({ stores }) => stores)),
    codes,
    cacheHitShare: hitShare(first, last),
  };
}

/** By dyno; who was not there all the time is left out. */
function loadsBetween(first: Look | undefined, last: Look | undefined): [string, number][] {
  if (first === undefined || last === undefined) return [];
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
    const waiting = seen.reduce((sum, store) => sum + store.waiting, 0) / seen.length;
    return [{ ...last, connections: most(({ connections }) => connections), usedMb: most(({ usedMb }) => usedMb), waiting }];
  });
}

function hitShare(first: Look | undefined, last: Look | undefined): number | null {
  if (!first?.cache || !last?.cache) return null;
  const served = last.cache.served - first.cache.served;
  const missed = last.cache.missed - first.cache.missed;
  return served + missed === 0 ? null : served / (served + missed);
}
