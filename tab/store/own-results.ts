import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { FeedbackSource, GivenFeedback } from '../rules/feedback.ts';
import type { DebateId, PersonId, TeamId, TournamentId, VenueId } from '../rules/ids.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** What a team took from one of its debates, by the confirmed ballot. */
export interface OwnResult {
  readonly debateId: DebateId;
  readonly points: number | null;
  readonly win: boolean | null;
  readonly teams: number;
  /** How many won: one in a final. */
  readonly winners: number;
}

// Text: counts who else won the debate.
const resultsQuery = textQuery<{ teamId: TeamId }, OwnResult>(
  'ownResults.ofTeam',
  `select b.debate_id as "debateId", s.points, s.win, all_of.teams, all_of.winners
   from team_scores s join ballots b on b.id = s.ballot_id and b.confirmed
   join lateral (select count(*)::int as teams, count(*) filter (where o.win)::int as winners from team_scores o where o.ballot_id = b.id) all_of on true
   where s.team_id = $1 limit 200`,
  ({ teamId }) => [teamId],
);

/** Every confirmed result of a team, public or not. */
export function ofTeam(db: Queryable, teamId: TeamId): Promise<OwnResult[]> {
  return db.run(resultsQuery, { teamId });
}

// Text: a source is one of two columns.
const givenQuery = textQuery<{ source: FeedbackSource }, { debateId: DebateId; targetId: PersonId }>(
  'ownResults.feedbackOf',
  `select debate_id as "debateId", adjudicator_id as "targetId" from feedback
   where confirmed and ($1::int is null or source_team_id = $1) and ($2::int is null or source_adjudicator_id = $2) limit 500`,
  ({ source: { kind, id } }) => (kind === 'team' ? [id, null] : [null, id]),
);

/** The pieces of feedback of one source that were not replaced. */
export async function feedbackOf(db: Queryable, source: FeedbackSource): Promise<GivenFeedback[]> {
  const rows = await db.run(givenQuery, { source });
  return rows.map(({ debateId, targetId }) => ({ debate: debateId, target: targetId, source }));
}

const linksQuery = query('ownResults.roomLinks', (db, args: { tournamentId: TournamentId }) =>
  db.selectFrom('venues').select(['id', 'url']).where('tournament_id', '=', args.tournamentId).where('url', 'like', 'http%').limit(2000),
);

/** Where the rooms are that have an address on the web. */
export async function roomLinks(db: Queryable, tournamentId: TournamentId): Promise<ReadonlyMap<VenueId, string>> {
  const rows = await db.run(linksQuery, { tournamentId });
  return new Map(rows.map(({ id, url }) => [id, url]));
}
