import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { auditDetail } from './audit-detail.ts';

describe('what the audit log says of a change', () => {
  const cases = [
    { it: 'nothing more to say', args: [], expect: '' },
    { it: 'a plain wish', args: [{ web: 3 }], expect: '{"web":3}' },
    { it: 'several arguments', args: ['web.1', { on: true }], expect: '["web.1",{"on":true}]' },
    { it: 'a removed config var', args: [{ set: { A: null }, restart: true }], expect: '{"set":{"A":null},"restart":true}' },
    { it: 'no functions and streams', args: [{ kind: 'tar', stream: Readable.from([]), onItem: () => {} }], expect: '{"kind":"tar"}' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(auditDetail(c.args), c.expect));

  it('never the value of a secret, but whether it is the same', () => {
    const [once, again, other] = ['very secret', 'very secret', 'another'].map((A) => auditDetail([{ set: { A } }]));
    assert.doesNotMatch(once ?? '', /secret/);
    assert.match(once ?? '', /^\{"set":\{"A":"sha256:[0-9a-f]{12}"\}\}$/);
    assert.equal(once, again);
    assert.notEqual(once, other);
  });
  it('a long text is cut', () => assert.equal(auditDetail(['x'.repeat(1000)]).length, 202));
});
