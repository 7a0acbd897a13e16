import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteRange, contentType, entityTag, isCurrent, sitePath } from './static-site.ts';

describe('sitePath', () => {
  const cases = [
    { it: 'the front page', url: '/', expect: { names: [], isFolder: true } },
    { it: 'a file, whatever follows ?', url: '/a/b.css?v=2#top', expect: { names: ['a', 'b.css'], isFolder: false } },
    { it: 'a folder', url: '/a/', expect: { names: ['a'], isFolder: true } },
    { it: 'a name with a blank and an umlaut', url: '/Men%C3%BC%20neu.html', expect: { names: ['Menü neu.html'], isFolder: false } },
    { it: 'what certificates are proved by', url: '/.well-known/a', expect: { names: ['.well-known', 'a'], isFolder: false } },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(sitePath(c.url), c.expect));

  for (const url of ['/../x', '/a/%2e%2e/x', '/a%2f..%2fx', '/a%5Cb', '/a%00', '/%', '/.git/HEAD', '/a/.env'])
    it(`${url} leads nowhere`, () => assert.equal(sitePath(url), null));
});

describe('contentType', () => {
  it('goes by the ending, in any case', () => assert.equal(contentType('/a/LOGO.SVG'), 'image/svg+xml'));
  it('is plain bytes for the rest', () => assert.equal(contentType('README'), 'application/octet-stream'));
});

describe('isCurrent', () => {
  const file = { sizeBytes: 120, changedAtMs: 1_795_654_800_000 };
  const tag = entityTag(file);
  it('knows its tag in a list, weak or not', () => assert.ok(isCurrent(file, `"x", W/${tag}`)));
  it('is another after a change', () => assert.ok(!isCurrent({ ...file, changedAtMs: file.changedAtMs + 1 }, tag)));
  it('is not asked for without a tag', () => assert.ok(!isCurrent(file, undefined)));
});

describe('byteRange', () => {
  const cases = [
    { header: undefined, expect: { kind: 'all' } },
    { header: 'bytes=0-3', expect: { kind: 'part', from: 0, to: 3 } },
    { header: 'bytes=4-', expect: { kind: 'part', from: 4, to: 9 } },
    { header: 'bytes=4-99', expect: { kind: 'part', from: 4, to: 9 } },
    { header: 'bytes=-4', expect: { kind: 'part', from: 6, to: 9 } },
    { header: 'bytes=-99', expect: { kind: 'part', from: 0, to: 9 } },
    { header: 'bytes=10-', expect: { kind: 'none' } },
    { header: 'bytes=-0', expect: { kind: 'none' } },
    { header: 'bytes=5-2', expect: { kind: 'all' } },
    { header: 'bytes=0-1,3-4', expect: { kind: 'all' } },
    { header: 'lines=1-2', expect: { kind: 'all' } },
  ];
  for (const c of cases) it(`${c.header} of ten bytes`, () => assert.deepEqual(byteRange(c.header, 10), c.expect));
});
