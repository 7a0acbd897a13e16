import { flag, mustNumber, number, text } from '../rules/setup/fields.ts';
import { criterionFault } from '../rules/ballots/criteria.ts';
import { listOf } from '../store/setup-lists.ts';
import * as set from '../store/setup-writes.ts';
import type { Queryable } from '#kit/db/connect.ts';
import { kindOf } from './kind.ts';
import type { Place } from './kind.ts';

const { writes } = set;
const score = { min: -1000, max: 10_000, isWhole: false };

interface CriterionValues {
  readonly seq: number | null;
  readonly weight: number;
  readonly min_score: number;
  readonly max_score: number;
  readonly step: number;
  readonly required: boolean;
}

export const scoreCriteria = kindOf({
  name: 'score-criteria',
  title: 'Score criteria',
  one: 'score criterion',
  say: 'what speeches are scored by, if not by one score each: content, style, strategy; the score of a speech is their sum by weight',
  fields: {
    name: text('Name', { longest: 20, isRequired: true }),
    seq: number('Place on the ballot', { min: 1, max: 50, absent: null, help: 'Left empty it comes last.' }),
    weight: number('Weight', { ...score, min: 0, absent: 1 }),
    min_score: mustNumber('Lowest score', score),
    max_score: mustNumber('Highest score', score),
    step: number('Step', { ...score, min: 0, absent: 1 }),
    required: flag('Must be filled in', true, 'Otherwise it may be left empty and counts nothing.'),
  },
  columns: ['seq', 'weight', 'min_score', 'max_score', 'step'],
  fault: ({ weight, min_score: min, max_score: max, step }) => criterionFault({ weight, min, max, step }),
  insert: async (tx, place, values) => {
    await set.refuseScored(tx, place.tournament.id);
    const id = await set.newId(tx, 'score_criteria');
    const row = { ...values, seq: values.seq ?? (await nextSeq(tx, place)) };
    await tx.run(writes.scoreCriteria.insert, { rows: [{ id, tournament_id: place.tournament.id, ...row }] });
    return id;
  },
  update: async (tx, { id, ...place }, values) => {
    const before = (await listOf(tx, place.tournament.id, 'score-criteria')).find((one) => one.id === id);
    const row = { ...values, seq: values.seq ?? Number(before?.['seq'] ?? 1) };
    if (before === undefined || !countsTheSame(before, row)) await set.refuseScored(tx, place.tournament.id);
    await tx.run(writes.scoreCriteria.update, { id, row });
  },
  remove: async (tx, { tournament, id }) => {
    await set.refuseScored(tx, tournament.id);
    await tx.run(writes.scoreCriteria.remove, { id });
  },
});

const counting = ['seq', 'weight', 'min_score', 'max_score', 'step', 'required'] as const;

const countsTheSame = (before: Readonly<Record<string, unknown>>, after: CriterionValues): boolean =>
  counting.every((name) => before[name] === after[name]);

async function nextSeq(tx: Queryable, { tournament }: Place): Promise<number> {
  const others = await listOf(tx, tournament.id, 'score-criteria');
  return 1 + Math.max(0, ...others.map((row) => Number(row['seq'])));
}
