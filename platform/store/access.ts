import type { ApiToken } from '../rules/resources.ts';
import { roles, type Role } from '../rules/roles.ts';
import { isoTime, text, numeric, numericOrNull, word } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

export interface NewToken {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly hash: string;
  readonly nowMs: number;
  readonly expiresAtMs: number | null;
}

/** API tokens and logins: hashes only. */
export class Access {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  tokens(): readonly ApiToken[] {
    const sql = 'select id, label, role, created_at_ms, last_used_at_ms, expires_at_ms from tokens order by created_at_ms limit 1000';
    return this.#db.all(sql, {}).map((row) => {
      const lastUsedAtMs = numericOrNull(row, 'last_used_at_ms');
      const expiresAtMs = numericOrNull(row, 'expires_at_ms');
      return {
        id: text(row, 'id'),
        label: text(row, 'label'),
        role: word(row, 'role', roles),
        createdAt: isoTime(numeric(row, 'created_at_ms')),
        lastUsedAt: lastUsedAtMs === null ? null : isoTime(lastUsedAtMs),
        expiresAt: expiresAtMs === null ? null : isoTime(expiresAtMs),
      };
    });
  }

  addToken(token: NewToken): void {
    const sql = `insert into tokens (id, label, role, hash, created_at_ms, expires_at_ms)
      values ($id, $label, $role, $hash, $nowMs, $expiresAtMs)`;
    this.#db.run(sql, { ...token });
  }

  /** Whose token it is, while it is good; notes the use, at most once a minute. */
  useToken(hash: string, nowMs: number): { readonly label: string; readonly role: Role } | null {
    const sql = `select label, role, last_used_at_ms from tokens where hash = $hash and (expires_at_ms is null or expires_at_ms > $nowMs)`;
    const row = this.#db.maybeOne(sql, { hash, nowMs });
    if (row === null) return null;
    if (nowMs - (numericOrNull(row, 'last_used_at_ms') ?? 0) > 60_000) {
      this.#db.run('update tokens set last_used_at_ms = $nowMs where hash = $hash', { hash, nowMs });
    }
    return { label: text(row, 'label'), role: word(row, 'role', roles) };
  }

  /** False when there is none. */
  revokeToken(id: string): boolean {
    return this.#db.run('delete from tokens where id = $id', { id }) > 0;
  }

  beginLogin(login: { readonly hash: string; readonly actor: string; readonly expiresAtMs: number }): void {
    this.#db.run('insert into logins (hash, actor, expires_at_ms) values ($hash, $actor, $expiresAtMs)', { ...login });
  }

  loginActor(hash: string, nowMs: number): string | null {
    const row = this.#db.maybeOne('select actor from logins where hash = $hash and expires_at_ms > $nowMs', { hash, nowMs });
    return row && text(row, 'actor');
  }

  endLogin(hash: string): void {
    this.#db.run('delete from logins where hash = $hash', { hash });
  }

  endExpiredLogins(nowMs: number): void {
    this.#db.run('delete from logins where expires_at_ms <= $nowMs', { nowMs });
  }

  /** The named secret, made once by `make`. */
  secret(name: string, make: () => string): string {
    return this.#db.transaction(() => {
      this.#db.run('insert into settings (name, value) values ($name, $value) on conflict (name) do nothing', { name, value: make() });
      return text(this.#db.one('select value from settings where name = $name', { name }), 'value');
    });
  }
}
