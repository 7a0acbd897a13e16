import type { DynoPoint } from '../rules/resources.ts';
import { packedBuckets, unpackedBuckets } from '../rules/traffic.ts';
import type { TrafficSecond } from '../rules/traffic.ts';
import { sql as samplesTables } from './migrations/metrics-0001-samples.ts';
import { sql as severalRouters } from './migrations/metrics-0002-several-routers.ts';
import { Sqlite, text, numeric, numericOrNull } from './sqlite.ts';

export interface NewTraffic extends TrafficSecond {
  readonly app: string;
  /** The number of the router that counted. */
  readonly router: number;
}

export interface NewDynoSample extends DynoPoint {
  readonly app: string;
  /** `web.1` */
  readonly dyno: string;
}

/** metrics.db: what the router measured, second by second, and what the dynos took. The last moments may be lost with the power. */
export class Traffic {
  readonly #db: Sqlite;

  constructor(path: string) {
    this.#db = new Sqlite(path, 'normal');
    this.#db.migrate([samplesTables, severalRouters]);
  }

  close(): void {
    this.#db.close();
  }

  /** A second that a router reports again replaces what it had reported. */
  append(samples: readonly NewTraffic[], beat: number): void {
    const sql = `insert or replace into samples (app, second, router, ok, failed, codes, buckets)
      values ($app, $second, $router, $ok, $failed, $codes, $buckets)`;
    this.#db.transaction(() => {
      this.#db.run('insert or ignore into beats (second) values ($beat)', { beat });
      for (const { app, second, router, ok, failed, codes, buckets } of samples) {
        this.#db.run(sql, { app, second, router, ok, failed, codes: JSON.stringify(codes), buckets: packedBuckets(buckets) });
      }
    });
  }

  appendDynos(samples: readonly NewDynoSample[]): void {
    const sql = `insert or replace into dyno_samples (app, second, dyno, load, memory_mb)
      values ($app, $second, $dyno, $load, $memoryMb)`;
    this.#db.transaction(() => {
      for (const sample of samples) this.#db.run(sql, { ...sample });
    });
  }

  /** Oldest first, at most two hours of four routers; a second stands there once for each router that saw a request. */
  seconds(app: string, from: number, to: number): readonly TrafficSecond[] {
    const sql = `select second, ok, failed, codes, buckets from samples
      where app = $app and second >= $from and second < $to order by second limit 28800`;
    return this.#db.all(sql, { app, from, to }).map((row) => ({
      second: numeric(row, 'second'),
      ok: numeric(row, 'ok'),
      failed: numeric(row, 'failed'),
      codes: counts(text(row, 'codes')),
      buckets: unpackedBuckets(text(row, 'buckets')),
    }));
  }

  /** In order. */
  beats(from: number, to: number): ReadonlySet<number> {
    const rows = this.#db.all('select second from beats where second >= $from and second < $to order by second limit 7300', { from, to });
    return new Set(rows.map((row) => numeric(row, 'second')));
  }

  /** By dyno name; each oldest first. */
  dynos(app: string, from: number): ReadonlyMap<string, readonly DynoPoint[]> {
    const sql = `select second, dyno, load, memory_mb from dyno_samples
      where app = $app and second >= $from order by dyno, second limit 50000`;
    const rows = this.#db.all(sql, { app, from });
    const points = rows.map((row) => ({
      dyno: text(row, 'dyno'),
      point: { second: numeric(row, 'second'), load: numericOrNull(row, 'load'), memoryMb: numericOrNull(row, 'memory_mb') },
    }));
    const byDyno = Map.groupBy(points, (each) => each.dyno);
    return new Map([...byDyno].map(([dyno, list]) => [dyno, list.map((each) => each.point)]));
  }

  forget(app: string): void {
    this.#db.run('delete from samples where app = $app', { app });
    this.#db.run('delete from dyno_samples where app = $app', { app });
  }

  prune(before: number): void {
    this.#db.transaction(() => {
      this.#db.run('delete from samples where second < $before', { before });
      this.#db.run('delete from dyno_samples where second < $before', { before });
      this.#db.run('delete from beats where second < $before', { before });
    });
  }
}

function counts(json: string): Readonly<Record<string, number>> {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(Object.entries(parsed).map(([code, count]) => [code, Number(count)]));
}
