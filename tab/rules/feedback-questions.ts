import type { PanelPlace } from './debate.ts';
import { readAnswer, type Answer, type FormQuestion } from './questions.ts';

/** A question that feedback on an adjudicator asks beside the score, in the order of the form. */
export interface FeedbackQuestion extends FormQuestion {
  /** Heading in tables. */
  readonly name: string;
  /** Short word in files. */
  readonly reference: string;
  readonly isForAdjudicators: boolean;
  readonly isForTeams: boolean;
  /** Of adjudicators, only those who sat so; null for all. */
  readonly audience: PanelPlace | null;
}

/** Answers by the question's id. */
export type Answers = Readonly<Record<string, Answer>>;

/** Who is asked: a team, or an adjudicator by the place on the panel. */
export type Asked = 'team' | PanelPlace;

/** The questions of one form. */
export function questionsFor(asked: Asked, questions: readonly FeedbackQuestion[]): FeedbackQuestion[] {
  return questions.filter(({ isForAdjudicators, isForTeams, audience }) =>
    asked === 'team' ? isForTeams : isForAdjudicators && (audience === null || audience === asked),
  );
}

export type ReadAnswers<Question> =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly faults: readonly { readonly question: Question; readonly message: string }[] };

/** Reads all answers of a form; says everything that is wrong at once. What was left empty is not among the answers. */
export function readAnswers<Question extends FormQuestion>(
  questions: readonly Question[],
  given: (id: number) => readonly string[],
): ReadAnswers<Question> {
  const read = questions.map((question) => ({ question, result: readAnswer(question, given(question.id)) }));
  const faults = read.flatMap(({ question, result }) => (result.ok ? [] : [{ question, message: result.message }]));
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    answers: Object.fromEntries(
      read.flatMap(({ question, result }) => (result.ok && result.answer !== null ? [[String(question.id), result.answer]] : [])),
    ),
  };
}

/** An answer in words, for tables and files. */
export function answerWords(answer: Answer | undefined): string {
  if (answer === undefined) return '';
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no';
  return typeof answer === 'string' || typeof answer === 'number' ? String(answer) : answer.join(', ');
}
