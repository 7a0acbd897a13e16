import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

/** Whose rows nobody else may write until the transaction ends. */
export interface LockScope {
  readonly participant: number;
  /** The groups the participant is in in these rounds. */
  readonly subs: readonly number[];
  /** Everybody in the session. */
  readonly everybody: boolean;
}

// Text: the order of the locks is what keeps two writers from waiting for each other.
const groupQuery = textQuery<LockScope, unknown>(
  'locks.group',
  `select id from lab_participant where id in (
     select other.participant_id from lab_player me join lab_player other on other.group_id = me.group_id
     where me.participant_id = $1 and me.sub = any($2::int[]))
   order by id for no key update`,
  ({ participant, subs }) => [participant, subs],
);

const sessionQuery = textQuery<LockScope, unknown>(
  'locks.session',
  `select id from lab_participant where session_id = (select session_id from lab_participant where id = $1)
   order by id for no key update`,
  ({ participant }) => [participant],
);

/**
 * Holds every participant of the scope, by id. Who writes what others may read or write (groups, other people's players, the session)
 * takes this first, so no further lock is needed for them.
 */
export async function hold(tx: Queryable, scope: LockScope): Promise<void> {
  await tx.run(scope.everybody ? sessionQuery : groupQuery, scope);
}

const wholeSessionQuery = textQuery<{ sessionId: number }, unknown>(
  'locks.wholeSession',
  'select id from lab_participant where session_id = $1 order by id for no key update',
  ({ sessionId }) => [sessionId],
);

/** Holds everybody in a session. */
export async function holdSession(tx: Queryable, sessionId: number): Promise<void> {
  await tx.run(wholeSessionQuery, { sessionId });
}

const sharedQuery = textQuery<{ sessionId: number }, unknown>(
  'locks.shared',
  'select id from lab_session where id = $1 for no key update',
  ({ sessionId }) => [sessionId],
);

/**
 * Holds the fields of a session and its subsessions. Taken after the people of a `hold`, so that those who write them wait for each other
 * only, and nobody who plays on for them.
 */
export async function holdShared(tx: Queryable, sessionId: number): Promise<void> {
  await tx.run(sharedQuery, { sessionId });
}
