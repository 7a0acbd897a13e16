import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chatBody, mostChatLetters } from './chat.ts';

describe('what somebody writes in a chat', () => {
  const cases = [
    { it: 'is kept without the space around it', written: '  Hello \n', expect: 'Hello' },
    { it: 'is nothing when only space is left', written: ' \n ', expect: null },
    { it: 'is nothing when it is no text', written: { body: 'Hello' }, expect: null },
    { it: 'ends after a thousand letters', written: 'x'.repeat(2_000), expect: 'x'.repeat(mostChatLetters) },
  ];
  for (const c of cases) it(c.it, () => assert.equal(chatBody(c.written), c.expect));
});
