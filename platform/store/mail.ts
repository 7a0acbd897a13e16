import { invariant } from '#kit/errors/invariant.ts';
import { sql as messages } from './migrations/mail-0001-messages.ts';
import { numeric, Sqlite, text, textOrNull, word } from './sqlite.ts';
import type { Row } from './sqlite.ts';

export const mailStates = ['kept', 'waiting', 'sent', 'failed'] as const;

export interface MailRecord {
  readonly id: number;
  readonly account: string;
  readonly atMs: number;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  /** Bytes. */
  readonly size: number;
  readonly state: (typeof mailStates)[number];
  readonly tries: number;
  /** Why it could not be sent on; null when nothing is wrong. */
  readonly failure: string | null;
}

export interface NewMail extends Pick<MailRecord, 'account' | 'atMs' | 'sender' | 'recipients' | 'subject'> {
  readonly state: 'kept' | 'waiting';
  readonly raw: Uint8Array;
}

const columns = 'id, account, at_ms, sender, recipients, subject, size, state, tries, failure';

/** mail.db: the mail server writes it; control reads it, and empties it when somebody asks. */
export class MailBox {
  readonly #db: Sqlite;

  constructor(path: string) {
    this.#db = new Sqlite(path, 'full');
    this.#db.migrate([messages]);
  }

  close(): void {
    this.#db.close();
  }

  add(mail: NewMail): number {
    const sql = `insert into messages (account, at_ms, sender, recipients, subject, size, raw, state, next_try_ms)
      values ($account, $atMs, $sender, $recipients, $subject, $size, $raw, $state, $atMs) returning id`;
    const { recipients, raw, ...rest } = mail;
    return numeric(this.#db.one(sql, { ...rest, raw, recipients: JSON.stringify(recipients), size: raw.byteLength }), 'id');
  }

  /** Newest first. */
  list(accounts: readonly string[], limit: number): readonly MailRecord[] {
    const sql = `select ${columns} from messages where account in (select value from json_each($accounts)) order by id desc limit $limit`;
    return this.#db.all(sql, { accounts: JSON.stringify(accounts), limit }).map(mailRecord);
  }

  find(accounts: readonly string[], id: number): { readonly mail: MailRecord; readonly raw: Uint8Array } | null {
    const sql = `select ${columns}, raw from messages where id = $id and account in (select value from json_each($accounts))`;
    const row = this.#db.maybeOne(sql, { id, accounts: JSON.stringify(accounts) });
    return row && { mail: mailRecord(row), raw: bytes(row, 'raw') };
  }

  /** How many came in since then. */
  countSince(account: string, sinceMs: number): number {
    return numeric(
      this.#db.one('select count(*) count from messages where account = $account and at_ms >= $sinceMs', { account, sinceMs }),
      'count',
    );
  }

  /** What is to be sent on now, oldest first. */
  due(nowMs: number): readonly { readonly mail: MailRecord; readonly raw: Uint8Array }[] {
    const sql = `select ${columns}, raw from messages where state = 'waiting' and next_try_ms <= $nowMs order by next_try_ms, id limit 10`;
    return this.#db.all(sql, { nowMs }).map((row) => ({ mail: mailRecord(row), raw: bytes(row, 'raw') }));
  }

  setSent(id: number): void {
    this.#db.run("update messages set state = 'sent', tries = tries + 1, failure = null where id = $id", { id });
  }

  /** `nextTryMs` null: it is given up. */
  setFailure(id: number, { failure, nextTryMs }: { readonly failure: string; readonly nextTryMs: number | null }): void {
    const sql = 'update messages set state = $state, tries = tries + 1, failure = $failure, next_try_ms = $nextTryMs where id = $id';
    this.#db.run(sql, { id, failure, nextTryMs: nextTryMs ?? 0, state: nextTryMs === null ? 'failed' : 'waiting' });
  }

  clear(accounts: readonly string[]): number {
    return this.#db.run('delete from messages where account in (select value from json_each($accounts))', {
      accounts: JSON.stringify(accounts),
    });
  }

  /** Drops what is too old or too much for an account; what waits to be sent stays. */
  prune(account: string, keep: { readonly newest: number; readonly sinceMs: number }): void {
    const sql = `delete from messages where account = $account and state <> 'waiting' and (at_ms < $sinceMs or id <=
      (select id from messages where account = $account order by id desc limit 1 offset $newest))`;
    this.#db.run(sql, { account, sinceMs: keep.sinceMs, newest: keep.newest });
  }
}

function mailRecord(row: Row): MailRecord {
  const recipients: readonly string[] = JSON.parse(text(row, 'recipients'));
  return {
    id: numeric(row, 'id'),
    account: text(row, 'account'),
    atMs: numeric(row, 'at_ms'),
    sender: text(row, 'sender'),
    recipients,
    subject: text(row, 'subject'),
    size: numeric(row, 'size'),
    state: word(row, 'state', mailStates),
    tries: numeric(row, 'tries'),
    failure: textOrNull(row, 'failure'),
  };
}

function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  invariant(value instanceof Uint8Array, `${column} is bytes`);
  return value;
}
