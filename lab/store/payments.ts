import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** A payment that was put right by hand. */
export interface Adjustment {
  readonly code: string;
  /** In real money; may be negative. */
  readonly amount: number;
  readonly reason: string;
  readonly actor: string;
  readonly at: Date;
}

// Text: the amount leaves the database as a number.
const ofSessionQuery = textQuery<{ sessionId: number }, Adjustment>(
  'payments.adjustments',
  `select p.code, a.amount::float8 as amount, a.reason, a.actor, a.at
   from lab_adjustment a join lab_participant p on p.id = a.participant_id where p.session_id = $1 order by a.id limit 100000`,
  ({ sessionId }) => [sessionId],
);

/** In the order they were made. */
export function adjustments(db: Queryable, sessionId: number): Promise<Adjustment[]> {
  return db.run(ofSessionQuery, { sessionId });
}

const addQuery = query('payments.adjust', (db, args: { sessionId: number; code: string; amount: number; reason: string; actor: string }) =>
  db
    .insertInto('lab_adjustment')
    .columns(['participant_id', 'amount', 'reason', 'actor'])
    .expression((eb) =>
      eb
        .selectFrom('lab_participant')
        .select((of) => [
          'id',
          of.cast<number>(of.val(args.amount), 'numeric').as('amount'),
          of.cast<string>(of.val(args.reason), 'text').as('reason'),
          of.cast<string>(of.val(args.actor), 'text').as('actor'),
        ])
        .where('session_id', '=', args.sessionId)
        .where('code', '=', args.code),
    )
    .returning('id'),
);

/** False when there is no such participant in the session. */
export async function adjust(
  db: Queryable,
  wish: { readonly sessionId: number; readonly code: string; readonly amount: number; readonly reason: string; readonly actor: string },
): Promise<boolean> {
  return (await db.maybeOne(addQuery, wish)) !== null;
}
