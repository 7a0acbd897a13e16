import type { PanelQuery } from '../../control/metric-verbs.ts';

export const metricRanges = {
  '15m': { label: '15 min', seconds: 900 },
  '2h': { label: '2 h', seconds: 7200 },
  '24h': { label: '24 h', seconds: 86_400 },
  '72h': { label: '72 h', seconds: 259_200 },
  '7d': { label: '7 days', seconds: 604_800 },
} as const;

export type MetricRange = keyof typeof metricRanges;

export const comparisons = {
  day: { label: 'the day before', seconds: 86_400 },
  week: { label: 'the week before', seconds: 604_800 },
} as const;

export type Comparison = keyof typeof comparisons;

/** Which time the page shows: the last of a length, or one that is given and stands still. */
export interface MetricTime {
  readonly range: MetricRange | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly compare: Comparison | null;
}

/** What is shown of an app when nothing is said: two hours, of one that is new the fifteen minutes that hold all there is of it. */
export const usualRange = (createdAt: string, nowMs: number): MetricRange =>
  nowMs - Date.parse(createdAt) < metricRanges['15m'].seconds * 1000 ? '15m' : '2h';

/** The time that an address names; the usual one for anything else. */
export function metricTimeOf(query: MetricQuery, nowMs: number, usual: MetricRange = '2h'): MetricTime {
  const compare = isName(comparisons, query.compare) ? query.compare : null;
  const [from, to] = [secondOf(query.from), secondOf(query.to) ?? Math.floor(nowMs / 1000)];
  if (from !== null && from < to) return { range: null, from, to, compare };
  return { range: isName(metricRanges, query.range) ? query.range : usual, from: null, to: null, compare };
}

/** As an address has it: numbers may be seconds since 1970, or a time as a form sends it. */
export interface MetricQuery {
  readonly range?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly compare?: unknown;
  readonly panel?: unknown;
}

/** The same time as a question to the platform. */
export function panelQueryOf({ range, from, to, compare }: MetricTime): PanelQuery {
  const compareSeconds = compare === null ? {} : { compareSeconds: comparisons[compare].seconds };
  if (range !== null) return { seconds: metricRanges[range].seconds, ...compareSeconds };
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }), ...compareSeconds };
}

/** The same time as an address: a link that shows it to somebody else. */
export function addressOfTime({ range, from, to, compare }: MetricTime): Readonly<Record<string, string>> {
  const compared = compare === null ? {} : { compare };
  return range === null ? { from: String(from), to: String(to), ...compared } : { range, ...compared };
}

function isName<Table extends object>(table: Table, name: unknown): name is keyof Table & string {
  return typeof name === 'string' && Object.hasOwn(table, name);
}

function secondOf(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const second = /^\d{1,11}$/.test(text) ? Number(text) : Math.floor(Date.parse(text) / 1000);
  return Number.isFinite(second) ? second : null;
}
