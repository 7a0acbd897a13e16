import type { AppDoor } from '../rules/mirror.ts';
import { numeric, text, textOrNull } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface MirrorRecord {
  readonly appId: number;
  readonly appName: string;
  readonly primaryId: number;
  readonly primaryName: string;
  /** Made without us, and recognised. */
  readonly isByHand: boolean;
  /** Gets each release of its primary. */
  readonly follows: boolean;
  /** Its own address leads to its primary, which was its mirror before. */
  readonly tookHost: boolean;
  /** Who may come; null: everybody. */
  readonly door: AppDoor | null;
}

const columns = `mirrors.app_id, mirrored.name app_name, primary_id, primaries.name primary_name, is_by_hand, follows, took_host, door
  from mirrors join apps mirrored on mirrored.id = mirrors.app_id and mirrored.is_leaving = 0
  join apps primaries on primaries.id = primary_id and primaries.is_leaving = 0`;

/** Which app is a mirror of which. An app has one primary, and a primary has none. */
export class Mirrors {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  list(): readonly MirrorRecord[] {
    return this.#db.all(`select ${columns} order by primary_name, app_name limit 1000`, {}).map(mirrorRecord);
  }

  find(appId: number): MirrorRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where mirrors.app_id = $appId`, { appId });
    return row && mirrorRecord(row);
  }

  ofPrimary(primaryId: number): readonly MirrorRecord[] {
    return this.#db.all(`select ${columns} where primary_id = $primaryId order by app_name limit 100`, { primaryId }).map(mirrorRecord);
  }

  add(mirror: Pick<MirrorRecord, 'appId' | 'primaryId' | 'isByHand'> & { readonly nowMs: number }): void {
    const sql = `insert into mirrors (app_id, primary_id, is_by_hand, follows, took_host, created_at_ms)
      values ($appId, $primaryId, $isByHand, $follows, 0, $nowMs)`;
    this.#db.run(sql, { ...mirror, isByHand: Number(mirror.isByHand), follows: Number(!mirror.isByHand) });
  }

  remove(appId: number): void {
    this.#db.run('delete from mirrors where app_id = $appId', { appId });
  }

  setFollows(appId: number, follows: boolean): void {
    this.#db.run('update mirrors set follows = $follows where app_id = $appId', { appId, follows: Number(follows) });
  }

  setDoor(appId: number, door: AppDoor | null): void {
    this.#db.run('update mirrors set door = $door where app_id = $appId', { appId, door: door === null ? null : JSON.stringify(door) });
  }

  /** It takes its variables from its primary from now on. */
  setConverted(appId: number): void {
    this.#db.run('update mirrors set is_by_hand = 0, follows = 1 where app_id = $appId', { appId });
  }

  /** The mirror becomes the primary of its primary, and of that one's other mirrors. */
  turnRound({ appId, primaryId, tookHost }: MirrorRecord): void {
    const turned = { appId, primaryId, tookHost: Number(!tookHost) };
    this.#db.run('update mirrors set app_id = $primaryId, primary_id = $appId, took_host = $tookHost where app_id = $appId', turned);
    this.#db.run('update mirrors set primary_id = $appId where primary_id = $primaryId and app_id <> $appId', { appId, primaryId });
  }
}

function mirrorRecord(row: Row): MirrorRecord {
  const door = textOrNull(row, 'door');
  return {
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    primaryId: numeric(row, 'primary_id'),
    primaryName: text(row, 'primary_name'),
    isByHand: numeric(row, 'is_by_hand') === 1,
    follows: numeric(row, 'follows') === 1,
    tookHost: numeric(row, 'took_host') === 1,
    door: door === null ? null : JSON.parse(door),
  };
}
