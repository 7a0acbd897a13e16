import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { ScoredFeedback } from '../rules/feedback.ts';
import type { PersonId, TournamentId } from '../rules/ids.ts';
import type { RatingSource } from '../rules/standings/diversity.ts';

interface OfTournament {
  readonly tournamentId: TournamentId;
}

/** What was said of an adjudicator, with where it comes from. */
export interface Rating extends ScoredFeedback {
  readonly personId: PersonId;
  readonly round: number;
  readonly from: RatingSource;
}

// Text, as the next: joins a piece to the seat its source had in the debate.
const ratingsQuery = textQuery<OfTournament, Rating>(
  'publicScores.ratings',
  `select f.adjudicator_id as "personId", r.seq as round, f.score, f.confirmed as "isConfirmed", f.ignored as "isIgnored",
     coalesce(seat.type = 'T', false) as "isFromTrainee", case when f.source_team_id is null then coalesce(seat.type, 'P') else 'team' end as "from"
   from rounds r join debates d on d.round_id = r.id join feedback f on f.debate_id = d.id and f.confirmed
   left join debate_adjudicators seat on seat.debate_id = f.debate_id and seat.adjudicator_id = f.source_adjudicator_id
   where r.tournament_id = $1 limit 40000`,
  ({ tournamentId }) => [tournamentId],
);

/** Every piece of feedback that was not replaced by a newer one. */
export function ratings(db: Queryable, tournamentId: TournamentId): Promise<Rating[]> {
  return db.run(ratingsQuery, { tournamentId });
}

/** A speech of an elimination round. */
export interface LateSpeech {
  readonly round: number;
  readonly speaker: PersonId;
  readonly position: number;
  readonly score: number;
}

const lateQuery = textQuery<OfTournament, LateSpeech>(
  'publicScores.lateSpeeches',
  `select r.seq as round, s.speaker_id as speaker, s.position, s.score
   from rounds r join debates d on d.round_id = r.id join ballots b on b.debate_id = d.id and b.confirmed
     join speaker_scores s on s.ballot_id = b.id and not s.ghost
   where r.tournament_id = $1 and r.stage = 'E' limit 20000`,
  ({ tournamentId }) => [tournamentId],
);

/** Speeches of elimination rounds by confirmed ballots, where those are scored at all. */
export function lateSpeeches(db: Queryable, tournamentId: TournamentId): Promise<LateSpeech[]> {
  return db.run(lateQuery, { tournamentId });
}
