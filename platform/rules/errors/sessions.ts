import { isObject } from './envelope.ts';

/** Sessions of a release: programs or visits that went well, with errors, or crashed. */
export interface SessionCount {
  readonly release: string;
  readonly total: number;
  readonly errored: number;
  readonly crashed: number;
}

/**
 * What an item `sessions` (sums) or `session` (one visit, told of more than once) adds (ERR-06). A visit counts when it begins; its errors and its
 * crash when it ends.
 */
export function sessionCounts(item: Readonly<Record<string, unknown>>): readonly SessionCount[] {
  const { attrs, aggregates } = item;
  const release = isObject(attrs) && typeof attrs['release'] === 'string' ? attrs['release'].slice(0, 200) : '';
  if (release === '') return [];
  return (Array.isArray(aggregates) ? aggregates.slice(0, 1_000).filter(isObject).map(ofSums) : [ofVisit(item)])
    .filter(({ total, errored, crashed }) => total + errored + crashed > 0)
    .map((counts) => ({ release, ...counts }));
}

/** The visit that an item tells the end of; null: it tells of none, or of no end. */
export function endedVisit({ sid, status }: Readonly<Record<string, unknown>>): string | null {
  return typeof sid === 'string' && typeof status === 'string' && status !== 'ok' ? sid.slice(0, 64) : null;
}

type Counts = Omit<SessionCount, 'release'>;

function ofSums(sums: Readonly<Record<string, unknown>>): Counts {
  const crashed = countOf(sums['crashed']) + countOf(sums['abnormal']);
  const errored = countOf(sums['errored']);
  return { total: countOf(sums['exited']) + errored + crashed, errored, crashed };
}

function ofVisit({ init, status, errors }: Readonly<Record<string, unknown>>): Counts {
  const isCrashed = status === 'crashed' || status === 'abnormal';
  const isOver = isCrashed || status === 'exited';
  return { total: init === true ? 1 : 0, errored: isOver && !isCrashed && countOf(errors) > 0 ? 1 : 0, crashed: isCrashed ? 1 : 0 };
}

const countOf = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? Math.min(value, 1e9) : 0;
