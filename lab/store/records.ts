import type { TableRow } from '../game/objects/table-rows.ts';

/** Whose rows of games' tables a load brings. */
export type RecordCircle = 'none' | 'own' | 'group' | 'round';

/** What author code did to the rows of games' tables. */
export interface RecordChanges {
  readonly added: readonly TableRow[];
  readonly altered: readonly { readonly id: number; readonly patch: object }[];
  /** Ids. */
  readonly removed: readonly number[];
}

/** Of the player `me` and the participant `who`. */
const recordConditions: Record<Exclude<RecordCircle, 'none'>, string> = {
  own: 'r.participant_id = who.id',
  group: 'r.group_id = me.group_id',
  round: 'r.session_id = who.session_id and r.sub = me.sub',
};

/** The rows as JSON, in the order they were added. */
export function recordsSql(circle: RecordCircle): string {
  if (circle === 'none') return 'null';
  return `(select json_agg(json_build_object('id', r.id, 'name', r.name, 'sub', r.sub, 'participant', r.participant_id, 'group', r.group_id,
      'atMs', round(extract(epoch from r.at) * 1000), 'data', r.data) order by r.id)
    from lab_record r where ${recordConditions[circle]})`;
}

/** Statements that write changes, given as JSON; `session`: the session's id. */
export const recordParts: Record<keyof RecordChanges, (json: string, session: string) => string> = {
  added: (json, session) => `insert into lab_record (session_id, sub, name, group_id, participant_id, at, data)
    select ${session}, a.sub, a.name, a."group", a.participant, to_timestamp(a."atMs" / 1000), a.data
    from jsonb_to_recordset(${json}) as a(sub int, name text, "group" int, participant int, "atMs" float8, data jsonb)`,
  altered: (
    json,
    session,
  ) => `update lab_record r set data = r.data || a.patch from jsonb_to_recordset(${json}) as a(id bigint, patch jsonb)
    where r.id = a.id and r.session_id = ${session}`,
  removed: (json, session) => `delete from lab_record r using jsonb_array_elements_text(${json}) as a(id)
    where r.id = a.id::bigint and r.session_id = ${session}`,
};
