import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** Something that somebody did at the desk. */
export interface AuditEntry {
  readonly actor: string;
  /** `data edited`, `payment adjusted`. */
  readonly action: string;
  /** Null when it is about no session. */
  readonly session: string | null;
  /** What exactly: old and new values, reasons. */
  readonly detail: object;
}

/** Notes what somebody does, together with what they do. */
export const auditQuery = query('audit.add', (db, args: { actor: string; action: string; session: string | null; detail: string }) =>
  db.insertInto('lab_audit').values({ actor: args.actor, action: args.action, session_code: args.session, detail: args.detail }),
);

export async function note(db: Queryable, { actor, action, session, detail }: AuditEntry): Promise<void> {
  await db.run(auditQuery, { actor, action, session, detail: JSON.stringify(detail) });
}

const ofSessionQuery = query('audit.ofSession', (db, args: { session: string }) =>
  db
    .selectFrom('lab_audit')
    .select(['at', 'actor', 'action', 'detail'])
    .where('session_code', '=', args.session)
    .orderBy('id', 'desc')
    .limit(200),
);

/** The last 200 of a session, the newest first. */
export function ofSession(db: Queryable, session: string): Promise<{ at: Date; actor: string; action: string; detail: object }[]> {
  return db.run(ofSessionQuery, { session });
}
