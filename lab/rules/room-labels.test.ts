import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLabels } from './room-labels.ts';

describe('the labels of a room', () => {
  const cases = [
    { it: 'stand one a line', text: 'anna\nbert\n', expect: { labels: ['anna', 'bert'], wrong: null } },
    {
      it: 'or with any white space between',
      text: '\u{feff}anna\tbert  c_3\r\n\r\n',
      expect: { labels: ['anna', 'bert', 'c_3'], wrong: null },
    },
    { it: 'count once', text: 'anna bert anna', expect: { labels: ['anna', 'bert'], wrong: null } },
    { it: 'differ by capitals', text: 'Anna anna', expect: { labels: ['Anna', 'anna'], wrong: null } },
    { it: 'hold letters, digits and _', text: 'anna an-na', expect: { labels: ['anna', 'an-na'], wrong: 'an-na' } },
    { it: 'may be missing', text: ' \n', expect: { labels: [], wrong: null } },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(readLabels(c.text), c.expect));
});
