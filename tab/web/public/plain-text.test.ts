import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paragraphsOf } from './plain-text.ts';

describe('text that staff wrote as HTML', () => {
  const cases = [
    { text: '', expect: [] },
    { text: 'Welcome', expect: ['Welcome'] },
    { text: '<p>One</p><p>Two<br>Three</p>', expect: ['One', 'Two', 'Three'] },
    { text: '<img src=x onerror="alert(1)"> Hi <script>bad()</script>', expect: ['Hi bad()'] },
  ];
  for (const { text, expect } of cases)
    it(`${text || 'nothing'} reads ${expect.join(' / ') || 'as nothing'}`, () => assert.deepEqual(paragraphsOf(text), expect));
});
