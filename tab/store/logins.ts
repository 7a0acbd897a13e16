import type { Database } from '#kit/db/connect.ts';
import type { LoginStore } from '#kit/http/login.ts';
import { compiled } from '#kit/db/query.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

const insertQuery = query('logins.insert', (db, args: { tokenHash: string; actor: string; expiresAt: Date }) =>
  db.insertInto('logins').values({ token_hash: args.tokenHash, actor: args.actor, expires_at: args.expiresAt }),
);

const findQuery = query('logins.find', (db, args: { tokenHash: string; now: Date }) =>
  db.selectFrom('logins').select('actor').where('token_hash', '=', args.tokenHash).where('expires_at', '>', args.now),
);

const deleteQuery = query('logins.delete', (db, args: { tokenHash: string }) =>
  db.deleteFrom('logins').where('token_hash', '=', args.tokenHash),
);

/** Who is signed in, kept by the hash of what their browser holds. */
export function loginStore(db: Database): LoginStore {
  return {
    create: async (tokenHash, actor, expiresAtMs) => {
      await db.run(insertQuery, { tokenHash, actor, expiresAt: new Date(expiresAtMs) });
    },
    find: async (tokenHash, nowMs) => (await db.maybeOne(findQuery, { tokenHash, now: new Date(nowMs) }))?.actor ?? null,
    end: async (tokenHash) => {
      await db.run(deleteQuery, { tokenHash });
    },
  };
}
