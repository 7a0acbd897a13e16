import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { logfmt, logfmtValue } from './logfmt.ts';

const cases = [
  { it: 'leaves plain words bare', value: 'web.1', expect: 'web.1' },
  { it: 'writes nothing for null', value: null, expect: '' },
  { it: 'writes numbers', value: 412, expect: '412' },
  { it: 'quotes spaces', value: 'Request timeout', expect: '"Request timeout"' },
  { it: 'quotes an equals sign', value: 'a=b', expect: '"a=b"' },
  { it: 'escapes quotes', value: 'say "hi"', expect: '"say \\"hi\\""' },
  { it: 'keeps a line on one line', value: 'a\nb', expect: '"a\\nb"' },
];

describe('logfmt', () => {
  for (const c of cases) it(c.it, () => assert.equal(logfmtValue(c.value), c.expect));
  it('joins pairs in the order given', () =>
    assert.equal(
      logfmt([
        ['at', 'info'],
        ['code', null],
      ]),
      'at=info code=',
    ));
  it('quotes a plain value when told to', () => assert.equal(logfmtValue('/draw', true), '"/draw"'));
});
