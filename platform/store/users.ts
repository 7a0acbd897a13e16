import { roles } from '../rules/roles.ts';
import type { Role } from '../rules/roles.ts';
import type { User } from '../rules/resources.ts';
import { isoTime, numeric, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface NewUser {
  readonly name: string;
  readonly role: Role;
  /** Null: all apps. */
  readonly apps: readonly string[] | null;
  readonly passwordHash: string;
  readonly nowMs: number;
}

export interface UserChange {
  readonly role: Role;
  readonly apps: readonly string[] | null;
  /** Null: the present one stays. */
  readonly passwordHash: string | null;
}

/** Who may sign in besides the holder of the admin password. */
export class Users {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  list(): readonly User[] {
    return this.#db.all('select name, role, apps, created_at_ms from users order by name limit 1000', {}).map(user);
  }

  find(name: string): User | null {
    const row = this.#db.maybeOne('select name, role, apps, created_at_ms from users where name = $name', { name });
    return row && user(row);
  }

  passwordHash(name: string): string | null {
    const row = this.#db.maybeOne('select password from users where name = $name', { name });
    return row && text(row, 'password');
  }

  /** False when the name is taken. */
  add({ name, role, apps, passwordHash, nowMs }: NewUser): boolean {
    const sql = `insert into users (name, role, apps, password, created_at_ms) values ($name, $role, $apps, $passwordHash, $nowMs)
      on conflict (name) do nothing`;
    return this.#db.run(sql, { name, role, apps: listed(apps), passwordHash, nowMs }) > 0;
  }

  /** Ends the user's logins when the password changes. False when there is none. */
  change(name: string, { role, apps, passwordHash }: UserChange): boolean {
    return this.#db.transaction(() => {
      if (passwordHash !== null) this.#db.run('delete from logins where actor = $name', { name });
      const sql = 'update users set role = $role, apps = $apps, password = coalesce($passwordHash, password) where name = $name';
      return this.#db.run(sql, { name, role, apps: listed(apps), passwordHash }) > 0;
    });
  }

  /** With all logins. False when there is none. */
  remove(name: string): boolean {
    return this.#db.transaction(() => {
      this.#db.run('delete from logins where actor = $name', { name });
      return this.#db.run('delete from users where name = $name', { name }) > 0;
    });
  }
}

const listed = (apps: readonly string[] | null): string | null => (apps === null ? null : apps.join(' '));

function user(row: Row): User {
  const apps = textOrNull(row, 'apps');
  return {
    name: text(row, 'name'),
    role: word(row, 'role', roles),
    apps: apps === null ? null : apps.split(' ').filter((app) => app !== ''),
    createdAt: isoTime(numeric(row, 'created_at_ms')),
  };
}
