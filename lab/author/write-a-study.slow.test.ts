import assert from 'node:assert/strict';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compiled, printedBy, snippetsOf, tutorialFolder } from './testing/tutorial.ts';

describe('the how-to "Write a study of several parts"', async () => {
  const snippets = await snippetsOf('how-to/write-a-study.md');
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

  it('is played by chance, and says what it shows', async () => {
    const at = snippets.findIndex(({ language }) => language === 'sh');
    assert.equal(await printedBy(snippets[at]?.text ?? '', folder), snippets[at + 1]?.text);
  });
});
