import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Role } from '../rules/roles.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** Somebody who may work at the desk. */
export interface Account {
  readonly name: string;
  readonly role: Role;
  readonly madeAt: Date;
}

const listQuery = query('accounts.list', (db) =>
  db.selectFrom('lab_account').select(['name', 'role', 'made_at as madeAt']).orderBy('name').limit(500),
);

export function accounts(db: Queryable): Promise<Account[]> {
  return db.run(listQuery, {});
}

const roleQuery = query('accounts.role', (db, args: { name: string }) =>
  db.selectFrom('lab_account').select('role').where('name', '=', args.name),
);

/** Null when there is no such account. */
export async function accountRole(db: Queryable, name: string): Promise<Role | null> {
  return (await db.maybeOne(roleQuery, { name }))?.role ?? null;
}

const hashQuery = query('accounts.hash', (db, args: { name: string }) =>
  db.selectFrom('lab_account').select('password_hash as hash').where('name', '=', args.name),
);

/** Null when there is no such account. */
export async function passwordHash(db: Queryable, name: string): Promise<string | null> {
  return (await db.maybeOne(hashQuery, { name }))?.hash ?? null;
}

interface KeptAccount {
  readonly name: string;
  readonly role: Role;
  /** Null: the password stays. */
  readonly hash: string | null;
}

// Text: an upsert that keeps the password where none is given.
const keepQuery = textQuery<KeptAccount, { name: string }>(
  'accounts.keep',
  `insert into lab_account (name, role, password_hash) select $1, $2, $3::text where $3::text is not null
   on conflict (name) do update set role = excluded.role, password_hash = excluded.password_hash returning name`,
  ({ name, role, hash }) => [name, role, hash],
);

const changeRoleQuery = query('accounts.changeRole', (db, args: { name: string; role: Role }) =>
  db.updateTable('lab_account').set({ role: args.role }).where('name', '=', args.name).returning('name'),
);

const endLoginsQuery = query('accounts.endLogins', (db, args: { name: string }) =>
  db.deleteFrom('lab_login').where('actor', '=', args.name),
);

/** Makes an account or changes it. With another password its logins end. False when it is new and has none. */
export async function keepAccount(tx: Transaction, { name, role, hash }: KeptAccount): Promise<boolean> {
  const kept = hash === null ? await tx.maybeOne(changeRoleQuery, { name, role }) : await tx.maybeOne(keepQuery, { name, role, hash });
  if (hash !== null) await tx.run(endLoginsQuery, { name });
  return kept !== null;
}

const removeQuery = query('accounts.remove', (db, args: { name: string }) => db.deleteFrom('lab_account').where('name', '=', args.name));

/** The account goes, and its logins with it. */
export async function removeAccount(tx: Transaction, name: string): Promise<void> {
  await tx.run(removeQuery, { name });
  await tx.run(endLoginsQuery, { name });
}
