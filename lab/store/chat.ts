import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

/** A line of a chat. */
export interface ChatLine {
  readonly id: number;
  /** The participant's id; null: the organiser. */
  readonly participant: number | null;
  readonly nickname: string;
  readonly body: string;
  readonly atMs: number;
}

export interface ChatChannel {
  readonly sessionId: number;
  readonly channel: string;
}

export interface NewLine extends ChatChannel {
  readonly participant: number;
  readonly nickname: string;
  readonly body: string;
  /** Made by the browser, so that what is sent again counts once. */
  readonly key: string;
}

const columns = `id::float8 as id, participant_id as participant, nickname, body, round(extract(epoch from at) * 1000)::float8 as "atMs"`;

// Text: gives the line also when it is there already.
const addQuery = textQuery<NewLine, ChatLine>(
  'chat.add',
  `with added as (insert into lab_chat (session_id, channel, participant_id, nickname, body, key) values ($1, $2, $3, $4, $5, $6)
     on conflict (participant_id, key) do nothing returning *)
   select ${columns} from added
   union all select ${columns} from lab_chat where participant_id = $3 and key = $6 limit 1`,
  ({ sessionId, channel, participant, nickname, body, key }) => [sessionId, channel, participant, nickname, body, key],
);

/** Keeps a line, once. */
export function add(db: Queryable, line: NewLine): Promise<ChatLine | null> {
  return db.maybeOne(addQuery, line);
}

/** More are not shown to somebody who comes. */
const mostLines = 500;

const linesQuery = textQuery<ChatChannel & { readonly after: number }, ChatLine>(
  'chat.lines',
  `select * from (select ${columns} from lab_chat where session_id = $1 and channel = $2 and id > $3 order by id desc limit ${mostLines}) newest order by id`,
  ({ sessionId, channel, after }) => [sessionId, channel, after],
);

/** What was written after the line with this number, in order; the newest when they are many. */
export function lines(db: Queryable, question: ChatChannel & { readonly after: number }): Promise<ChatLine[]> {
  return db.run(linesQuery, question);
}
