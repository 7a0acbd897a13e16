import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { RoundEntry, TakenBack } from '../rules/history/history.ts';
import type { RoundDiff } from '../rules/history/round-diff.ts';
import type { TournamentId } from '../rules/ids.ts';

interface Asked {
  readonly tournamentId: TournamentId;
  /** The round's number. */
  readonly seq: number;
  readonly most: number;
}

interface StoredEntry extends Omit<RoundEntry, 'takenBack' | 'diff'> {
  readonly takenBack: TakenBack | null;
  readonly diff: RoundDiff | null;
}

// Text: entries are kept as the text whose hash is chained; only those of the round are read as JSON.
const ofRoundQuery = textQuery<Asked, StoredEntry>(
  'history.ofRound',
  `select seq, (e->>'at')::timestamptz as at, e->>'actor' as actor, e->>'verb' as verb, e->'diff' as diff,
     case when jsonb_typeof(e->'change') = 'object' then e->'change'->>'words' end as words,
     case when e->>'verb' = 'taken_back' then e->'change' end as "takenBack"
   from (select seq, entry::jsonb as e from journal where tournament_id = $1 and entry like '%"subject":"round:' || $2::text || '"%'
         order by seq desc limit $3) said
   order by seq desc`,
  ({ tournamentId, seq, most }) => [tournamentId, String(seq), most],
);

/** What was done to a round, the newest first. */
export async function ofRound(db: Queryable, asked: Asked): Promise<RoundEntry[]> {
  const rows = await db.run(ofRoundQuery, asked);
  return rows.map(({ diff, ...entry }) => ({ ...entry, diff: diff ?? {} }));
}
