import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { auditDetail } from './audit-detail.ts';

const hide = (secret: string): string => `hidden:${secret.length}`;

describe('what the audit log says of a change', () => {
  const cases = [
    { it: 'nothing more to say', args: [], expect: '' },
    { it: 'a plain wish', args: [{ web: 3 }], expect: '{"web":3}' },
    { it: 'several arguments', args: ['web.1', { on: true }], expect: '["web.1",{"on":true}]' },
    { it: 'a removed config var', args: [{ set: { A: null }, restart: true }], expect: '{"set":{"A":null},"restart":true}' },
    { it: 'nothing of a password', args: [{ role: 'viewer', password: 'very secret' }], expect: '{"role":"viewer"}' },
    { it: 'nothing of a passphrase', args: [{ passphrase: 'correct horse battery' }], expect: '{}' },
    { it: 'no functions and streams', args: [{ kind: 'tar', stream: Readable.from([]), onItem: () => {} }], expect: '{"kind":"tar"}' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(auditDetail(c.args, hide), c.expect));

  it('of a secret only what is made of it', () => {
    assert.equal(auditDetail([{ set: { A: 'very secret', B: null } }], hide), '{"set":{"A":"hidden:11","B":null}}');
    assert.equal(auditDetail([{ certificate: 'abc', key: 'de' }], hide), '{"certificate":"hidden:3","key":"hidden:2"}');
    assert.equal(auditDetail([{ keyId: 'me', secret: 'abcd' }], hide), '{"keyId":"me","secret":"hidden:4"}');
  });
  it('a long text is cut', () => assert.equal(auditDetail(['x'.repeat(1000)], hide).length, 202));
});
