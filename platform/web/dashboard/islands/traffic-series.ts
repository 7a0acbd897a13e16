import type { AppEvent, MetricPoint } from '../../../rules/resources.ts';

/** An app's traffic in columns, oldest first; null where nothing was measured, so that a gap stays a gap. */
export interface TrafficSeries {
  /** The time that one value stands for. */
  readonly stepSeconds: number;
  readonly seconds: readonly number[];
  /** Requests a second. */
  readonly ok: readonly (number | null)[];
  readonly failed: readonly (number | null)[];
  readonly p50: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  readonly p99: readonly (number | null)[];
}

/** A mark on the time axis. */
export interface Mark {
  readonly id: number;
  readonly second: number;
  readonly kind: AppEvent['kind'];
  readonly level: AppEvent['level'];
  readonly text: string;
}

const columnNames = ['ok', 'failed', 'p50', 'p95', 'p99'] as const;

export const noTraffic: TrafficSeries = { stepSeconds: 1, seconds: [], ok: [], failed: [], p50: [], p95: [], p99: [] };

/** A report that comes a moment late is no gap. */
const patienceSeconds = 2;

/** In columns; where steps are missing stands one with nothing in it. */
export function asSeries(points: readonly MetricPoint[], stepSeconds: number): TrafficSeries {
  const known: readonly (MetricPoint | Gap)[] = points.flatMap((point, index) => {
    const before = points[index - 1];
    const isNext = before === undefined || point.second <= before.second + stepSeconds + patienceSeconds;
    return isNext ? [point] : [{ ...nothingMeasured, second: before.second + stepSeconds }, point];
  });
  const rate = (name: 'ok' | 'failed'): (number | null)[] =>
    known.map(({ [name]: count, seconds }) => (count === null ? null : count / seconds));
  return {
    stepSeconds,
    seconds: known.map((point) => point.second),
    ok: rate('ok'),
    failed: rate('failed'),
    p50: known.map((point) => point.p50),
    p95: known.map((point) => point.p95),
    p99: known.map((point) => point.p99),
  };
}

const nothingMeasured = { seconds: 1, ok: null, failed: null, p50: null, p95: null, p99: null } as const;
type Gap = typeof nothingMeasured & { readonly second: number };

export function asMarks(events: readonly AppEvent[]): Mark[] {
  return events.map(({ id, at, kind, level, text }) => ({ id, second: Date.parse(at) / 1000, kind, level, text }));
}

/** The series with what is newer in `more`, without what is older than the window. Seconds that never came are a gap. */
export function extended(series: TrafficSeries, more: TrafficSeries, windowSeconds: number): TrafficSeries {
  const last = series.seconds.at(-1) ?? -Infinity;
  const from = more.seconds.findIndex((second) => second > last);
  if (from === -1) return series;
  const until = more.seconds.at(-1) ?? last;
  const keep = series.seconds.findIndex((second) => second > until - windowSeconds);
  const step = Math.max(series.stepSeconds, more.stepSeconds);
  const isGap = last !== -Infinity && (more.seconds[from] ?? last) > last + step + patienceSeconds;
  const joined = <Value>(old: readonly Value[], fresh: readonly Value[], gap: Value): Value[] => [
    ...(keep === -1 ? [] : old.slice(keep)),
    ...(isGap ? [gap] : []),
    ...fresh.slice(from),
  ];
  const columns = columnNames.map((name) => [name, joined(series[name], more[name], null)]);
  return {
    ...noTraffic,
    ...Object.fromEntries(columns),
    stepSeconds: more.stepSeconds,
    seconds: joined(series.seconds, more.seconds, last + step),
  };
}

/** Heights for a scale's lines: at most four from zero to `top`, at round numbers, evenly spread on a root scale. */
export function rootTicks(top: number): number[] {
  const wanted = [1 / 9, 4 / 9, 1].map((share) => rounded(share * top));
  return [...new Set([0, ...wanted])];
}

/** Down to one or two leading digits: 1, 2, 2.5, 5 and their tens. */
function rounded(value: number): number {
  if (value <= 0) return 0;
  const ten = 10 ** Math.floor(Math.log10(value));
  const step = [5, 2.5, 2, 1].find((candidate) => candidate * ten <= value) ?? 1;
  return step * ten;
}

/** Whether what came over the stream is a series: its columns are there and equally long. */
export function isSeries(data: unknown): data is TrafficSeries {
  if (typeof data !== 'object' || data === null) return false;
  const columns = new Map(Object.entries(data));
  const seconds: unknown = columns.get('seconds');
  return (
    Array.isArray(seconds) &&
    columnNames.every((name) => {
      const column: unknown = columns.get(name);
      return Array.isArray(column) && column.length === seconds.length;
    })
  );
}

export function isMarks(data: unknown): data is Mark[] {
  return Array.isArray(data) && data.every((item) => typeof item === 'object' && item !== null && 'second' in item);
}
