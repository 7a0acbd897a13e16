import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { TournamentId } from '../rules/ids.ts';

/** One act of a person with rights. */
export interface JournalEntry {
  readonly tournamentId: TournamentId;
  readonly at: Date;
  /** Who: a staff login, `person:<id>`, `api`, `demo`. */
  readonly actor: string;
  /** What was done, in the past tense with an underscore: `draw_published`. */
  readonly verb: string;
  /** To what: `round:3`, `ballot:712`. */
  readonly subject: string;
  /** What it was and became, as far as it matters for undoing it. */
  readonly change?: unknown;
  /** What stood before and after it, key by key, for acts on a round that can be taken back. */
  readonly diff?: unknown;
}

// Text: takes the next number and links the hash in the same statement that holds the head.
const appendQuery = textQuery<{ tournamentId: TournamentId; entry: string }, { seq: number }>(
  'journal.append',
  `with before as (select seq, hash from journal_heads where tournament_id = $1 for update),
  after as (
    update journal_heads h set seq = before.seq + 1, hash = encode(sha256(convert_to(before.hash || $2, 'UTF8')), 'hex')
    from before where h.tournament_id = $1 returning h.seq, h.hash)
  insert into journal (tournament_id, seq, entry, hash) select $1, after.seq, $2, after.hash from after returning seq`,
  ({ tournamentId, entry }) => [tournamentId, entry],
);

/** Call it last in a transaction: the chain lets one commit through at a time. */
export async function append(tx: Queryable, { tournamentId, ...entry }: JournalEntry): Promise<void> {
  await tx.run(appendQuery, { tournamentId, entry: JSON.stringify(entry) });
}

/** The same without waiting for the answer: it shares the trip of the commit, so that the chain is held as short as can be. */
export function appendLast(tx: Transaction, { tournamentId, ...entry }: JournalEntry): void {
  tx.queue(appendQuery, { tournamentId, entry: JSON.stringify(entry) });
}

const firstBadQuery = textQuery<{ tournamentId: TournamentId }, { seq: number }>(
  'journal.firstBad',
  `select seq from (
     select seq, hash, entry, coalesce(lag(hash) over (order by seq), '') as before, row_number() over (order by seq) as place
     from journal where tournament_id = $1) chain
   where seq <> place or hash <> encode(sha256(convert_to(before || entry, 'UTF8')), 'hex') order by seq limit 1`,
  ({ tournamentId }) => [tournamentId],
);

/** The first row that was changed, or that follows a missing one; null when the chain is whole. */
export async function firstBadRow(db: Queryable, tournamentId: TournamentId): Promise<number | null> {
  return (await db.maybeOne(firstBadQuery, { tournamentId }))?.seq ?? null;
}
