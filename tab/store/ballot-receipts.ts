import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { BallotId, DebateId, TeamId, TournamentId } from '../rules/ids.ts';

/** A confirmed ballot whose adjudicators have not been told yet. */
export interface OwedReceipt {
  readonly ballotId: BallotId;
  readonly tournamentId: TournamentId;
  readonly debateId: DebateId;
  readonly content: Ballot;
  /** What came of it, team by team. */
  readonly teams: readonly { readonly id: TeamId; readonly points: number | null; readonly win: boolean | null }[];
}

/** The intent of the messages about a ballot: one receipt a ballot, whoever writes it. */
export const receiptIntent = (ballotId: BallotId): string => `receipt-${ballotId}`;

// Text: only where the settings ask for receipts, in rounds that are played, of the last hour, and where somebody has an address.
const owedQuery = textQuery<{ since: Date; limit: number }, OwedReceipt>(
  'ballotReceipts.owed',
  `select b.id as "ballotId", r.tournament_id as "tournamentId", b.debate_id as "debateId", b.content,
     coalesce((select json_agg(json_build_object('id', s.team_id, 'points', s.points, 'win', s.win)) from team_scores s where s.ballot_id = b.id), '[]') as teams
   from tournaments t join rounds r on r.tournament_id = t.id and not r.completed join debates d on d.round_id = r.id
   join ballots b on b.debate_id = d.id and b.confirmed and b.confirmed_at > $1::timestamptz
   where t.settings ->> 'email.enable_ballot_receipts' = 'true'
     and not exists (select from messages m where m.intent = 'receipt-' || b.id)
     and exists (select from debate_adjudicators a join people p on p.id = a.adjudicator_id where a.debate_id = d.id and a.type <> 'T' and p.email is not null)
   order by b.confirmed_at limit $2`,
  ({ since, limit }) => [since, limit],
);

/** The oldest first. */
export function owedReceipts(db: Queryable, asked: { readonly since: Date; readonly limit: number }): Promise<OwedReceipt[]> {
  return db.run(owedQuery, asked);
}
