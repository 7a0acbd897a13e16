import { randomBytes } from 'node:crypto';
import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

// Text: whoever comes first decides, everybody reads the same; `do update` makes the present value come back.
const keepQuery = textQuery<{ name: string; value: string }, { value: string }>(
  'secrets.keep',
  'insert into secrets (name, value) values ($1, $2) on conflict (name) do update set value = secrets.value returning value',
  ({ name, value }) => [name, value],
);

/** The secret of this name, made at the first call by any process. */
export async function secret(db: Queryable, name: string): Promise<string> {
  const { value } = await db.one(keepQuery, { name, value: randomBytes(32).toString('base64url') });
  return value;
}
