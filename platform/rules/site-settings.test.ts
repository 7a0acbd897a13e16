import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headersFor, plainSite, readSiteSettings } from './site-settings.ts';

describe('static.json', () => {
  it('need not be there', () => assert.deepEqual(readSiteSettings(null), { ok: true, settings: plainSite }));
  it('says where the pages are and what answers where there is none', () => {
    const text = JSON.stringify({ root: './dist/', clean_urls: false, routes: { '/**': 'index.html' }, error_page: 'errors/404.html' });
    assert.deepEqual(readSiteSettings(text), {
      ok: true,
      settings: { root: 'dist', cleanUrls: false, fallback: 'index.html', errorPage: 'errors/404.html', headers: [] },
    });
  });
  const wrong = [
    { it: 'a folder elsewhere', json: { root: '../secrets' }, says: /root: it must lie below the site/ },
    { it: 'a route of one part', json: { routes: { '/app/**': 'app.html' } }, says: /route \/app\/\*\*/ },
    { it: 'a header with a line end', json: { headers: { '/': { 'X-A': 'a\r\nb' } } }, says: /no value of a header/ },
    { it: 'a list', json: [], says: /the whole/ },
  ];
  for (const c of wrong)
    it(`with ${c.it} is refused in words`, () => {
      const read = readSiteSettings(JSON.stringify(c.json));
      assert.match(read.ok ? '' : read.fault, c.says);
    });
  it('that is no JSON is refused in words', () => assert.equal(readSiteSettings('{').ok, false));
});

describe('how long a file is kept', () => {
  const forEver = 'public, max-age=31536000, immutable';
  const cases = [
    { path: '/index.html', isKept: false },
    { path: '/style.css', isKept: false },
    { path: '/assets/index-BfX3k2a1.js', isKept: true },
    { path: '/assets/style.4f9a7c21.css', isKept: true },
    { path: '/photos/conference-dinner.jpg', isKept: false },
    { path: '/2026-programme1.html', isKept: false },
  ];
  for (const { path, isKept } of cases)
    it(`${path}: ${isKept ? 'for a year, its name has the hash of its content' : 'asked for again each time'}`, () =>
      assert.equal(headersFor(path, plainSite)['cache-control'] === forEver, isKept));

  it('is for the site to say', () => {
    const headers = [
      { pattern: '/**', values: { 'X-Frame-Options': 'DENY' } },
      { pattern: '/photos/*', values: { 'Cache-Control': 'max-age=3600' } },
    ];
    const site = { ...plainSite, headers };
    assert.deepEqual(headersFor('/photos/a.jpg', site), {
      'cache-control': 'max-age=3600',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    assert.notEqual(headersFor('/photos/2025/a.jpg', site)['cache-control'], 'max-age=3600');
  });
});
