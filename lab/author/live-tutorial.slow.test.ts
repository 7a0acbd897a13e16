import assert from 'node:assert/strict';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compiled, printedBy, snippetsOf, tutorialFolder } from './testing/tutorial.ts';

describe('the tutorial "From rounds to a live page"', async () => {
  const snippets = await snippetsOf('tutorials/from-rounds-to-a-live-page.md');
  let folder = '';
  before(async () => {
    folder = await tutorialFolder();
    for (const { file, text } of snippets) {
      if (!file) continue;
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await appendFile(join(folder, file), text);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('compiles', async () => assert.equal(await compiled(folder), ''));

  for (const [at, { language, text }] of snippets.entries()) {
    const said = snippets[at + 1];
    if (language !== 'sh') continue;
    if (said?.language === 'text') {
      it(`says what it shows for ${text.trim()}`, async () => assert.equal(await printedBy(text, folder), said.text));
    } else {
      it(`ends with a sentence that compares the two: ${text.trim()}`, async () => {
        const printed = await printedBy(`${text.trim()} --think 0`, folder);
        assert.match(printed, /people who finished +20 of 20 +20 of 20\n/);
        assert.match(printed, /decisions +200 +200\n/);
        assert.match(printed.trim().split('\n').at(-1) ?? '', /needs 1\/[\d.]+ of the server’s CPU that|need about the same/);
      });
    }
  }

  it('has two games, each with its bot', () =>
    assert.deepEqual(
      [...new Set(snippets.flatMap(({ file }) => file || []))],
      ['package.json', 'rostra.lab.ts', 'games/hunt-rounds.ts', 'games/hunt-rounds.bot.ts', 'games/hunt-live.ts', 'games/hunt-live.bot.ts'],
    ));
});
