import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { numeric, text, type Sqlite } from './sqlite.ts';

export interface NewSourceMap {
  /** `v12` */
  readonly release: string;
  /** `~/assets/app.js` */
  readonly name: string;
  readonly debugId: string | null;
  /** JSON of the map. */
  readonly map: string;
}

/** How a frame's file may be found again. */
export interface SourceMapWish {
  readonly projects: readonly number[];
  readonly debugId: string | null;
  readonly release: string | null;
  readonly name: string;
}

/** Of one project, compressed. */
const mostBytes = 200_000_000;

/** Source maps as they were uploaded (ERR-13). */
export class SourceMaps {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** One of the same name in the same release is replaced; the oldest of a project go when they are too much. */
  put(project: number, { release, name, debugId, map }: NewSourceMap, nowMs: number): void {
    const sql = `insert into source_maps (project, release, name, debug_id, body, uploaded_at_ms)
      values ($project, $release, $name, $debugId, $body, $nowMs)
      on conflict do update set debug_id = $debugId, body = $body, uploaded_at_ms = $nowMs`;
    this.#db.transaction(() => {
      this.#db.run(sql, { project, release, name, debugId, body: deflateRawSync(map), nowMs });
      this.#db.run(
        `delete from source_maps where id in (select id from (select id, sum(length(body)) over (order by uploaded_at_ms desc, id desc) bytes
          from source_maps where project = $project) where bytes > $mostBytes)`,
        { project, mostBytes },
      );
    });
  }

  /** The JSON of a map: by its debug id, else by its release and name. */
  find({ projects, debugId, release, name }: SourceMapWish): string | null {
    const sql = `select body from source_maps where project in (select value from json_each($projects))
      and (debug_id = $debugId or (release = $release and name = $name)) order by debug_id is $debugId desc, id desc limit 1`;
    const body = this.#db.maybeOne(sql, { projects: JSON.stringify(projects), debugId, release, name })?.['body'];
    return body instanceof Uint8Array ? inflateRawSync(body).toString('utf8') : null;
  }

  /** How many each release has. */
  counts(projects: readonly number[]): ReadonlyMap<string, number> {
    const sql = `select release, count(*) count from source_maps where project in (select value from json_each($projects))
      group by release limit 1000`;
    const rows = this.#db.all(sql, { projects: JSON.stringify(projects) });
    return new Map(rows.map((row) => [text(row, 'release'), numeric(row, 'count')]));
  }
}
