import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sitemapPages } from './sitemap.ts';

const sitemap = (...locs: readonly string[]): string =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${locs.map((loc) => `<url><loc>\n ${loc} </loc></url>`).join('')}</urlset>`;

describe('a sitemap', () => {
  const cases: readonly { it: string; xml: string; pages: readonly string[]; sitemaps?: readonly string[] }[] = [
    {
      it: 'lists pages of the app, each once',
      xml: sitemap('https://cup.org/', 'https://cup.org/draw/?round=1&amp;view=all', 'https://cup.org/'),
      pages: ['/', '/draw/?round=1&view=all'],
    },
    { it: 'brings nobody to another site', xml: sitemap('https://elsewhere.org/x', '/relative', 'javascript:alert(1)'), pages: [] },
    {
      it: 'may list other sitemaps',
      xml: '<sitemapindex><sitemap><loc>http://cup.org/more.xml</loc></sitemap></sitemapindex>',
      pages: [],
      sitemaps: ['/more.xml'],
    },
    { it: 'is empty when it is something else', xml: '<html>404</html>', pages: [] },
    {
      it: 'ends at a thousand',
      xml: sitemap(...Array.from({ length: 1_200 }, (_, at) => `http://cup.org/${at}`)),
      pages: Array.from({ length: 1_000 }, (_, at) => `/${at}`),
    },
  ];
  for (const { it: name, xml, pages, sitemaps = [] } of cases)
    it(name, () => assert.deepEqual(sitemapPages(xml, ['cup.org']), { pages, sitemaps }));
});
