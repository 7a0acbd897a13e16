import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { StaffId } from '../rules/ids.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

export interface StaffRow {
  readonly id: StaffId;
  readonly name: string;
  readonly role: 'director' | 'assistant';
}

const listQuery = query('staff.list', (db) => db.selectFrom('staff').select(['id', 'name', 'role']).orderBy('name').limit(500));

export function list(db: Queryable): Promise<StaffRow[]> {
  return db.run(listQuery, {});
}

const byNameQuery = query('staff.byName', (db, args: { name: string }) =>
  db.selectFrom('staff').select(['id', 'name', 'role', 'password_hash as passwordHash']).where('name', '=', args.name),
);

export function byName(db: Queryable, name: string): Promise<(StaffRow & { passwordHash: string }) | null> {
  return db.maybeOne(byNameQuery, { name });
}

const byIdQuery = query('staff.byId', (db, args: { id: StaffId }) =>
  db.selectFrom('staff').select(['id', 'name', 'role']).where('id', '=', args.id),
);

export function byId(db: Queryable, id: StaffId): Promise<StaffRow | null> {
  return db.maybeOne(byIdQuery, { id });
}

const insertQuery = query('staff.insert', (db, args: { name: string; passwordHash: string; role: 'director' | 'assistant' }) =>
  db.insertInto('staff').values({ name: args.name, password_hash: args.passwordHash, role: args.role }),
);

/** Throws a DatabaseFault on `staff_name_key` when the name is taken. */
export async function insert(db: Queryable, person: { name: string; passwordHash: string; role: 'director' | 'assistant' }): Promise<void> {
  await db.run(insertQuery, person);
}
