import type { ColumnType, Generated } from 'kysely';
import type { Data } from '../game/objects/rows.ts';

/** The tables as the newest migration leaves them. */
export interface Schema {
  lab_session: SessionTable;
  lab_subsession: { session_id: number; sub: number; game: string; round: number; data: DataColumn };
  lab_participant: ParticipantTable;
  lab_group: GroupTable;
  lab_player: { participant_id: number; sub: number; group_id: number; seat: number; payoff: Amount; data: DataColumn };
  lab_page_time: PageTimeTable;
  lab_wait: WaitTable;
  lab_timer: {
    participant_id: number;
    page_index: number;
    deadline_at: Moment;
    seen: boolean;
    fire_at: Moment;
    finishes: Generated<boolean>;
  };
  /** What a browser's messages came to: all up to `done`, and those after it by number. */
  lab_live_client: { participant_id: number; client: string; done: number; results: Json<Readonly<Record<string, string | null>>> };
  lab_record: RecordTable;
  lab_chat: ChatTable;
  lab_event: EventTable;
  /** Gates that are open. */
  lab_gate: { session_id: number; page_index: number; opened_at: MadeAt };
  /** What people have typed and not sent. */
  lab_draft: { participant_id: number; page_index: number; answers: Json<Readonly<Record<string, unknown>>>; kept_at: MadeAt };
  /** Match pages where somebody may wait, and when they are looked at again. */
  lab_lobby: { session_id: number; page_index: number; look_at: Moment };
  /** A room has a row while a session is in it. */
  lab_room: { name: string; session_id: number };
  lab_room_vars: { room: string; label: string; vars: Json<Readonly<Record<string, unknown>>> };
  /** A page that somebody has open while they wait in a room. */
  lab_room_visit: { visitor: string; room: string; label: string | null; came_at: MadeAt; seen_at: MadeAt };
  /** When a participant's browser was last heard of; nobody is listed whose browser runs no script. */
  lab_presence: { participant_id: number; seen_at: Moment; back_at: Moment | null };
  /** Who came when every seat was taken; the label is empty for all who gave none. */
  lab_turned_away: { session_id: number; label: string; times: Generated<number>; first_at: MadeAt; last_at: MadeAt };
  lab_account: { name: string; password_hash: string; role: 'owner' | 'experimenter' | 'viewer'; made_at: MadeAt };
  lab_login: { token_hash: string; actor: string; expires_at: Moment };
  lab_audit: { id: Generated<number>; at: MadeAt; actor: string; action: string; session_code: string | null; detail: Json<object> };
  /** Payments that were put right by hand, in real money. */
  lab_adjustment: { id: Generated<number>; participant_id: number; amount: Amount; reason: string; actor: string; at: MadeAt };
  /** Rooms that were made on the screen, beside those of the project. */
  lab_own_room: { name: string; display_name: string; labels: string[] | null; is_secure: boolean; made_at: MadeAt };
  /** Part of what a room's personal links are made of; another one makes them all new. */
  lab_room_secret: { room: string; secret: string };
  lab_webhook: { id: Generated<number>; url: string; secret: string; events: string[]; made_at: MadeAt };
  lab_delivery: DeliveryTable;
}

type Moment = ColumnType<Date, Date | string, Date | string>;
/** Set by the database when nobody says. */
type MadeAt = ColumnType<Date, Date | string | undefined, Date | string>;
/** Exact in the database; comes as text unless the query makes it a float8. */
type Amount = ColumnType<string, number | undefined, number>;
/** A JSON column: read as it was written, written as text. */
type Json<Value> = ColumnType<Value, string, string>;
type DataColumn = ColumnType<Data, string | undefined, string>;

interface SessionTable {
  id: Generated<number>;
  code: string;
  /** The secret of the session-wide link. */
  join_code: string;
  config_name: string;
  config: Json<Readonly<Record<string, unknown>>>;
  /** Changes when pages or rounds are added, removed or moved. */
  fingerprint: string;
  num_participants: number;
  /** The last page; positions go one further. */
  max_page_index: number;
  seed: string;
  label: string | null;
  comment: string | null;
  is_demo: boolean;
  is_archived: Generated<boolean>;
  /** Null: it runs. */
  paused_at: Moment | null;
  vars: ColumnType<Readonly<Record<string, unknown>>, string | undefined, string>;
  /** Where people come from and where they go at the end. */
  recruit: ColumnType<object | null, string | null | undefined, string | null>;
  data: DataColumn;
  created_at: MadeAt;
}

interface ParticipantTable {
  id: Generated<number>;
  session_id: number;
  number: number;
  code: string;
  label: string | null;
  visited: Generated<boolean>;
  started_at: Moment | null;
  is_bot: Generated<boolean>;
  /** 0 before the start, one past the last page at the end. */
  page_index: Generated<number>;
  /** The round the participant is in, from 1 over the whole session. */
  sub: Generated<number>;
  /** Rises with every write to what a callback may have read of this participant. */
  rev: Generated<number>;
  payoff: Amount;
  status: Generated<string>;
  vars: ColumnType<Readonly<Record<string, unknown>>, string | undefined, string>;
  data: DataColumn;
  last_page_at: Moment | null;
  is_paused: Generated<boolean>;
  /** What the organiser tells them. */
  notice: string | null;
}

interface GroupTable {
  id: Generated<number>;
  session_id: number;
  sub: number;
  number: number;
  size: number;
  data: DataColumn;
  /** Rises with every message that a live page handles for the group, and with every write to its fields. */
  rev: Generated<number>;
  /** When the group's live page last did what it does by itself. */
  ticked_at: Moment | null;
}

/** A page that a participant has left. The receipt of a submit is here too. */
interface PageTimeTable {
  participant_id: number;
  page_index: number;
  is_wait: boolean;
  timed_out: boolean;
  intent: string | null;
  body_hash: string | null;
  /** How often it was sent; more than once after going back. */
  visits: Generated<number>;
  completed_at: MadeAt;
}

/** A row of a game's table. Without a participant or a group it belongs to a round as a whole. */
interface RecordTable {
  id: Generated<number>;
  session_id: number;
  sub: number;
  name: string;
  group_id: number | null;
  participant_id: number | null;
  at: Moment;
  data: DataColumn;
}

/** What people wrote to each other. `channel` as it stands in exports. */
interface ChatTable {
  id: Generated<number>;
  session_id: number;
  channel: string;
  /** Null: the organiser. */
  participant_id: number | null;
  nickname: string;
  body: string;
  /** Made by the browser, so that what is sent again counts once. */
  key: string;
  at: MadeAt;
}

/** A message of a live page that keeps its messages. */
interface EventTable {
  id: Generated<number>;
  session_id: number;
  participant_id: number;
  page_index: number;
  sub: number;
  type: string;
  data: Json<unknown>;
  at: Moment;
}

/** Who is still missing at a wait page. `group_id` 0: everybody in the session. */
interface WaitTable {
  session_id: number;
  page_index: number;
  group_id: number;
  missing: number;
  /** How many really wait; the others were not shown the page. */
  waiting: number;
  completed_at: Moment | null;
  /** `onAllArrive` threw; nobody was released. */
  failed_at: Moment | null;
  fault: string | null;
}

/** What a program elsewhere is told, once for each event and subject. `next_at` null: told, or given up. */
interface DeliveryTable {
  id: Generated<number>;
  webhook_id: number;
  event: string;
  subject: string;
  body: Json<object>;
  attempts: Generated<number>;
  next_at: Moment | null;
  fault: string | null;
  done_at: Moment | null;
}
