import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

// Text: deletes are told by how many rows they took.
const forgetReceiptsQuery = textQuery<{ before: Date }, { count: number }>(
  'upkeep.forgetReceipts',
  'with gone as (delete from receipts where created_at < $1 returning 1) select count(*)::int as count from gone',
  ({ before }) => [before],
);

const forgetLoginsQuery = textQuery<{ before: Date }, { count: number }>(
  'upkeep.forgetLogins',
  'with gone as (delete from logins where expires_at < $1 returning 1) select count(*)::int as count from gone',
  ({ before }) => [before],
);

/** Drops receipts that nobody can ask for any more. Gives how many. */
export async function forgetReceipts(db: Queryable, before: Date): Promise<number> {
  return (await db.one(forgetReceiptsQuery, { before })).count;
}

/** Drops logins that have run out. Gives how many. */
export async function forgetLogins(db: Queryable, before: Date): Promise<number> {
  return (await db.one(forgetLoginsQuery, { before })).count;
}
