import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { FeedbackQuestion } from '../rules/feedback-questions.ts';
import type { TournamentId } from '../rules/ids.ts';

const ofTournamentQuery = textQuery<{ tournamentId: TournamentId }, FeedbackQuestion>(
  'feedbackQuestions.ofTournament',
  `select id, text, name, reference, help_text as "helpText", answer_type as "answerType", required as "isRequired", min_value as min, max_value as max,
          case when choices = '' then '{}' else string_to_array(choices, e'\\n') end as choices,
          from_adj as "isForAdjudicators", from_team as "isForTeams", nullif(audience, '') as audience
   from feedback_questions where tournament_id = $1 order by seq limit 100`,
  ({ tournamentId }) => [tournamentId],
);

/** What feedback on adjudicators asks, in the order of the form. */
export function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<FeedbackQuestion[]> {
  return db.run(ofTournamentQuery, { tournamentId });
}
