import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { metricBodies } from '../rules/metric-body.ts';
import { eventTierSeconds, metricKinds, metricTiers, stepStart } from '../rules/metric-tiers.ts';
import type { MetricKind } from '../rules/metric-tiers.ts';
import { sql as samplesTables } from './migrations/metrics-0001-samples.ts';
import { sql as severalRouters } from './migrations/metrics-0002-several-routers.ts';
import { sql as tiers } from './migrations/metrics-0003-tiers.ts';
import { sql as momentsTable } from './migrations/metrics-0005-moments.ts';
import { sql as packedSteps } from './migrations/metrics-0004-packed.ts';
import { Sqlite, text, numeric, type Row } from './sqlite.ts';

/** Whose steps: an app, `server:ID`, `host`. */
export interface Series {
  readonly kind: MetricKind;
  readonly name: string;
}

/** One second of a series. */
export interface NewSecond extends Series {
  readonly second: number;
  /** Which of those that write the series says so: a router's number; 0 where there is one. */
  readonly part: number;
  readonly body: string;
}

export interface StoredStep {
  readonly second: number;
  readonly part: number;
  readonly body: string;
}

export interface StepWindow {
  /** The length of a step: one of `metricTiers`. */
  readonly seconds: number;
  readonly from: number;
  /** Not part of it. */
  readonly to: number;
}

/** metrics.db: figures in steps of a second and longer (MET-04). The last moments may be lost with the power (MET-05). */
export class Traffic {
  readonly #db: Sqlite;

  constructor(path: string) {
    this.#db = new Sqlite(path, 'normal');
    this.#db.migrate([samplesTables, severalRouters, tiers, packedSteps, momentsTable]);
  }

  close(): void {
    this.#db.close();
  }

