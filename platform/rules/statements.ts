import type { RoutesOfStep } from './route-counts.ts';

/** One kind of statement, its values left out: how often it was run, how long that took, how many rows it gave. */
export interface StatementCounts {
  /** The server's own name for it. */
  readonly id: string;
  /** `select * from teams where id = $1` */
  readonly text: string;
  readonly calls: number;
  readonly ms: number;
  readonly rows: number;
}

/** What a database ran between two looks. */
export interface StatementMinute {
  /** When the minute began, in seconds since 1970. */
  readonly second: number;
  readonly statements: readonly StatementCounts[];
}

/** What came since the look before: a server that began anew has counted from nothing. */
export function statementsSince(before: readonly StatementCounts[], now: readonly StatementCounts[]): readonly StatementCounts[] {
  const known = new Map(before.map((each) => [each.id, each]));
  return now.flatMap((each) => {
    const { calls = 0, ms = 0, rows = 0 } = known.get(each.id) ?? {};
    const isAnew = each.calls < calls;
    if (each.calls === calls) return [];
    return { ...each, calls: each.calls - (isAnew ? 0 : calls), ms: each.ms - (isAnew ? 0 : ms), rows: each.rows - (isAnew ? 0 : rows) };
  });
}

/** A statement over a time, as people read it. */
export interface StatementRow {
  readonly database: string;
  readonly text: string;
  readonly calls: number;
  readonly meanMs: number;
  readonly rowsPerCall: number;
  /** Of the time of all statements of the database. */
  readonly timePercent: number;
}

const shownRows = 10;

/** In which statements a database spent its time, most of it first. */
export function statementRows(database: string, minutes: readonly StatementMinute[]): readonly StatementRow[] {
  const all = together(minutes);
  const total = all.reduce((sum, { ms }) => sum + ms, 0);
  return all
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, shownRows)
    .map(({ text, calls, ms, rows }) => ({
      database,
      text,
      calls,
      meanMs: Math.round((1_000 * ms) / calls) / 1_000,
      rowsPerCall: tenth(rows / calls),
      timePercent: total === 0 ? 0 : tenth((100 * ms) / total),
    }));
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

function together(minutes: readonly StatementMinute[]): readonly StatementCounts[] {
  const byId = Map.groupBy(
    minutes.flatMap(({ statements }) => statements),
    ({ id }) => id,
  );
  return [...byId.values()].flatMap((own) => {
    const [first] = own;
    const sum = (of: (each: StatementCounts) => number): number => own.reduce((all, each) => all + of(each), 0);
    return first === undefined
      ? []
      : { ...first, calls: sum(({ calls }) => calls), ms: sum(({ ms }) => ms), rows: sum(({ rows }) => rows) };
  });
}

/** A page that asks its database the same again and again (MON-06): one question would do. */
export interface RepeatedStatement {
  readonly database: string;
  readonly route: string;
  readonly text: string;
  readonly perRequest: number;
  /** What a request would save if it asked once. */
  readonly savesMs: number;
}

const fewestPerRequest = 20;
/** Of the calls, so much has to go with the requests of one page (R²). */
const leastFit = 0.8;
/** In fewer, anything may go with anything. */
const fewestMinutes = 10;
const fewestCalls = 100;

/** Whose calls go with the requests of one page, minute by minute. `routes`: by the second in which the minute began. */
export function repeatedStatements(
  database: string,
  minutes: readonly StatementMinute[],
  routes: ReadonlyMap<number, RoutesOfStep>,
): readonly RepeatedStatement[] {
  const measured = minutes.filter(({ second }) => routes.has(second));
  if (measured.length < fewestMinutes) return [];
  const names = [...new Set([...routes.values()].flatMap((own) => Object.keys(own)))];
  return together(measured)
    .filter(({ calls }) => calls >= fewestCalls)
    .flatMap(({ id, text, calls, ms }) => {
      const called = measured.map(({ statements }) => statements.find((each) => each.id === id)?.calls ?? 0);
      const fits = names.map((route) => ({
        route,
        ...fitOf(
          measured.map(({ second }) => routes.get(second)?.[route]?.requests ?? 0),
          called,
        ),
      }));
      const [best] = fits.filter(({ slope, fit }) => slope >= fewestPerRequest && fit >= leastFit).toSorted((a, b) => b.fit - a.fit);
      if (best === undefined) return [];
      return { database, route: best.route, text, perRequest: Math.round(best.slope), savesMs: tenth(((best.slope - 1) * ms) / calls) };
    });
}

/** The straight line through points: how steep it is, and how much of the ups and downs it explains. Where nothing goes up or down: nothing. */
function fitOf(xs: readonly number[], ys: readonly number[]): { readonly slope: number; readonly fit: number } {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const spread = (one: readonly number[], other: readonly number[], means: readonly [number, number]): number =>
    one.reduce((sum, value, at) => sum + (value - means[0]) * ((other[at] ?? 0) - means[1]), 0);
  const [ofX, ofY, both] = [spread(xs, xs, [meanX, meanX]), spread(ys, ys, [meanY, meanY]), spread(xs, ys, [meanX, meanY])];
  return ofX === 0 || ofY === 0 ? { slope: 0, fit: 0 } : { slope: both / ofX, fit: both ** 2 / (ofX * ofY) };
}
