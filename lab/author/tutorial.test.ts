import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { testDatabase } from '#kit/testing/database.ts';
import { startLabProcess } from '../testing/lab-process.ts';

const root = join(import.meta.dirname, '../..');

/** A fenced block: ```` ```ts games/a.ts ```` is a piece of that file, ```` ```sh ```` is run, the ```` ```text ```` after it is what it says. */
interface Snippet {
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

async function snippetsOf(page: string): Promise<Snippet[]> {
  const markdown = await readFile(join(root, 'docs/tutorials', page), 'utf8');
  return [...markdown.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(([, language = '', file = '', text = '']) => ({
    language,
    file,
    text,
  }));
}

/** Runs a shell script in a folder and gives what it printed, whatever its exit status. */
function printedBy(script: string, cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', script], { cwd }, (_, stdout, stderr) => resolve(`${stderr}${stdout}`));
  });
}

describe('the tutorial "Your first game"', async () => {
  const snippets = await snippetsOf('first-game.md');
  const serving = 'npx rostra lab serve\n';
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'first-game-'));
    await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
    await symlink(root, join(folder, 'node_modules/rostra'));
    await symlink(join(root, 'bin/rostra.mjs'), join(folder, 'node_modules/.bin/rostra'));
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
    const typeRoots = [join(root, 'node_modules/@types')];
    const settings = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { typeRoots },
      include: ['**/*.ts'],
      exclude: ['node_modules'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const game = await readFile(join(folder, 'games/ultimatum.ts'), 'utf8');
    const wrong = [
      ['group.offer', 'group.ofer'],
      ["['offer']", "['offr']"],
      ['c.pie', 'c.pye'],
    ] as const;
    for (const [at, [right, typed]] of wrong.entries())
      await writeFile(join(folder, `games/wrong-${at}.ts`), game.replaceAll(right, typed));
    const said = await printedBy(join(root, 'node_modules/.bin/tsc'), folder);
    const files = [...said.matchAll(/^(\S+)\(\d+,\d+\): error/gm)].map(([, file = '']) => file);
    assert.deepEqual([...new Set(files)].sort(), ['games/wrong-0.ts', 'games/wrong-1.ts', 'games/wrong-2.ts'], said);
  });

  it('has a project, a game, a bot and commands', () =>
    assert.deepEqual(
      [...new Set(snippets.map(({ language, file }) => file || language))],
      ['package.json', 'rostra.lab.ts', 'games/ultimatum.ts', 'games/ultimatum.bot.ts', 'sh', 'text', 'Procfile'],
    ));
});