  /**
   * Adds seconds and makes the longer steps that they lie in anew, all or nothing. A second that is there already is replaced. `reported`:
   * the seconds that a router spoke of.
   */
  append(seconds: readonly NewSecond[], reported: readonly number[]): void {
    this.#db.transaction(() => {
      for (const { kind, name, second, part, body } of seconds) this.#put({ seconds: 1, kind, name, second, part, body });
      for (const second of reported) this.#putReported(1, second, 1);
      for (const [index, { seconds: step }] of metricTiers.entries()) {
        const finer = metricTiers[index - 1];
        if (finer === undefined) continue;
        for (const { kind, name, second } of stepsTouched(seconds, step))
          this.#rollUp({ kind, name }, second, { step, finer: finer.seconds });
        for (const second of new Set(reported.map((each) => stepStart(each, step)))) this.#rollUpReported(second, step, finer.seconds);
      }
    });
  }

  /** Oldest first; in a tier of seconds, one for each part. */
  steps({ kind, name }: Series, { seconds, from, to }: StepWindow): readonly StoredStep[] {
    const sql = `select second, part, body, packed from steps
      where seconds = $seconds and kind = $kind and name = $name and second >= $from and second < $to
      order by second, part limit 40000`;
    const rows = this.#db.all(sql, { seconds, kind, name, from, to });
    return rows.map((row) => ({ second: numeric(row, 'second'), part: numeric(row, 'part'), body: bodyOf(row) }));
  }

  /** How many seconds of each step a router spoke of; steps of which nobody did are missing. In order. */
  reported({ seconds, from, to }: StepWindow): ReadonlyMap<number, number> {
    const sql = `select second, count from reported
      where seconds = $seconds and second >= $from and second < $to order by second limit 40000`;
    return new Map(this.#db.all(sql, { seconds, from, to }).map((row) => [numeric(row, 'second'), numeric(row, 'count')]));
  }

  /** The newest second that a router spoke of. */
  lastReported(): number | null {
    const row = this.#db.maybeOne('select second from reported where seconds = 1 order by second desc limit 1', {});
    return row === null ? null : numeric(row, 'second');
  }

  forget(name: string): void {
    this.#db.run('delete from moments where app = $name', { name });
    for (const kind of metricKinds) {
      for (const { seconds } of metricTiers)
        this.#db.run('delete from steps where seconds = $seconds and kind = $kind and name = $name', { seconds, kind, name });
    }
  }

  /** What the monitor saw of an app, as JSON. */
  keepMoment(app: string, second: number, evidence: string): void {
    const sql = 'insert or replace into moments (app, second, packed) values ($app, $second, $packed)';
    this.#db.run(sql, { app, second, packed: deflateRawSync(evidence) });
  }

  /** Oldest first. */
  moments(app: string, { from, to }: Omit<StepWindow, 'seconds'>): readonly { readonly second: number; readonly evidence: string }[] {
    const sql =
      'select second, packed, null body from moments where app = $app and second >= $from and second < $to order by second limit 5000';
    return this.#db.all(sql, { app, from, to }).map((row) => ({ second: numeric(row, 'second'), evidence: bodyOf(row) }));
  }

  /** The minutes of this time stay as long as the hours. */
  keepWindow(fromSecond: number, toSecond: number): void {
    this.#db.run('insert or ignore into kept_windows (from_second, to_second) values ($fromSecond, $toSecond)', { fromSecond, toSecond });
  }

  /** Drops what is older than its tier keeps it. */
  prune(nowSecond: number): void {
    this.#db.transaction(() => {
      this.#db.run('delete from moments where second < $before', { before: nowSecond - momentSeconds });
      for (const { seconds, keepSeconds } of metricTiers) {
        for (const kind of metricKinds) this.#pruneSteps(seconds, kind, nowSecond - keepSeconds[kind]);
        const before = nowSecond - keepSeconds.traffic;
        this.#db.run(`delete from reported where seconds = $seconds and second < $before ${keptIn(seconds)}`, { seconds, before });
      }
    });
  }

  #pruneSteps(seconds: number, kind: MetricKind, before: number): void {
    const sql = `delete from steps where seconds = $seconds and kind = $kind and second < $before ${keptIn(seconds)}`;
    this.#db.run(sql, { seconds, kind, before });
  }

  #put(row: NewSecond & { readonly seconds: number }): void {
    const sql = `insert or replace into steps (seconds, kind, name, second, part, body, packed)
      values ($seconds, $kind, $name, $second, $part, $body, $packed)`;
    const { seconds, kind, name, second, part, body } = row;
    const packed = seconds >= packedFromSeconds[kind] ? deflateRawSync(body) : null;
    this.#db.run(sql, { seconds, kind, name, second, part, body: packed === null ? body : '', packed });
  }

  #putReported(seconds: number, second: number, count: number): void {
    this.#db.run('insert or replace into reported (seconds, second, count) values ($seconds, $second, $count)', { seconds, second, count });
  }

  #rollUp(series: Series, second: number, { step, finer }: { readonly step: number; readonly finer: number }): void {
    const parts = this.steps(series, { seconds: finer, from: second, to: second + step });
    const body = metricBodies[series.kind].join(parts);
    this.#put({ ...series, seconds: step, second, part: 0, body });
  }

  #rollUpReported(second: number, step: number, finer: number): void {
    const parts = this.reported({ seconds: finer, from: second, to: second + step });
    this.#putReported(
      step,
      second,
      [...parts.values()].reduce((sum, count) => sum + count, 0),
    );
  }
}

const momentSeconds = 3 * 86_400;

/** Shorter steps are read and replaced all the time; longer ones are kept for long. */
const packedFromSeconds: Readonly<Record<MetricKind, number>> = { traffic: 60, gauges: 60, routes: 10 };

function bodyOf(row: Row): string {
  const { packed } = row;
  return packed instanceof Uint8Array ? inflateRawSync(packed).toString() : text(row, 'body');
}

/** Minutes of an event stay. */
const keptIn = (seconds: number): string =>
  seconds === eventTierSeconds ? 'and not exists (select 1 from kept_windows where second >= from_second and second < to_second)' : '';

/** Each longer step that these seconds lie in, once. */
function stepsTouched(seconds: readonly NewSecond[], step: number): readonly (Series & { readonly second: number })[] {
  const touched = seconds.map(({ kind, name, second }) => ({ kind, name, second: stepStart(second, step) }));
  return [...new Map(touched.map((each) => [`${each.kind} ${each.second} ${each.name}`, each])).values()];
}
