import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Data } from '../game/objects/rows.ts';

/** Some rows of a session: those after an id. */
interface Slice {
  readonly sessionId: number;
  readonly after: number;
}

/** So many are in memory at a time. */
const sliceOf = 2_000;

interface Exported {
  readonly id: number;
  /** Of the participant; null when there is none. */
  readonly number: number | null;
  readonly participantCode: string | null;
  readonly atMs: number;
}

const columns = (row: string): string => `${row}.id::float8 as id, p.number, p.code as "participantCode",
  round(extract(epoch from ${row}.at) * 1000)::float8 as "atMs"`;

export interface ExportedChatLine extends Exported {
  readonly sessionId: number;
  readonly channel: string;
  readonly nickname: string;
  readonly body: string;
}

// Text: the moment as milliseconds since 1970.
const chatsQuery = textQuery<ChatSlice, ExportedChatLine>(
  'exports.chats',
  `select ${columns('c')}, c.session_id as "sessionId", c.channel, c.nickname, c.body
   from lab_chat c left join lab_participant p on p.id = c.participant_id
   where c.session_id = any($1::int[]) and c.id > $2 order by c.id limit ${sliceOf}`,
  ({ sessionIds, after }) => [sessionIds, after],
);

interface ChatSlice extends Pick<Slice, 'after'> {
  readonly sessionIds: readonly number[];
}

/** The next lines of these sessions' chats, by time. */
export function chats(db: Queryable, slice: ChatSlice): Promise<ExportedChatLine[]> {
  return db.run(chatsQuery, slice);
}

export interface ExportedRecord extends Exported {
  readonly round: number;
  readonly group: number | null;
  /** In the group. */
  readonly seat: number | null;
  readonly data: Data;
}

interface TableSlice extends Slice {
  readonly game: string;
  readonly table: string;
}

const recordsQuery = textQuery<TableSlice, ExportedRecord>(
  'exports.records',
  `select ${columns('r')}, s.round, g.number as "group", l.seat, r.data
   from lab_record r join lab_subsession s on s.session_id = r.session_id and s.sub = r.sub
     left join lab_participant p on p.id = r.participant_id left join lab_group g on g.id = r.group_id
     left join lab_player l on l.participant_id = r.participant_id and l.sub = r.sub
   where r.session_id = $1 and r.id > $2 and s.game = $3 and r.name = $4 order by r.id limit ${sliceOf}`,
  ({ sessionId, after, game, table }) => [sessionId, after, game, table],
);

/** The next rows of a game's table, in the order they were added. */
export function records(db: Queryable, slice: TableSlice): Promise<ExportedRecord[]> {
  return db.run(recordsQuery, slice);
}

export interface ExportedEvent extends Exported {
  readonly game: string;
  readonly round: number;
  readonly pageIndex: number;
  readonly type: string;
  readonly data: unknown;
}

const eventsQuery = textQuery<Slice, ExportedEvent>(
  'exports.events',
  `select ${columns('e')}, s.game, s.round, e.page_index as "pageIndex", e.type, e.data
   from lab_event e join lab_subsession s on s.session_id = e.session_id and s.sub = e.sub join lab_participant p on p.id = e.participant_id
   where e.session_id = $1 and e.id > $2 order by e.id limit ${sliceOf}`,
  ({ sessionId, after }) => [sessionId, after],
);

/** The next messages of live pages that keep their messages. */
export function events(db: Queryable, slice: Slice): Promise<ExportedEvent[]> {
  return db.run(eventsQuery, slice);
}
