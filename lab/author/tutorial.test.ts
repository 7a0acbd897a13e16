import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { testDatabase } from '#kit/testing/database.ts';
import { startLabProcess } from '../testing/lab-process.ts';
import { compiled, printedBy, snippetsOf, tutorialFolder } from './testing/tutorial.ts';

describe('the tutorial "Your first game"', async () => {
  const snippets = await snippetsOf('tutorials/first-game.md');
  const serving = 'npx rostra lab serve\n';
  let folder = '';
  before(async () => {
    folder = await tutorialFolder();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [at, { language, file, text }] of snippets.entries()) {
    if (file) {
      it(`adds to ${file}`, async () => {
        await mkdir(dirname(join(folder, file)), { recursive: true });
        await appendFile(join(folder, file), text);
      });
    } else if (text === serving) {
      it('serves the project, with its demo', async () => {
        const database = await testDatabase();
        const lab = await startLabProcess({ folder, env: { DATABASE_URL: database.url } });
        const page = await (await fetch(lab.url)).text();
        assert.equal(await lab.stop(), 0);
        await database.drop();
        assert.match(page, /Try Ultimatum/);
      });
    } else if (language === 'sh') {
      it(`says what it shows for ${text.trim().split('\n').at(-1)}`, async () => {
        assert.equal(await printedBy(text, folder), snippets[at + 1]?.text);
      });
    }
  }

  it('compiles, and does not with the wrong names that it speaks of', async () => {
    const game = await readFile(join(folder, 'games/ultimatum.ts'), 'utf8');
    const wrong = [
      ['group.offer', 'group.ofer'],
      ["['offer']", "['offr']"],
      ['c.pie', 'c.pye'],
    ] as const;
    for (const [at, [right, typed]] of wrong.entries())
      await writeFile(join(folder, `games/wrong-${at}.ts`), game.replaceAll(right, typed));
    const said = await compiled(folder);
    const files = [...said.matchAll(/^(\S+)\(\d+,\d+\): error/gm)].map(([, file = '']) => file);
    assert.deepEqual([...new Set(files)].sort(), ['games/wrong-0.ts', 'games/wrong-1.ts', 'games/wrong-2.ts'], said);
  });

  it('has a project, a game, a bot and commands', () =>
    assert.deepEqual(
      [...new Set(snippets.map(({ language, file }) => file || language))],
      ['package.json', 'rostra.lab.ts', 'games/ultimatum.ts', 'games/ultimatum.bot.ts', 'sh', 'text', 'Procfile'],
    ));
});
