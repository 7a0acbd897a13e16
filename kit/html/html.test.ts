import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { html, trusted } from './html.ts';

describe('html', () => {
  const cases = [
    { it: 'escapes text', markup: html`<p>${'<b> & "q" \'s\''}</p>`, expect: '<p>&lt;b&gt; &amp; &quot;q&quot; &#39;s&#39;</p>' },
    { it: 'puts its own markup in as it is', markup: html`<p>${html`<b>${'<'}</b>`}</p>`, expect: '<p><b>&lt;</b></p>' },
    { it: 'joins arrays, nested ones too', markup: html`${[1, ['a', html`<br>`], []]}`, expect: '1a<br>' },
    { it: 'shows nothing for null, undefined and false', markup: html`<p>${null}${undefined}${false}</p>`, expect: '<p></p>' },
    { it: 'shows zero and the empty string', markup: html`${0}${''}${12n}`, expect: '012' },
    { it: 'trusts what our code vouches for', markup: html`${trusted('<hr>')}`, expect: '<hr>' },
    {
      it: 'keeps markup from ending an attribute',
      markup: html`<a title="${html`<b>"x"</b> &amp; ${'"'}`}">`,
      expect: '<a title="&lt;b&gt;&quot;x&quot;&lt;/b&gt; &amp; &quot;">',
    },
    { it: 'keeps text from ending a single-quoted attribute', markup: html`<a title='${"it's"}'>`, expect: "<a title='it&#39;s'>" },
    { it: 'takes a bare attribute name in a tag', markup: html`<input ${'required'} ${false}>`, expect: '<input required >' },
    { it: 'takes whole attributes written with html', markup: html`<input${html` value="${'"'}"`}>`, expect: '<input value="&quot;">' },
    { it: 'writes nothing into comments', markup: html`<!-- ${'-->'} --><p>${'x'}</p>`, expect: '<!--  --><p>x</p>' },
    {
      it: 'knows text after a script again',
      markup: html`<script src="${'/a'}"></script><p>${'<'}</p>`,
      expect: '<script src="/a"></script><p>&lt;</p>',
    },
  ];
  for (const c of cases) it(c.it, () => assert.equal(String(c.markup), c.expect));

  it('refuses what cannot be made safe', () => {
    assert.throws(() => html`<a href=${'/x'}>`, /stands in quotes/);
    assert.throws(() => html`<input ${'onfocus="x"'}>`, /stands bare/);
    assert.throws(() => html`<script>${'alert(1)'}</script>`, /no text is written/);
    assert.throws(() => html`<style>${'p{}'}</style>`, /no text is written/);
  });

  const entities = /&(?:amp|lt|gt|quot|#39);/g;
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '=', '/', '-', '!') }),
  );

  it('lets no input put a raw <, >, ", \' or & into text or attributes', () => {
    const rawCharacter = /[<>"'&]/;
    fc.assert(
      fc.property(anyText, (input) => {
        assert.doesNotMatch(String(html`${input}`).replaceAll(entities, ''), rawCharacter);
        const attribute = String(html`<a title="${input}" data-b='${[input]}'>`);
        assert.doesNotMatch(attribute.slice('<a title="'.length, attribute.indexOf('" data-b=')).replaceAll(entities, ''), rawCharacter);
        assert.equal(attribute.match(/["']/g)?.length, 4);
      }),
    );
  });

  it('loses nothing: the text read back is the text put in', () => {
    const back: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
    fc.assert(
      fc.property(anyText, (input) =>
        assert.equal(
          String(html`${input}`).replaceAll(entities, (entity) => back[entity] ?? ''),
          input,
        ),
      ),
    );
  });
});
