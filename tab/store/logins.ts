import type { Database, Queryable } from '#kit/db/connect.ts';
import type { LoginStore } from '#kit/http/login.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
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

const endAllQuery = query('logins.endAll', (db, args: { actor: string }) => db.deleteFrom('logins').where('actor', '=', args.actor));

/** Signs somebody out everywhere: after a new password, or when their account is closed. */
export async function endAllOf(tx: Queryable, actor: string): Promise<void> {
  await tx.run(endAllQuery, { actor });
}

// Text: one statement counts a try and begins a new window when the last is over, whichever process is asked.
const tryQuery = textQuery<{ credential: string; now: Date; windowMs: number }, { tries: number }>(
  'logins.countTry',
  `insert into login_tries as t (credential, began_at, tries) values ($1, $2, 1)
   on conflict (credential) do update set
     tries = case when t.began_at < $2::timestamptz - $3 * interval '1 ms' then 1 else t.tries + 1 end,
     began_at = case when t.began_at < $2::timestamptz - $3 * interval '1 ms' then $2 else t.began_at end
   returning tries`,
  ({ credential, now, windowMs }) => [credential, now, windowMs],
);

/** Counts a try with this credential, by the hash of its name; gives how many there were in the window, this one included. */
export async function countTry(db: Queryable, tried: { credential: string; now: Date; windowMs: number }): Promise<number> {
  return (await db.one(tryQuery, tried)).tries;
}

const forgetQuery = query('logins.forgetTries', (db, args: { credential: string }) =>
  db.deleteFrom('login_tries').where('credential', '=', args.credential),
);

/** It was the right password: earlier tries count no more. */
export async function forgetTries(db: Queryable, credential: string): Promise<void> {
  await db.run(forgetQuery, { credential });
}
