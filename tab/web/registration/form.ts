import { newIntent } from '#kit/db/receipts.ts';
import type { Html } from '#kit/html/html.ts';
import type { Answer, FormQuestion } from '../../rules/questions.ts';
import type { Answers } from '../../rules/feedback-questions.ts';
import { partField, type FormPart, type Given } from '../../rules/registration/form.ts';
import type { Tournament } from '../../rules/tournament.ts';
import { choicesFor, type Choices } from '../../setup/choices.ts';
import type { Tab } from '../../tab.ts';
import { questionField } from '../question-fields.ts';
import { registrationFormPage, type RegistrationFormView, type ShownPart } from './views/form.ts';

/** What is on record in a part of the form. */
export interface Stored {
  readonly id?: number | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly answers: Answers;
}

export interface FormWish extends Pick<RegistrationFormView, 'title' | 'say' | 'action' | 'label' | 'back' | 'withdraw'> {
  readonly tournament: Tournament;
  readonly parts: readonly FormPart[];
  /** What stands in each part, by its key, until somebody has written something else. */
  readonly stored: ReadonlyMap<string, Stored>;
  /** What was sent and refused. */
  readonly refused: { readonly fault: string; readonly given: Given } | null;
}

/** The form as it stands on record, or as it was sent when it is refused. */
export async function showForm(tab: Tab, wish: FormWish): Promise<Html> {
  const { tournament, parts, stored, refused, ...words } = wish;
  const choices = await choicesFor(tab.db, tournament.id, Object.assign({}, ...parts.map(({ fields }) => fields)));
  return registrationFormPage({
    ...words,
    event: tournament.name,
    intent: newIntent(),
    fault: refused?.fault ?? null,
    parts: parts.map((part) => shownPart(part, { stored: stored.get(part.key) ?? null, given: refused?.given ?? null })),
    choices: offered(choices),
  });
}

interface Written {
  readonly stored: Stored | null;
  readonly given: Given | null;
}

function shownPart(part: FormPart, { stored, given }: Written): ShownPart {
  const { key, fields, questions } = part;
  const typed: Given = given ?? ((name) => storedTexts(questions, name, { key, answers: stored?.answers ?? {} }));
  const sent = Object.keys(fields).map((name) => [name, textsOrText(fields[name]?.input.kind, given?.(partField(key, name)) ?? [])]);
  return {
    ...part,
    values: given === null ? (stored?.values ?? {}) : Object.fromEntries(sent),
    typed,
    ...(stored?.id === undefined ? {} : { id: stored.id }),
  };
}

const textsOrText = (kind: string | undefined, texts: readonly string[]): unknown => {
  if (kind === 'refs') return texts;
  return kind === 'flag' ? texts.length > 0 : (texts[0] ?? '');
};

interface Answered {
  readonly key: string;
  readonly answers: Answers;
}

/** The answer to the question whose field has this name, as a form would send it. */
function storedTexts(questions: readonly FormQuestion[], name: string, { key, answers }: Answered): readonly string[] {
  const question = questions.find(({ id }) => questionField(id, `${key}-`) === name);
  const answer = question === undefined ? undefined : answers[String(question.id)];
  return answer === undefined ? [] : textsOf(answer, question?.answerType === 'bc');
}

function textsOf(answer: Answer, isTick: boolean): readonly string[] {
  if (typeof answer === 'boolean') return isTick ? (answer ? ['1'] : []) : [answer ? 'yes' : 'no'];
  return typeof answer === 'string' || typeof answer === 'number' ? [String(answer)] : answer;
}

/** Every team may break in a general category, so nobody is asked about it. */
function offered(choices: Choices): Choices {
  const chosen = choices.get('break-categories')?.filter(({ values }) => values['is_general'] !== true);
  return chosen === undefined ? choices : new Map([...choices, ['break-categories', chosen]]);
}
