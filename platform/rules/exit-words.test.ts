import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exitWords } from './exit-words.ts';

const cases = [
  { it: 'keeps the words that people search for', status: 1, expect: 'Process exited with status 1' },
  { it: 'explains a missing command', status: 127, expect: 'Process exited with status 127 (command not found)' },
  { it: 'explains SIGKILL', status: 137, expect: 'Process exited with status 137 (killed, usually memory)' },
  { it: 'leaves an ordinary stop alone', status: 143, expect: 'Process exited with status 143' },
  { it: 'names another signal', status: 130, expect: 'Process exited with status 130 (ended by SIGINT)' },
  { it: 'says when nobody saw the status', status: null, expect: 'Process ended without leaving an exit status' },
];

describe('exitWords', () => {
  for (const c of cases) it(c.it, () => assert.equal(exitWords(c.status), c.expect));
});
