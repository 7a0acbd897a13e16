import { choice, flag, number, text, type Values } from '../rules/setup/fields.ts';
import { answerTypes, choicesIn, questionFault } from '../rules/questions.ts';
import { registrationSubjects } from '../rules/registration/form.ts';
import type { TournamentId } from '../rules/ids.ts';
import { slugOf } from '../rules/tournament.ts';
import { listOf, type ListRow } from '../store/setup-lists.ts';
import * as set from '../store/setup-writes.ts';
import type { Queryable } from '#kit/db/connect.ts';
import { kindOf } from './kind.ts';

const { writes } = set;
const bound = { min: -1_000_000, max: 1_000_000, isWhole: false, absent: null };

const asked = {
  text: text('Question', { longest: 255, isRequired: true }),
  name: text('Heading in tables', { longest: 30, help: 'Left empty it is the beginning of the question.' }),
};

const answered = {
  help_text: text('Help below it', { longest: 255 }),
  answer_type: choice('Answered by', answerTypes, 't'),
  required: flag('Must be answered', false),
  min_value: number('Lowest number', bound),
  max_value: number('Highest number', bound),
  choices: text('To choose from, one a line', { longest: 4000, isLong: true }),
};

const place = number('Place on the form', { min: 1, max: 1000, absent: null, help: 'Left empty it comes last.' });

/** Why the question cannot be asked. */
const faultOf = (values: Values<typeof asked & typeof answered>): string | null =>
  questionFault({
    text: values.text,
    answerType: values.answer_type,
    isRequired: values.required,
    min: values.min_value,
    max: values.max_value,
    choices: choicesIn(values.choices),
  });

export const feedbackQuestions = kindOf({
  name: 'feedback-questions',
  title: 'Feedback questions',
  one: 'feedback question',
  say: 'what feedback on adjudicators asks beside the score',
  fields: {
    ...asked,
    reference: text('Short word in files', {
      longest: 50,
      help: 'Left empty it is made from the heading.',
      form: { pattern: /^[a-z0-9][a-z0-9_-]*$/, says: 'small letters, digits, hyphens and underlines' },
    }),
    ...answered,
    from_adj: flag('Adjudicators are asked', true),
    audience: choice('Of adjudicators', { '': 'all', C: 'only chairs', P: 'only panellists', T: 'only trainees' }, ''),
    from_team: flag('Teams are asked', true),
    seq: place,
  },
  columns: ['answer_type', 'required', 'from_adj', 'from_team'],
  fault: (values) =>
    faultOf(values) ?? (values.from_adj || values.from_team ? null : 'A question is for adjudicators, for teams, or for both.'),
  insert: async (tx, { tournament }, values) => {
    const id = await set.newId(tx, 'feedback_questions');
    const row = feedbackRow(values, await listOf(tx, tournament.id, 'feedback-questions'));
    await tx.run(writes.feedbackQuestions.insert, { rows: [{ id, tournament_id: tournament.id, ...values, ...row }] });
    return id;
  },
  update: async (tx, { id, tournament }, values) => {
    const row = feedbackRow(values, await listOf(tx, tournament.id, 'feedback-questions'));
    await tx.run(writes.feedbackQuestions.update, { id, row: { ...values, ...row } });
  },
  remove: async (tx, { id }) => void (await tx.run(writes.feedbackQuestions.remove, { id })),
});

/** What the registration of institutions, teams and adjudicators asks beside names and addresses. */
export const registrationQuestions = kindOf({
  name: 'questions',
  title: 'Registration questions',
  one: 'registration question',
  say: 'what online registration asks beside names and addresses',
  fields: { subject: choice('Asked about', registrationSubjects, 'team'), ...asked, ...answered, seq: place },
  columns: ['subject', 'answer_type', 'required'],
  fault: faultOf,
  insert: async (tx, { tournament }, values) => {
    const id = await set.newId(tx, 'questions');
    const row = await registrationRow(tx, tournament.id, values);
    await tx.run(writes.questions.insert, { rows: [{ id, tournament_id: tournament.id, ...values, ...row }] });
    return id;
  },
  update: async (tx, { id, tournament }, values) => {
    await tx.run(writes.questions.update, { id, row: { ...values, ...(await registrationRow(tx, tournament.id, values)) } });
  },
  remove: async (tx, { id }) => void (await tx.run(writes.questions.remove, { id })),
});

interface Placed {
  readonly text: string;
  readonly name: string;
  readonly choices: string;
  readonly seq: number | null;
}

/** Heading and place that a question has when nobody says; `others` are on the same form. */
function placed(values: Placed, others: readonly ListRow[]) {
  return {
    name: values.name === '' ? values.text.slice(0, 30).trim() : values.name,
    choices: choicesIn(values.choices).join('\n'),
    seq: values.seq ?? 1 + Math.max(0, ...others.map((row) => Number(row['seq']))),
  };
}

function feedbackRow(values: Placed & { readonly reference: string }, others: readonly ListRow[]) {
  const row = placed(values, others);
  return { ...row, reference: values.reference === '' ? slugOf(row.name).slice(0, 50) : values.reference };
}

async function registrationRow(tx: Queryable, tournamentId: TournamentId, values: Placed & { readonly subject: string }) {
  const all = await listOf(tx, tournamentId, 'questions');
  return placed(
    values,
    all.filter(({ subject }) => subject === values.subject),
  );
}
