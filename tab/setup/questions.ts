import { choice, flag, number, text } from '../rules/setup/fields.ts';
import { answerTypes, choicesIn, questionFault } from '../rules/questions.ts';
import { slugOf } from '../rules/tournament.ts';
import { listOf } from '../store/setup-lists.ts';
import * as set from '../store/setup-writes.ts';
import type { Queryable } from '#kit/db/connect.ts';
import { kindOf } from './kind.ts';
import type { Place } from './kind.ts';

const { writes } = set;
const bound = { min: -1_000_000, max: 1_000_000, isWhole: false, absent: null };

export const feedbackQuestions = kindOf({
  name: 'feedback-questions',
  title: 'Feedback questions',
  one: 'feedback question',
  say: 'what feedback on adjudicators asks beside the score',
  fields: {
    text: text('Question', { longest: 255, isRequired: true }),
    name: text('Heading in tables', { longest: 30, help: 'Left empty it is the beginning of the question.' }),
    reference: text('Short word in files', {
      longest: 50,
      help: 'Left empty it is made from the heading.',
      form: { pattern: /^[a-z0-9][a-z0-9_-]*$/, says: 'small letters, digits, hyphens and underlines' },
    }),
    help_text: text('Help below it', { longest: 255 }),
    answer_type: choice('Answered by', answerTypes, 't'),
    required: flag('Must be answered', false),
    min_value: number('Lowest number', bound),
    max_value: number('Highest number', bound),
    choices: text('To choose from, one a line', { longest: 4000, isLong: true }),
    from_adj: flag('Adjudicators are asked', true),
    audience: choice('Of adjudicators', { '': 'all', C: 'only chairs', P: 'only panellists', T: 'only trainees' }, ''),
    from_team: flag('Teams are asked', true),
    seq: number('Place on the form', { min: 1, max: 1000, absent: null, help: 'Left empty it comes last.' }),
  },
  columns: ['answer_type', 'required', 'from_adj', 'from_team'],
  fault: ({ choices, required, answer_type: answerType, min_value: min, max_value: max, text: words, from_adj, from_team }) =>
    questionFault({ text: words, answerType, isRequired: required, min, max, choices: choicesIn(choices) }) ??
    (from_adj || from_team ? null : 'A question is for adjudicators, for teams, or for both.'),
  insert: async (tx, place, values) => {
    const id = await set.newId(tx, 'feedback_questions');
    const row = await placed(tx, place, values);
    await tx.run(writes.feedbackQuestions.insert, { rows: [{ id, tournament_id: place.tournament.id, ...values, ...row }] });
    return id;
  },
  update: async (tx, { id, ...place }, values) => {
    const row = await placed(tx, place, values);
    await tx.run(writes.feedbackQuestions.update, { id, row: { ...values, ...row } });
  },
  remove: async (tx, { id }) => void (await tx.run(writes.feedbackQuestions.remove, { id })),
});

interface Placed {
  readonly text: string;
  readonly name: string;
  readonly reference: string;
  readonly choices: string;
  readonly seq: number | null;
}

/** Heading, word and place that a question has when nobody says. */
async function placed(tx: Queryable, { tournament }: Place, values: Placed) {
  const others = await listOf(tx, tournament.id, 'feedback-questions');
  const name = values.name === '' ? values.text.slice(0, 30).trim() : values.name;
  return {
    name,
    reference: values.reference === '' ? slugOf(name).slice(0, 50) : values.reference,
    choices: choicesIn(values.choices).join('\n'),
    seq: values.seq ?? 1 + Math.max(0, ...others.map((row) => Number(row['seq']))),
  };
}
