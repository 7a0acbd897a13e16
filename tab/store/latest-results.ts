import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { DebateId, TournamentId } from '../rules/ids.ts';

/** A result as it was confirmed. */
export interface LatestResult {
  readonly debateId: DebateId;
  readonly at: Date;
  readonly round: string;
  readonly room: string | null;
  /** In order of side, with what each took. */
  readonly teams: readonly { readonly name: string; readonly points: number | null; readonly win: boolean | null }[];
}

// Text: each result's teams travel as one JSON value, so that ten results are ten rows.
const newestQuery = textQuery<{ tournamentId: TournamentId; most: number }, LatestResult>(
  'latestResults.newest',
  `select d.id as "debateId", b.confirmed_at as at, r.abbreviation as round, v.display_name as room,
     (select coalesce(json_agg(json_build_object('name', t.short_name, 'points', s.points, 'win', s.win) order by dt.side), '[]')
      from debate_teams dt join teams t on t.id = dt.team_id left join team_scores s on s.ballot_id = b.id and s.team_id = t.id
      where dt.debate_id = d.id) as teams
   from rounds r join debates d on d.round_id = r.id join ballots b on b.debate_id = d.id and b.confirmed left join venues v on v.id = d.venue_id
   where r.tournament_id = $1 and d.bracket >= 0 and b.confirmed_at is not null order by b.confirmed_at desc, b.id desc limit $2`,
  ({ tournamentId, most }) => [tournamentId, most],
);

/** What was confirmed last, the newest first. */
export function newest(db: Queryable, asked: { readonly tournamentId: TournamentId; readonly most: number }): Promise<LatestResult[]> {
  return db.run(newestQuery, asked);
}
