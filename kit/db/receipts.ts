import { hash, randomFillSync } from 'node:crypto';
import type { Queryable } from './connect.ts';
import { textQuery } from './query.ts';

/**
 * The proof that a form was taken (reliability specification, 2.1). Stored in the same transaction as the effect, in the table
 * `receipts` that each product's migrations make.
 */
export interface Receipt {
  /** 128 bits as hex, made when the form was rendered. */
  readonly intent: string;
  /** Who sent it. */
  readonly actor: string;
  /** What it changes, e.g. `ballot:712`. */
  readonly target: string;
  readonly bodyHash: string;
  /** What was answered; a repeat is answered the same. */
  readonly reply: unknown;
}

export type Claim =
  | { readonly kind: 'new' }
  | { readonly kind: 'repeat'; readonly reply: unknown }
  | { readonly kind: 'conflict'; readonly first: { readonly bodyHash: string; readonly reply: unknown } };

interface StoredReceipt {
  readonly actor: string;
  readonly body_hash: string;
  readonly reply: unknown;
}

const insertReceipt = textQuery<Receipt, { intent: string }>(
  'receipts.insert',
  `insert into receipts (intent, actor, target, body_hash, reply) values ($1, $2, $3, $4, $5)
   on conflict (intent) do nothing returning intent`,
  (receipt) => [receipt.intent, receipt.actor, receipt.target, receipt.bodyHash, JSON.stringify(receipt.reply)],
);

const firstReceipt = textQuery<{ intent: string }, StoredReceipt>(
  'receipts.first',
  'select actor, body_hash, reply from receipts where intent = $1',
  (args) => [args.intent],
);

/**
 * Call it in the transaction of the effect and go on only when the answer is `new`. Two requests with one intent meet at the
 * primary key: the second waits for the first's commit and is then a repeat, or a conflict when its body or sender differs.
 */
export async function claimReceipt(tx: Queryable, receipt: Receipt): Promise<Claim> {
  const inserted = await tx.maybeOne(insertReceipt, receipt);
  if (inserted) return { kind: 'new' };
  const first = await tx.one(firstReceipt, { intent: receipt.intent });
  if (first.body_hash === receipt.bodyHash && first.actor === receipt.actor) return { kind: 'repeat', reply: first.reply };
  return { kind: 'conflict', first: { bodyHash: first.body_hash, reply: first.reply } };
}

const intentBytes = 16;
/** Chance is drawn for many intents at a time: each draw asks the system. */
const drawn = Buffer.alloc(256 * intentBytes);
let used = drawn.length;

/** What a form with this intent was answered before; undefined when it is new. For effects whose answer is known only once they are done: call it first, under a lock. */
export async function earlierReply(tx: Queryable, intent: string): Promise<unknown> {
  return (await tx.maybeOne(firstReceipt, { intent }))?.reply;
}

/** A new intent for a form that is being rendered. */
export function newIntent(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += intentBytes;
  return drawn.toString('hex', used - intentBytes, used);
}

/** True for what newIntent makes: 32 hexadecimal digits. */
export function isIntent(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{32}$/.test(text);
}

/** A hash of a form's fields that does not depend on their order. */
export function bodyHash(fields: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify(sorted), 'base64url');
}

/** Crockford's alphabet without the letters that look like digits. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight characters a person can read out, `7KQ2-M4XD`; the same intent always gives the same code. */
export function receiptCode(intent: string): string {
  const bytes = hash('sha256', intent, 'buffer');
  const code = [...bytes.subarray(0, 8)].map((byte) => letters[byte % 32]).join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
