import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** The proof that a page was sent. */
export interface PageReceipt {
  readonly intent: string | null;
  readonly bodyHash: string | null;
}

const receiptQuery = query('pageTimes.receipt', (db, args: { participant: number; pageIndex: number }) =>
  db
    .selectFrom('lab_page_time')
    .select(['intent', 'body_hash as bodyHash'])
    .where('participant_id', '=', args.participant)
    .where('page_index', '=', args.pageIndex),
);

/** Null when the participant never left that page. */
export function receiptOf(db: Queryable, participant: number, pageIndex: number): Promise<PageReceipt | null> {
  return db.maybeOne(receiptQuery, { participant, pageIndex });
}
