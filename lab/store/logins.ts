import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { LoginStore } from '#kit/http/login.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

const createQuery = query('logins.create', (db, args: { tokenHash: string; actor: string; expiresAt: Date }) =>
  db.insertInto('lab_login').values({ token_hash: args.tokenHash, actor: args.actor, expires_at: args.expiresAt }),
);

const findQuery = query('logins.find', (db, args: { tokenHash: string; now: Date }) =>
  db.selectFrom('lab_login').select('actor').where('token_hash', '=', args.tokenHash).where('expires_at', '>', args.now),
);

const endQuery = query('logins.end', (db, args: { tokenHash: string }) =>
  db.deleteFrom('lab_login').where('token_hash', '=', args.tokenHash),
);

const forgetQuery = query('logins.forget', (db, args: { now: Date }) => db.deleteFrom('lab_login').where('expires_at', '<=', args.now));

/** Administrators' logins; the expired ones go when somebody logs in. */
export function loginStore(db: Queryable, nowMs: () => number): LoginStore {
  return {
    create: async (tokenHash, actor, expiresAtMs) => {
      await Promise.all([
        db.run(createQuery, { tokenHash, actor, expiresAt: new Date(expiresAtMs) }),
        db.run(forgetQuery, { now: new Date(nowMs()) }),
      ]);
    },
    find: async (tokenHash, atMs) => (await db.maybeOne(findQuery, { tokenHash, now: new Date(atMs) }))?.actor ?? null,
    end: async (tokenHash) => {
      await db.run(endQuery, { tokenHash });
    },
  };
}
