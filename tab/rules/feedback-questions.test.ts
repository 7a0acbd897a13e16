import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerWords, questionsFor, readAnswers, type Asked, type FeedbackQuestion } from './feedback-questions.ts';

const question = (id: number, more: Partial<FeedbackQuestion> = {}): FeedbackQuestion => ({
  id,
  text: `Question ${id}?`,
  name: `Q${id}`,
  reference: `q${id}`,
  helpText: '',
  answerType: 't',
  isRequired: false,
  min: null,
  max: null,
  choices: [],
  isForAdjudicators: true,
  isForTeams: true,
  audience: null,
  ...more,
});

describe('who is asked which question', () => {
  const all = [
    question(1),
    question(2, { isForTeams: false }),
    question(3, { isForAdjudicators: false }),
    question(4, { audience: 'P' }),
    question(5, { audience: 'C', isForTeams: false }),
  ];
  const cases: [Asked, number[]][] = [
    ['team', [1, 3, 4]],
    ['C', [1, 2, 5]],
    ['P', [1, 2, 4]],
    ['T', [1, 2]],
  ];
  for (const [asked, expected] of cases)
    it(asked, () =>
      assert.deepEqual(
        questionsFor(asked, all).map(({ id }) => id),
        expected,
      ),
    );
});

describe('the answers of a form', () => {
  const scale = question(1, { answerType: 'is', min: 1, max: 5, isRequired: true });
  const several = question(2, { answerType: 'ms', choices: ['clear', 'fair'] });
  const read = (given: Record<number, string[]>) => readAnswers([scale, several], (id) => given[id] ?? []);

  it('are kept by question, without what was left empty', () => assert.deepEqual(read({ 1: ['4'] }), { ok: true, answers: { '1': 4 } }));
  it('say everything that is wrong at once', () => {
    const found = read({ 1: ['9'], 2: ['loud'] });
    assert.deepEqual(found.ok ? [] : found.faults.map(({ question: of, message }) => [of.id, message]), [
      [1, 'Choose one of 1, 2, 3, 4, 5.'],
      [2, 'Choose of clear, fair.'],
    ]);
  });
  it('read as words', () => assert.deepEqual([true, 3, ['a', 'b'], undefined].map(answerWords), ['yes', '3', 'a, b', '']));
});
