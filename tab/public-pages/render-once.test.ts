import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { html } from '#kit/html/html.ts';
import { pageKeeper, type FreshPage } from './render-once.ts';

describe('a page is rendered once', () => {
  const counting = (): { count: number; render: () => Promise<FreshPage> } => {
    const counter = { count: 0, render: async (): Promise<FreshPage> => ({ status: 200, html: html`page ${(counter.count += 1)}` }) };
    return counter;
  };

  it('for each version, however many ask', async () => {
    const { keep } = pageKeeper();
    const counter = counting();
    const { render } = counter;
    const pages = await Promise.all([keep('a', 1, render), keep('a', 1, render), keep('a', 1, render)]);
    assert.equal(new Set(pages).size, 1);
    const newer = await keep('a', 2, render);
    assert.equal(newer.body.toString(), 'page 2');
    assert.equal((await keep('a', 1, render)).body.toString(), 'page 2', 'who read the older version gets the newer page');
    assert.equal(counter.count, 2);
  });

  it('again when it failed', async () => {
    const { keep } = pageKeeper();
    await assert.rejects(keep('a', 1, () => Promise.reject(new Error('away'))));
    assert.equal((await keep('a', 1, counting().render)).body.toString(), 'page 1');
  });

  it('again when too many others were asked for since', async () => {
    const { keep } = pageKeeper(2);
    const { render } = counting();
    for (const key of ['a', 'b', 'a', 'c', 'a']) await keep(key, 1, render);
    assert.equal((await keep('a', 1, render)).body.toString(), 'page 1');
    assert.equal((await keep('b', 1, render)).body.toString(), 'page 4');
  });

  it('is told from what is kept of an older version', async () => {
    const { keep, kept } = pageKeeper();
    await keep('a', 2, counting().render);
    assert.equal((await kept('a', 2))?.body.toString(), 'page 1');
    assert.deepEqual([kept('a', 3), kept('b', 1)], [null, null]);
  });

  it('in every encoding from the same bytes', async () => {
    const page = await pageKeeper().keep('a', 1, async () => ({ status: 200, html: html`${'long '.repeat(300)}` }));
    assert.equal(brotliDecompressSync(await page.as('br')).toString(), page.body.toString());
    assert.equal(gunzipSync(await page.as('gzip')).toString(), page.body.toString());
    assert.equal(await page.as('br'), await page.as('br'), 'compressed once');
  });
});
