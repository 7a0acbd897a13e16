import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { BallotId, DebateId, TournamentId } from '../rules/ids.ts';

interface OfTournament {
  readonly tournamentId: TournamentId;
}

/** How far the journal of a tournament goes, by its rows and by the head that the last append left. */
export interface JournalEnds {
  readonly rows: number;
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly headSeq: number;
  readonly headHash: string;
}

// Text: the rows are counted and the last one is looked up beside the head, in one statement and so in one snapshot.
const endsQuery = textQuery<OfTournament, JournalEnds>(
  'journalCheck.ends',
  `select (select count(*)::int from journal where tournament_id = $1) as rows, coalesce(last.seq, 0) as "lastSeq", coalesce(last.hash, '') as "lastHash",
          coalesce(head.seq, 0) as "headSeq", coalesce(head.hash, '') as "headHash"
   from (select 1) one left join journal_heads head on head.tournament_id = $1
   left join lateral (select seq, hash from journal where tournament_id = $1 order by seq desc limit 1) last on true`,
  ({ tournamentId }) => [tournamentId],
);

export function endsOf(db: Queryable, tournamentId: TournamentId): Promise<JournalEnds> {
  return db.one(endsQuery, { tournamentId });
}

// Text: JSON in a text column, compared by value and not by spelling.
const changedQuery = textQuery<OfTournament, { id: BallotId }>(
  'journalCheck.changedBallots',
  `with told as (
     select entry::jsonb->>'subject' as subject, entry::jsonb#>'{change,content}' as content from journal
     where tournament_id = $1 and entry like '%"subject":"ballot:%' and entry like '%"content":%')
   select b.id from rounds r join debates d on d.round_id = r.id join ballots b on b.debate_id = d.id
   left join told on told.subject = 'ballot:' || b.id
   where r.tournament_id = $1 and d.bracket >= 0 and b.content is distinct from told.content order by b.id limit 20`,
  ({ tournamentId }) => [tournamentId],
);

/** Versions of ballots that are not what the journal says was handed in, the first twenty. Byes have none that anybody handed in. */
export function changedBallots(db: Queryable, tournamentId: TournamentId): Promise<{ id: BallotId }[]> {
  return db.run(changedQuery, { tournamentId });
}

// Text: the last decision about each debate is picked by a window over its journal rows.
const misconfirmedQuery = textQuery<OfTournament, { debateId: DebateId; told: BallotId | null; found: BallotId | null }>(
  'journalCheck.misconfirmed',
  `with decided as (
     select seq, entry::jsonb->>'verb' as verb, substring(entry::jsonb->>'subject' from 8)::int as ballot from journal
     where tournament_id = $1 and entry like '%"subject":"ballot:%'
       and (entry like '%"verb":"ballot_confirmed"%' or entry like '%"verb":"ballot_unconfirmed"%')),
   last as (
     select distinct on (b.debate_id) b.debate_id, case when decided.verb = 'ballot_confirmed' then b.id end as told
     from decided join ballots b on b.id = decided.ballot order by b.debate_id, decided.seq desc)
   select d.id as "debateId", last.told, b.id as found
   from rounds r join debates d on d.round_id = r.id left join ballots b on b.debate_id = d.id and b.confirmed left join last on last.debate_id = d.id
   where r.tournament_id = $1 and d.bracket >= 0 and b.id is distinct from last.told order by d.id limit 20`,
  ({ tournamentId }) => [tournamentId],
);

/** Debates whose confirmed ballot is not the one that the journal says somebody confirmed last, the first twenty. */
export function misconfirmed(
  db: Queryable,
  tournamentId: TournamentId,
): Promise<{ debateId: DebateId; told: BallotId | null; found: BallotId | null }[]> {
  return db.run(misconfirmedQuery, { tournamentId });
}
