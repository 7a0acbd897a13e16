import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fill, unknownNames } from './fill.ts';

describe('the text of a message', () => {
  for (const [text, filled] of [
    ['Hi {{ USER }},', 'Hi Ana {{ ROUND }},'],
    ['{{USER}} and {{ USER }}', 'Ana {{ ROUND }} and Ana {{ ROUND }}'],
    ['{{ VENUE }} is no value here', '{{ VENUE }} is no value here'],
    ['{{ constructor }} { USER } {{ USER', '{{ constructor }} { USER } {{ USER'],
  ] as const)
    it(`${text} becomes ${filled}`, () => assert.equal(fill(text, { USER: 'Ana {{ ROUND }}', ROUND: 'Round 1' }), filled));

  it('says which names have no value', () => {
    assert.deepEqual(unknownNames('{{ USER }} {{ VENU }} {{VENU}} {{ ROUND }}', ['USER', 'ROUND']), ['VENU']);
  });
});
