import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placesIn, pluralCategories, type Catalogue } from '#kit/i18n/messages.ts';
import { catalogues, languages, sayIn } from './texts.ts';

const english: Catalogue = catalogues['en'] ?? {};

describe('the lab’s own texts', () => {
  it('are there in the languages of the specification', () => {
    const asked = 'ar cs de en es fi fr he hi hu id it ja ko nb nl pl pt ru tr zh-hans'.split(' ');
    assert.deepEqual([...languages].sort(), asked);
  });

  for (const language of languages)
    it(`have the same keys, the same places and all plural forms in ${language}`, () => {
      const texts: Catalogue = catalogues[language] ?? {};
      assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort());
      for (const [key, text] of Object.entries(texts)) {
        const places = placesIn(text).filter((name) => name !== 'n');
        assert.deepEqual(
          places,
          placesIn(english[key] ?? '').filter((name) => name !== 'n'),
          key,
        );
        if (typeof text === 'string') continue;
        const lacks = pluralCategories(language).filter((category) => !(category in text) && category !== 'other');
        assert.deepEqual(
          lacks.filter((category) => !rare.has(`${language} ${category}`)),
          [],
          key,
        );
        assert.ok(text['other'], key);
      }
    });

  it('are English where nobody has put them into the language', () => assert.equal(sayIn('xx')('next'), 'Next'));
  it('are those of the language without its region', () => assert.equal(sayIn('de-AT')('next'), 'Weiter'));
});

/** For millions and fractions, which no page of ours counts. */
const rare = new Set(['es many', 'fr many', 'it many', 'pt many', 'cs many', 'ar zero']);
