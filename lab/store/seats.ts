import type { Queryable } from '#kit/db/connect.ts';
import { violates } from '#kit/db/database-fault.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** A session as its join link knows it. */
export interface JoinedSession {
  readonly id: number;
  readonly isDemo: boolean;
}

const byJoinCodeQuery = query('seats.byJoinCode', (db, args: { joinCode: string }) =>
  db.selectFrom('lab_session').select(['id', 'is_demo as isDemo']).where('join_code', '=', args.joinCode),
);

export function sessionOf(db: Queryable, joinCode: string): Promise<JoinedSession | null> {
  return db.maybeOne(byJoinCodeQuery, { joinCode });
}

const labelledQuery = query('seats.labelled', (db, args: { sessionId: number; label: string }) =>
  db.selectFrom('lab_participant').select('code').where('session_id', '=', args.sessionId).where('label', '=', args.label),
);

const ownQuery = query('seats.own', (db, args: { sessionId: number; code: string }) =>
  db.selectFrom('lab_participant').select('code').where('session_id', '=', args.sessionId).where('code', '=', args.code),
);

/** The participant of this session who has this code, if any. */
export async function own(db: Queryable, args: { sessionId: number; code: string }): Promise<string | null> {
  return (await db.maybeOne(ownQuery, args))?.code ?? null;
}

// Text: `skip locked`, so that two people who come together get two seats.
const takeQuery = textQuery<{ sessionId: number; label: string | null }, { code: string }>(
  'seats.take',
  `update lab_participant set visited = true, label = coalesce(label, $2), rev = rev + 1 where id = (
     select id from lab_participant where session_id = $1 and not visited and ($2::text is null or label is null)
     order by number limit 1 for update skip locked)
   returning code`,
  ({ sessionId, label }) => [sessionId, label],
);

/**
 * The participant with this label, or else the first free seat, which then has it. Null when the session is full. Two requests with one
 * label meet at the unique index of session and label: both get the same seat.
 */
export async function take(db: Queryable, args: { sessionId: number; label: string | null }): Promise<string | null> {
  const { sessionId, label } = args;
  const known = label === null ? null : await db.maybeOne(labelledQuery, { sessionId, label });
  if (known) return known.code;
  try {
    return (await db.maybeOne(takeQuery, args))?.code ?? null;
  } catch (error) {
    if (label === null || !violates(error, 'lab_participant_session_id_label_key')) throw error;
    return (await db.maybeOne(labelledQuery, { sessionId, label }))?.code ?? null;
  }
}

// Text: what a seat must be like, and its change, are one act.
const releaseQuery = textQuery<{ code: string; next: string }, { sessionId: number; pageIndex: number }>(
  'seats.release',
  `with released as (
     update lab_participant set code = $2, visited = false, label = null, status = '', rev = rev + 1, notice = null
     where code = $1 and (page_index = 0 or status = 'dropout') returning id, session_id, page_index),
   unclocked as (delete from lab_timer using released where participant_id = released.id),
   forgotten as (delete from lab_presence using released where participant_id = released.id)
   select session_id as "sessionId", page_index as "pageIndex" from released`,
  ({ code, next }) => [code, next],
);

/** Makes a seat free under a new code; null when somebody sits there. */
export function release(
  db: Queryable,
  seat: { readonly code: string; readonly next: string },
): Promise<{ sessionId: number; pageIndex: number } | null> {
  return db.maybeOne(releaseQuery, seat);
}
