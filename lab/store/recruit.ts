import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import { readRecruit, type Recruit } from '../rules/recruit.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

const ofSessionQuery = query('recruit.ofSession', (db, args: { sessionId: number }) =>
  db.selectFrom('lab_session').select('recruit').where('id', '=', args.sessionId),
);

/** Null when people of this session come by links alone. */
export async function recruitOf(db: Queryable, sessionId: number): Promise<Recruit | null> {
  return readRecruit((await db.maybeOne(ofSessionQuery, { sessionId }))?.recruit);
}

const setQuery = query('recruit.set', (db, args: { sessionId: number; recruit: string | null }) =>
  db.updateTable('lab_session').set({ recruit: args.recruit }).where('id', '=', args.sessionId),
);

export async function setRecruit(db: Queryable, sessionId: number, recruit: Recruit | null): Promise<void> {
  await db.run(setQuery, { sessionId, recruit: recruit && JSON.stringify(recruit) });
}
