import type { ApiToken } from '../rules/resources.ts';
import { isoTime, text, numeric, numericOrNull } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

/** API tokens and logins: hashes only. */
export class Access {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  tokens(): readonly ApiToken[] {
    const sql = 'select id, label, created_at_ms, last_used_at_ms from tokens order by created_at_ms limit 1000';
    return this.#db.all(sql, {}).map((row) => {
      const lastUsedAtMs = numericOrNull(row, 'last_used_at_ms');
      return {
        id: text(row, 'id'),
        label: text(row, 'label'),
        createdAt: isoTime(numeric(row, 'created_at_ms')),
        lastUsedAt: lastUsedAtMs === null ? null : isoTime(lastUsedAtMs),
      };
    });
  }

  addToken(token: { readonly id: string; readonly label: string; readonly hash: string; readonly nowMs: number }): void {
    this.#db.run('insert into tokens (id, label, hash, created_at_ms) values ($id, $label, $hash, $nowMs)', { ...token });
  }

  /** The label of the token with this hash; notes the use, at most once a minute. */
  useToken(hash: string, nowMs: number): string | null {
    const row = this.#db.maybeOne('select label, last_used_at_ms from tokens where hash = $hash', { hash });
    if (row === null) return null;
    if (nowMs - (numericOrNull(row, 'last_used_at_ms') ?? 0) > 60_000) {
      this.#db.run('update tokens set last_used_at_ms = $nowMs where hash = $hash', { hash, nowMs });
    }
    return text(row, 'label');
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
