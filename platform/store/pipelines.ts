import { stages, type Stage } from '../rules/pipeline.ts';
import { numeric, text, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface PipelineSeat {
  readonly pipeline: string;
  readonly stage: Stage;
  readonly appId: number;
  readonly appName: string;
}

const columns = `pipelines.name pipeline, stage, app_id, apps.name app_name
  from pipeline_apps join pipelines on pipelines.id = pipeline_id join apps on apps.id = app_id and apps.is_leaving = 0`;

/** Which app stands at which stage of which pipeline. A pipeline is there as long as it has an app. */
export class Pipelines {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** By pipeline, staging before production. */
  list(): readonly PipelineSeat[] {
    return this.#db.all(`select ${columns} order by pipelines.name, stage desc limit 1000`, {}).map(seatOf);
  }

  /** False when there is a pipeline of this name. */
  create(name: string, nowMs: number): boolean {
    this.#dropEmpty();
    return this.#db.run('insert into pipelines (name, created_at_ms) values ($name, $nowMs) on conflict do nothing', { name, nowMs }) === 1;
  }

  /** False when another app stands there; an app that was elsewhere moves. */
  seat(pipeline: string, app: { readonly id: number; readonly stage: Stage }): boolean {
    this.leave(app.id);
    const sql = `insert into pipeline_apps (app_id, pipeline_id, stage) select $id, id, $stage from pipelines where name = $pipeline
      on conflict do nothing`;
    return this.#db.run(sql, { pipeline, ...app }) === 1;
  }

  /** False when it stood in none. */
  leave(appId: number): boolean {
    return this.#db.run('delete from pipeline_apps where app_id = $appId', { appId }) === 1;
  }

  #dropEmpty(): void {
    this.#db.run('delete from pipelines where id not in (select pipeline_id from pipeline_apps)', {});
  }
}

function seatOf(row: Row): PipelineSeat {
  return {
    pipeline: text(row, 'pipeline'),
    stage: word(row, 'stage', stages),
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
  };
}
