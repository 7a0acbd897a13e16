/** How a question of a form is answered, by the codes of imports: checkbox, yes or no, whole number, scale of whole numbers, number, text, long text, one of several, some of several. Tab spec section 1.7. */
export type AnswerType = 'bc' | 'bs' | 'i' | 'is' | 'f' | 't' | 'tl' | 'ss' | 'ms';

/** The ways of answering, by their codes, in words. */
export const answerTypes: Readonly<Record<AnswerType, string>> = {
  t: 'a line of text',
  tl: 'a longer text',
  is: 'a scale of whole numbers',
  i: 'a whole number',
  f: 'a number',
  bs: 'yes or no',
  bc: 'a box to tick',
  ss: 'one of several',
  ms: 'any of several',
};

/** What can be chosen, written one a line. */
export function choicesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A question of a feedback or registration form. */
export interface Question {
  readonly text: string;
  readonly answerType: AnswerType;
  readonly isRequired: boolean;
  readonly min: number | null;
  readonly max: number | null;
  /** What can be chosen; only for choices. */
  readonly choices: readonly string[];
}

/** A question as it stands on a form. */
export interface FormQuestion extends Question {
  readonly id: number;
  readonly helpText: string;
}

export type Answer = boolean | number | string | readonly string[];

/** An answer as it is stored, nothing, or why it cannot be taken. */
export type ReadAnswer = { readonly ok: true; readonly answer: Answer | null } | { readonly ok: false; readonly message: string };

/** The whole numbers that a scale offers: from the lowest to the highest, about ten of them. */
export function integerScale(min: number, max: number): number[] {
  const step = Math.max(Math.floor((max - min) / 10), 1);
  const first = Math.trunc(min);
  return Array.from({ length: Math.max(0, Math.floor((Math.trunc(max) - first) / step) + 1) }, (_value, index) => first + index * step);
}

/** Reads what a form sent for a question: a text, several texts, or nothing. */
export function readAnswer(question: Question, given: string | readonly string[] | undefined): ReadAnswer {
  const texts = (typeof given === 'string' ? [given] : (given ?? [])).map((text) => text.trim()).filter((text) => text !== '');
  if (question.answerType === 'bc')
    return checkbox(
      question,
      texts.filter((text) => text !== 'no'),
    ); // a program says no in words
  const [first] = texts;
  if (first === undefined) return question.isRequired ? fault('Answer this question.') : { ok: true, answer: null };
  return readers[question.answerType](question, { first, texts });
}

interface Given {
  readonly first: string;
  readonly texts: readonly string[];
}

type Reader = (question: Question, given: Given) => ReadAnswer;

const readers: Record<Exclude<AnswerType, 'bc'>, Reader> = {
  bs: (_question, { first }) => (first === 'yes' || first === 'no' ? taken(first === 'yes') : fault('Say yes or no.')),
  i: (question, { first }) => numberIn(question, first, true),
  is: (question, { first }) => {
    const scale = integerScale(question.min ?? 0, question.max ?? 10);
    return scale.includes(Number(first)) ? taken(Number(first)) : fault(`Choose one of ${scale.join(', ')}.`);
  },
  f: (question, { first }) => numberIn(question, first, false),
  t: (_question, { first }) => (/[\r\n]/.test(first) ? fault('Answer in one line.') : taken(first)),
  tl: (_question, { first }) => taken(first),
  ss: (question, { first, texts }) =>
    texts.length === 1 && question.choices.includes(first) ? taken(first) : fault(`Choose one of ${question.choices.join(', ')}.`),
  ms: (question, { texts }) =>
    texts.every((text) => question.choices.includes(text))
      ? taken([...new Set(texts)])
      : fault(`Choose of ${question.choices.join(', ')}.`),
};

/** A box that must be ticked is a consent; one that need not be is false when it is not. */
function checkbox({ isRequired }: Question, texts: readonly string[]): ReadAnswer {
  return isRequired && texts.length === 0 ? fault('Tick this box.') : taken(texts.length > 0);
}

function numberIn({ min, max }: Question, text: string, isWhole: boolean): ReadAnswer {
  const value = Number(text.replace(',', '.'));
  if (!Number.isFinite(value) || (isWhole && !Number.isInteger(value))) return fault(isWhole ? 'Give a whole number.' : 'Give a number.');
  if (min !== null && value < min) return fault(`Give at least ${min}.`);
  return max !== null && value > max ? fault(`Give at most ${max}.`) : taken(value);
}

function taken(answer: Answer): ReadAnswer {
  return { ok: true, answer };
}

function fault(message: string): ReadAnswer {
  return { ok: false, message };
}

/** Why this cannot be a question, in words; null when it can. */
export function questionFault(question: Question): string | null {
  const { text } = question;
  if (text.trim() === '') return 'A question needs a text.';
  if (text.length > 255) return `A question has at most 255 characters; this one has ${text.length}.`;
  return rangeFault(question) ?? choicesFault(question);
}

function rangeFault({ answerType, min, max }: Question): string | null {
  if (min !== null && max !== null && min > max) return 'The highest answer is below the lowest.';
  return answerType === 'is' && (min === null || max === null) ? 'A scale needs a lowest and a highest number.' : null;
}

function choicesFault({ answerType, choices }: Question): string | null {
  if (answerType !== 'ss' && answerType !== 'ms') return null;
  if (choices.length < 2) return 'Give at least two answers to choose from.';
  return new Set(choices).size < choices.length ? 'An answer to choose stands twice.' : null;
}
