import { answerWords, type FeedbackQuestion } from '../rules/feedback-questions.ts';
import type { FeedbackRow } from '../store/feedback.ts';
import type { ExportTable } from './table.ts';

interface Said {
  readonly feedback: readonly FeedbackRow[];
  readonly questions: readonly FeedbackQuestion[];
  /** Who said it stays out. */
  readonly hidesSource: boolean;
}

/** Every piece of feedback, the newest first, with a column for each question. */
export function feedbackTable({ feedback: pieces, questions, hidesSource }: Said): ExportTable {
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
