import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cgiHead, pushVerdict, repositoryApp } from './git-push.ts';

const old = 'a'.repeat(40);
const next = 'b'.repeat(40);
const none = '0'.repeat(40);

describe('a push', () => {
  const plain = { ref: 'refs/heads/main', from: old, to: next, present: old, isBusy: false };
  const cases = [
    { it: 'of main is built', change: {}, expect: 'deploy', says: null },
    { it: 'of master too', change: { ref: 'refs/heads/master' }, expect: 'deploy', says: null },
    { it: 'of the first main too', change: { from: none, present: null }, expect: 'deploy', says: null },
    {
      it: 'of another branch is kept',
      change: { ref: 'refs/heads/try' },
      expect: 'store',
      says: /^try is stored, not deployed; push try:main/,
    },
    { it: 'of a tag is kept', change: { ref: 'refs/tags/v1' }, expect: 'store', says: /^v1 is stored/ },
    { it: 'that removes another branch does', change: { ref: 'refs/heads/try', to: none }, expect: 'store', says: /try is removed/ },
    { it: 'that would remove main is refused', change: { to: none }, expect: 'refuse', says: /cannot be removed/ },
    { it: 'that has not seen the newest main is refused', change: { present: next }, expect: 'refuse', says: /fetch it/ },
    { it: 'that thinks itself the first is refused', change: { from: none }, expect: 'refuse', says: /fetch it/ },
    { it: 'beside another is refused', change: { isBusy: true }, expect: 'refuse', says: /when it is over/ },
  ] as const;
  for (const c of cases) {
    it(c.it, () => {
      const verdict = pushVerdict({ ...plain, ...c.change });
      assert.equal(verdict.kind, c.expect);
      if (c.says !== null) assert.match('text' in verdict ? verdict.text : '', c.says);
    });
  }
});

describe('the head of a CGI answer', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  it('ends at an empty line', () => {
    const head = cgiHead(bytes('Status: 404 Not Found\r\nContent-Type: text/plain\r\n\r\nbody'));
    assert.deepEqual(head, { status: 404, headers: { 'content-type': 'text/plain' }, length: 51 });
  });
  it('is 200 where it says nothing', () => assert.equal(cgiHead(bytes('A: b\n\n'))?.status, 200));
  it('is awaited until it is whole', () => assert.equal(cgiHead(bytes('A: b\r\nC: ')), null));
});

describe('the name of a repository', () => {
  for (const [name, app] of [
    ['shop.git', 'shop'],
    ['shop', null],
    ['.git', null],
  ] as const)
    it(`${name} is of ${app ?? 'no app'}`, () => assert.equal(repositoryApp(name), app));
});
