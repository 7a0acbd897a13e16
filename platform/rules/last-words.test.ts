import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastWords } from './last-words.ts';

const cases = [
  { it: 'is nothing for an empty log', log: '\n', expect: null },
  {
    it: 'is the message of the last logged error',
    log: '{"event":"started"}\n{"event":"failed","error":{"message":"The disk is full."}}\n{"event":"stopped"}\n',
    expect: 'The disk is full.',
  },
  {
    it: "is the first line of a stack, without the error's name",
    log: 'file:///a.ts:3\n\nError: no such table\n    at a.ts:3\n\nNode.js v26\n',
    expect: 'no such table',
  },
  { it: 'takes an error with a code', log: 'Error [ERR_X]: gone\n    at b\n', expect: 'gone' },
  { it: 'is the last line where nothing looks like an error', log: 'sh: not found\n', expect: 'sh: not found' },
];

describe('lastWords', () => {
  for (const c of cases) it(c.it, () => assert.equal(lastWords(c.log), c.expect));
});
