import { readAnswers, type Answers } from '../feedback-questions.ts';
import type { FormQuestion } from '../questions.ts';
import { readFields, type Fields } from '../setup/fields.ts';

/** Whom a form of registration asks about. Tab spec section 10.1. */
export const registrationSubjects = {
  institution: 'institutions',
  coach: 'coaches',
  team: 'teams',
  speaker: 'speakers',
  adjudicator: 'adjudicators',
} as const;

export type RegistrationSubject = keyof typeof registrationSubjects;

/** A question of the organisers about one kind of registrants. */
export interface RegistrationQuestion extends FormQuestion {
  readonly subject: RegistrationSubject;
  /** Heading in tables. */
  readonly name: string;
}

/** A part of a form: what it asks about one institution, team or person. */
export interface FormPart {
  /** Before the names of its fields: `speaker-2`. */
  readonly key: string;
  /** `Speaker 2`; begins the sentences about what is wrong there. */
  readonly title: string;
  readonly fields: Fields;
  readonly questions: readonly RegistrationQuestion[];
  /** Left without a name it is about nobody. */
  readonly mayBeEmpty: boolean;
}

/** What was said about one of them. */
export interface FilledPart {
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly answers: Answers;
}

export type ReadForm =
  | { readonly ok: true; /** Without the parts about nobody. */ readonly parts: readonly FilledPart[] }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Every text that a form sent under a name. */
export type Given = (name: string) => readonly string[];

/** The name of a field in a part of the form. */
export const partField = (key: string, name: string): string => `${key}-${name}`;

/** Reads a whole form; says everything that is wrong at once, each in a sentence that begins with whom it is about. */
export function readForm(parts: readonly FormPart[], given: Given): ReadForm {
  const read = parts.filter((part) => !isAboutNobody(part, given)).map((part) => readPart(part, given));
  const faults = read.flatMap((part) => ('faults' in part ? part.faults : []));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, parts: read.flatMap((part) => ('faults' in part ? [] : [part])) };
}

function isAboutNobody({ key, mayBeEmpty }: FormPart, given: Given): boolean {
  return mayBeEmpty && ['name', 'email', 'phone'].every((name) => given(partField(key, name)).every((text) => text.trim() === ''));
}

function readPart({ key, title, fields, questions }: FormPart, given: Given): FilledPart | { readonly faults: readonly string[] } {
  const raw = Object.entries(fields).map(([name, { input }]) => {
    const texts = given(partField(key, name));
    return [name, input.kind === 'refs' ? texts : (texts[0] ?? '')] as const;
  });
  const values = readFields(fields, Object.fromEntries(raw));
  const answers = readAnswers(questions, (id) => given(partField(key, `question-${id}`)));
  if (values.ok && answers.ok) return { key, values: values.values, answers: answers.answers };
  return {
    faults: [
      ...(values.ok ? [] : values.faults.map(({ sentence }) => `${title}: ${sentence}`)),
      ...(answers.ok ? [] : answers.faults.map(({ question, message }) => `${title}, ${question.text} ${message}`)),
    ],
  };
}
