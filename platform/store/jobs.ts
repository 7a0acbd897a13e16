import { jobOverlaps } from '../rules/addon-resources.ts';
import { numeric, numericOrNull, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface JobRecord {
  readonly id: number;
  readonly appId: number;
  readonly appName: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly overlap: (typeof jobOverlaps)[number];
  readonly command: string;
  readonly createdAtMs: number;
  readonly dueMs: number;
}

export const jobOutcomes = ['starting', 'running', 'ended', 'skipped', 'failed'] as const;

export interface JobRunRecord {
  readonly id: number;
  readonly jobId: number;
  readonly dueMs: number;
  readonly atMs: number;
  readonly outcome: (typeof jobOutcomes)[number];
  readonly dynoId: string | null;
  readonly dyno: string | null;
  readonly reason: string | null;
  readonly exitStatus: number | null;
  readonly endedAtMs: number | null;
}

export type JobRunEnd = Pick<JobRunRecord, 'id' | 'outcome' | 'reason' | 'exitStatus' | 'endedAtMs'>;

const jobColumns = `jobs.id, app_id, apps.name app_name, schedule, timezone, overlap, command, jobs.created_at_ms, due_ms
  from jobs join apps on apps.id = app_id`;
const runColumns = 'id, job_id, due_ms, at_ms, outcome, dyno_id, dyno, reason, exit_status, ended_at_ms from job_runs';
const runsKept = 100;

/** Jobs of apps and what became of their runs. */
export class Jobs {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  ofApp(appId: number): readonly JobRecord[] {
    return this.#db.all(`select ${jobColumns} where app_id = $appId order by jobs.id limit 100`, { appId }).map(jobRecord);
  }

  due(nowMs: number): readonly JobRecord[] {
    const sql = `select ${jobColumns} where due_ms <= $nowMs and apps.is_leaving = 0 order by due_ms limit 100`;
    return this.#db.all(sql, { nowMs }).map(jobRecord);
  }

  add(job: Omit<JobRecord, 'id' | 'appName'>): number {
    const sql = `insert into jobs (app_id, schedule, timezone, overlap, command, created_at_ms, due_ms)
      values ($appId, $schedule, $timezone, $overlap, $command, $createdAtMs, $dueMs) returning id`;
    return numeric(this.#db.one(sql, { ...job }), 'id');
  }

  /** False when the app has no such job. */
  remove(appId: number, id: number): boolean {
    return this.#db.run('delete from jobs where app_id = $appId and id = $id', { appId, id }) > 0;
  }

  /** All jobs of one app are another's. */
  moveAll(fromAppId: number, toAppId: number): void {
    this.#db.run('update jobs set app_id = $toAppId where app_id = $fromAppId', { fromAppId, toAppId });
  }

  /** Uses up a due time; false when somebody has done so already. */
  useUp(job: Pick<JobRecord, 'id' | 'dueMs'>, nextMs: number): boolean {
    const sql = 'update jobs set due_ms = $nextMs where id = $id and due_ms = $dueMs';
    return this.#db.run(sql, { id: job.id, dueMs: job.dueMs, nextMs }) > 0;
  }

  /** Recorded before anything starts: a run is never made twice. Older ones than the newest hundred of the job go. */
  addRun(run: Omit<JobRunRecord, 'id' | 'exitStatus' | 'endedAtMs'>): number {
    const sql = `insert into job_runs (job_id, due_ms, at_ms, outcome, dyno_id, dyno, reason)
      values ($jobId, $dueMs, $atMs, $outcome, $dynoId, $dyno, $reason) returning id`;
    const id = numeric(this.#db.one(sql, { ...run }), 'id');
    const old = `delete from job_runs where job_id = $jobId and id <=
      (select id from job_runs where job_id = $jobId order by id desc limit 1 offset ${runsKept})`;
    this.#db.run(old, { jobId: run.jobId });
    return id;
  }

  setStarted(id: number, { dyno }: { readonly dyno: string }): void {
    this.#db.run("update job_runs set outcome = 'running', dyno = $dyno where id = $id", { id, dyno });
  }

  endRun(end: JobRunEnd): void {
    const sql = `update job_runs set outcome = $outcome, reason = $reason, exit_status = $exitStatus, ended_at_ms = $endedAtMs where id = $id`;
    this.#db.run(sql, { ...end });
  }

  /** Newest first. */
  runs(jobId: number): readonly JobRunRecord[] {
    return this.#db.all(`select ${runColumns} where job_id = $jobId order by id desc limit ${runsKept}`, { jobId }).map(runRecord);
  }

  /** That have not ended yet, as far as is known. */
  openRuns(): readonly JobRunRecord[] {
    return this.#db.all(`select ${runColumns} where outcome in ('starting', 'running') order by id limit 1000`, {}).map(runRecord);
  }
}

function jobRecord(row: Row): JobRecord {
  return {
    id: numeric(row, 'id'),
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    schedule: text(row, 'schedule'),
    timezone: text(row, 'timezone'),
    overlap: word(row, 'overlap', jobOverlaps),
    command: text(row, 'command'),
    createdAtMs: numeric(row, 'created_at_ms'),
    dueMs: numeric(row, 'due_ms'),
  };
}

function runRecord(row: Row): JobRunRecord {
  return {
    id: numeric(row, 'id'),
    jobId: numeric(row, 'job_id'),
    dueMs: numeric(row, 'due_ms'),
    atMs: numeric(row, 'at_ms'),
    outcome: word(row, 'outcome', jobOutcomes),
    dynoId: textOrNull(row, 'dyno_id'),
    dyno: textOrNull(row, 'dyno'),
    reason: textOrNull(row, 'reason'),
    exitStatus: numericOrNull(row, 'exit_status'),
    endedAtMs: numericOrNull(row, 'ended_at_ms'),
  };
}
