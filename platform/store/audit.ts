import { createHash } from 'node:crypto';
import type { AuditEntry, AuditPage } from '../rules/resources.ts';
import { isoTime, numeric, text, textOrNull } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface NewAuditEntry {
  readonly atMs: number;
  readonly actor: string;
  readonly role: string;
  readonly address: string | null;
  readonly agent: string | null;
  readonly requestId: string | null;
  readonly app: string | null;
  readonly action: string;
  readonly detail: string;
  /** The code of the refusal; null for what was done. */
  readonly refused: string | null;
}

/** Null: any. */
export interface AuditFilter {
  readonly actor: string | null;
  readonly app: string | null;
  readonly action: string | null;
  /** Entries older than this one. */
  readonly beforeId: number | null;
  readonly limit: number;
}

const columns = 'id, at_ms, actor, role, address, agent, request_id, app, action, detail, refused, hash';
const beginning = 'the beginning';
const keptMs = 2 * 366 * 24 * 3_600_000;

/** Who did what and who read a secret, each entry with a hash over itself and the one before: one that was changed or taken out is noticed. */
export class Audit {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  append(entry: NewAuditEntry): void {
    this.#db.transaction(() => {
      const last = this.#db.maybeOne('select id, hash from audit order by id desc limit 1', {});
      const id = last === null ? 1 : numeric(last, 'id') + 1;
      const hash = hashOf(last === null ? beginning : text(last, 'hash'), { id, ...entry });
      const sql = `insert into audit (${columns})
        values ($id, $atMs, $actor, $role, $address, $agent, $requestId, $app, $action, $detail, $refused, $hash)`;
      this.#db.run(sql, { id, ...entry, hash });
    });
  }

  /** Newest first. */
  list({ actor, app, action, beforeId, limit }: AuditFilter): AuditPage {
    const sql = `select ${columns} from audit where ($actor is null or actor = $actor) and ($app is null or app = $app)
      and ($action is null or action = $action) and ($beforeId is null or id < $beforeId) order by id desc limit $limit`;
    const rows = this.#db.all(sql, { actor, app, action, beforeId, limit: limit + 1 });
    return { entries: rows.slice(0, limit).map(auditEntry), hasMore: rows.length > limit };
  }

  /** The id of the first entry that is not as it was written; null when all are. */
  firstBroken(): number | null {
    let last: Link = { id: 0, hash: beginning };
    for (;;) {
      const rows = this.#db.all(`select ${columns} from audit where id > $after order by id limit 1000`, { after: last.id });
      if (rows.length === 0) return null;
      for (const row of rows) {
        const link = { id: numeric(row, 'id'), hash: text(row, 'hash') };
        if (!isOldestKept(last, link) && !follows(last, link, row)) return link.id;
        last = link;
      }
    }
  }

  /** Entries are kept for two years. */
  prune(nowMs: number): void {
    this.#db.run('delete from audit where at_ms < $oldest and id < (select max(id) from audit)', { oldest: nowMs - keptMs });
  }
}

interface Link {
  readonly id: number;
  readonly hash: string;
}

/** Behind it stands nothing to compare with. */
const isOldestKept = (last: Link, { id }: Link): boolean => last.id === 0 && id > 1;

function follows(last: Link, { id, hash }: Link, row: Row): boolean {
  return id === last.id + 1 && hash === hashOf(last.hash, { id, ...newEntry(row) });
}

function hashOf(before: string, entry: NewAuditEntry & { readonly id: number }): string {
  const { id, atMs, actor, role, address, agent, requestId, app, action, detail, refused } = entry;
  const content = JSON.stringify([before, id, atMs, actor, role, address, agent, requestId, app, action, detail, refused]);
  return createHash('sha256').update(content).digest('base64url');
}

function newEntry(row: Row): NewAuditEntry {
  return {
    atMs: numeric(row, 'at_ms'),
    actor: text(row, 'actor'),
    role: text(row, 'role'),
    address: textOrNull(row, 'address'),
    agent: textOrNull(row, 'agent'),
    requestId: textOrNull(row, 'request_id'),
    app: textOrNull(row, 'app'),
    action: text(row, 'action'),
    detail: text(row, 'detail'),
    refused: textOrNull(row, 'refused'),
  };
}

function auditEntry(row: Row): AuditEntry {
  const { atMs, ...entry } = newEntry(row);
  return { id: numeric(row, 'id'), at: isoTime(atMs), ...entry };
}
