import type { Queryable } from '#kit/db/connect.ts';
import { answerWords } from '../rules/feedback-questions.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as feedback from '../store/feedback.ts';
import { ofTournament as questionsOf } from '../store/feedback-questions.ts';
import type { ExportTable } from './table.ts';

/** Every piece of feedback, the newest first, with a column for each question. */
export async function feedbackTable(db: Queryable, { id }: Tournament, hidesSource: boolean): Promise<ExportTable> {
  const [pieces, questions] = await Promise.all([feedback.ofTournament(db, id), questionsOf(db, id)]);
  const head = [
    'id',
    'round',
    'debate_id',
    'adjudicator',
    'source',
    'source_type',
    'score',
    'comment',
    'version',
    'confirmed',
    'ignored',
    'sent_at',
  ];
  return {
    name: 'feedback',
    header: [...head, ...questions.map(({ reference }) => reference)],
    rows: pieces.map((piece) => [
      piece.id,
      piece.roundSeq,
      piece.debateId,
      piece.target,
      hidesSource ? '' : piece.source,
      piece.sourceTeamId === null ? 'adjudicator' : 'team',
      piece.score,
      piece.comment,
      piece.version,
      piece.isConfirmed,
      piece.isIgnored,
      piece.createdAt.toISOString(),
      ...questions.map((question) => answerWords(piece.answers[String(question.id)])),
    ]),
  };
}
