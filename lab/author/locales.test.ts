import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadProject } from '../project-file.ts';
import { checkProject } from './check.ts';
import { placeOf } from './finding.ts';
import { authorFolder } from './testing/author-folder.ts';
import { game, project } from './testing/mistakes.ts';

const en = '{\n  "hello": "Hello {name}",\n  "left": { "one": "{n} round left", "other": "{n} rounds left" }\n}';
const de = '{\n  "hello": "Hallo {name}",\n  "left": { "one": "Noch {n} Runde", "other": "Noch {n} Runden" }\n}';

describe('an author’s own texts', () => {
  it('are read from locales/, by language', async () => {
    const folder = await authorFolder({ 'rostra.lab.ts': project, 'games/pot.ts': game, 'locales/en.json': en, 'locales/de.json': de });
    const { texts } = await loadProject(folder.path);
    assert.deepEqual(await checkProject(folder.path), []);
    await folder.remove();
    assert.deepEqual([Object.keys(texts), texts['de']?.['hello']], [['de', 'en'], 'Hallo {name}']);
  });

  const mistakes = [
    { it: 'a file that is no JSON', files: { 'locales/de.json': '{ "hello": }' }, place: 'locales/de.json', what: /no JSON/ },
    {
      it: 'a file that is called like no language',
      files: { 'locales/german.txt.json': de },
      place: 'locales/german.txt.json',
      what: /no language/,
    },
    {
      it: 'a number where a text should be',
      files: { 'locales/de.json': '{ "hello": 3 }' },
      place: 'locales/de.json',
      what: /other than texts/,
    },
    {
      it: 'a text that one language lacks',
      files: { 'locales/de.json': de.replace('"hello": "Hallo {name}",\n  ', '') },
      place: 'locales/de.json',
      what: /the text hello of en is missing/,
    },
    {
      it: 'a place that one language has and another has not',
      files: { 'locales/en.json': en, 'locales/de.json': de.replace('Hallo {name}', 'Hallo') },
      place: 'locales/de.json:2',
      what: /hello has places for nothing, and for \{name\} in en/,
    },
    {
      it: 'a plural form that the language needs',
      files: { 'locales/en.json': en, 'locales/de.json': de.replace('"one": "Noch {n} Runde", ', '') },
      place: 'locales/de.json:3',
      what: /left lacks the plural form one/,
    },
    {
      it: 'a key in a game that no language has',
      files: { 'games/pot.ts': game.replace(/view: \(\{/, 'title: ({ t }) => t("helo"),\n  view: ({') },
      place: /games\/pot\.ts:\d+/,
      what: /no file of locales\/ has the text "helo"/,
    },
  ];
  for (const { it: name, files, place, what } of mistakes)
    it(`lab check names the place of ${name}`, async () => {
      const folder = await authorFolder({ 'rostra.lab.ts': project, 'games/pot.ts': game, 'locales/en.json': en, ...files });
      const findings = await checkProject(folder.path);
      await folder.remove();
      const found = findings.find((finding) => what.test(finding.what));
      assert.ok(found, JSON.stringify(findings));
      if (typeof place === 'string') assert.equal(placeOf(found), place);
      else assert.match(placeOf(found), place);
    });
});
