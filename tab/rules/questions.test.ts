import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { integerScale, questionFault, readAnswer, type AnswerType, type Question } from './questions.ts';

function asked(answerType: AnswerType, rest: Partial<Question> = {}): Question {
  return { text: 'How was it?', answerType, isRequired: false, min: null, max: null, choices: [], ...rest };
}

describe('answers to questions of a form', () => {
  const range = { min: 1, max: 5 };
  const colours = { choices: ['red', 'blue'] };
  const cases = [
    { it: 'a box that is ticked', question: asked('bc'), given: 'on', expect: true },
    { it: 'a box that is not', question: asked('bc'), given: undefined, expect: false },
    { it: 'a box that must be ticked', question: asked('bc', { isRequired: true }), given: undefined, expect: 'Tick this box.' },
    { it: 'no', question: asked('bs'), given: 'no', expect: false },
    { it: 'neither yes nor no', question: asked('bs'), given: 'maybe', expect: 'Say yes or no.' },
    { it: 'nothing', question: asked('t'), given: ' ', expect: null },
    { it: 'nothing where something is needed', question: asked('t', { isRequired: true }), given: '', expect: 'Answer this question.' },
    { it: 'a whole number', question: asked('i', range), given: '4', expect: 4 },
    { it: 'half a number', question: asked('i', range), given: '4.5', expect: 'Give a whole number.' },
    { it: 'too little', question: asked('f', range), given: '0.5', expect: 'Give at least 1.' },
    { it: 'too much', question: asked('f', range), given: '5,5', expect: 'Give at most 5.' },
    { it: 'a place on a scale', question: asked('is', range), given: '3', expect: 3 },
    { it: 'a place beside a scale', question: asked('is', range), given: '6', expect: 'Choose one of 1, 2, 3, 4, 5.' },
    { it: 'two lines for one', question: asked('t'), given: 'a\nb', expect: 'Answer in one line.' },
    { it: 'two lines', question: asked('tl'), given: 'a\nb', expect: 'a\nb' },
    { it: 'one of several', question: asked('ss', colours), given: 'red', expect: 'red' },
    { it: 'one that is none of them', question: asked('ss', colours), given: 'green', expect: 'Choose one of red, blue.' },
    { it: 'two where one is asked', question: asked('ss', colours), given: ['red', 'blue'], expect: 'Choose one of red, blue.' },
  ];
  for (const c of cases)
    it(c.it, () => {
      const read = readAnswer(c.question, c.given);
      assert.equal(read.ok ? read.answer : read.message, c.expect);
    });

  it('some of several, each once', () => {
    assert.deepEqual(readAnswer(asked('ms', colours), ['blue', 'red', 'blue']), { ok: true, answer: ['blue', 'red'] });
  });
});

describe('questions', () => {
  it('scales have about ten places', () => {
    assert.deepEqual(integerScale(1, 5), [1, 2, 3, 4, 5]);
    assert.deepEqual(integerScale(0, 100), [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    assert.deepEqual(integerScale(5, 1), []);
  });

  const faults = [
    { question: asked('t', { text: ' ' }), expect: 'A question needs a text.' },
    { question: asked('is'), expect: 'A scale needs a lowest and a highest number.' },
    { question: asked('i', { min: 5, max: 1 }), expect: 'The highest answer is below the lowest.' },
    { question: asked('ss', { choices: ['yes'] }), expect: 'Give at least two answers to choose from.' },
    { question: asked('ms', { choices: ['a', 'a'] }), expect: 'An answer to choose stands twice.' },
    { question: asked('bc'), expect: null },
  ];
  for (const { question, expect } of faults) it(expect ?? 'that can be asked', () => assert.equal(questionFault(question), expect));
});
