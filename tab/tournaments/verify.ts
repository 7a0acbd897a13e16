import type { Queryable } from '#kit/db/connect.ts';
import type { Tournament } from '../rules/tournament.ts';
import { firstBadRow } from '../store/journal.ts';
import { changedBallots, endsOf, misconfirmed, type JournalEnds } from '../store/journal-check.ts';
import { inSnapshot } from '../store/snapshot.ts';
import type { Tab } from '../tab.ts';

/** What was found when the journal of a tournament was walked. */
export interface JournalVerdict {
  readonly slug: string;
  readonly rows: number;
  /** Of the last row: who wrote it down earlier can tell that nothing before it has changed since, not even the whole chain at once. */
  readonly hash: string;
  /** The first row that is not what was written, or that follows a missing one; null when the chain is whole. */
  readonly firstBadRow: number | null;
  /** Sentences; none when all is as it was written. */
  readonly faults: readonly string[];
}

/** Walks the chain of a tournament's journal, then holds its ballots beside what the journal says of them. Changes nothing. */
export function verifyJournal({ db }: Pick<Tab, 'db'>, tournament: Pick<Tournament, 'id' | 'slug'>): Promise<JournalVerdict> {
  return inSnapshot(db, (tx) => verdictOf(tx, tournament));
}

async function verdictOf(tx: Queryable, { id, slug }: Pick<Tournament, 'id' | 'slug'>): Promise<JournalVerdict> {
  const [ends, badRow] = await Promise.all([endsOf(tx, id), firstBadRow(tx, id)]);
  const broken =
    badRow === null
      ? endFault(ends)
      : { row: badRow, says: `Row ${badRow} of the journal of ${slug} does not follow from the row before it.` };
  const faults = broken === null ? await ballotFaults(tx, { id, slug }) : [broken.says];
  return { slug, rows: ends.rows, hash: ends.lastHash, firstBadRow: broken?.row ?? null, faults };
}

/** Rows that were cut off at the end leave a whole chain behind, but the head remembers them. */
function endFault({ lastSeq, lastHash, headSeq, headHash }: JournalEnds): { row: number; says: string } | null {
  if (lastSeq < headSeq)
    return { row: lastSeq + 1, says: `Row ${lastSeq + 1} of the journal is missing, with all after it up to ${headSeq}.` };
  if (lastSeq === headSeq && lastHash === headHash) return null;
  return { row: lastSeq, says: `Row ${lastSeq} of the journal is not the last one that was written.` };
}

async function ballotFaults(tx: Queryable, { id, slug }: Pick<Tournament, 'id' | 'slug'>): Promise<string[]> {
  const [changed, wrong] = await Promise.all([changedBallots(tx, id), misconfirmed(tx, id)]);
  return [
    ...changed.map((ballot) => `Ballot ${ballot.id} of ${slug} is not what was handed in.`),
    ...wrong.map(
      ({ debateId, told, found }) =>
        `In debate ${debateId} of ${slug} ${ballotWords(found)} is confirmed, and the journal says ${ballotWords(told)}.`,
    ),
  ];
}

function ballotWords(id: number | null): string {
  return id === null ? 'no ballot' : `ballot ${id}`;
}
