import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readCsv } from '#kit/files/csv.ts';
import demo from '../../demo/lab/rostra.lab.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { main, write } from './main.ts';
import { playBots, type CaseResult } from './run.ts';

const root = join(import.meta.dirname, '../..');

describe('chance, which plays games that have no bot', () => {
  let lab: TestLab;
  before(async () => {
    lab = await testLab(demo);
  });
  after(() => lab.close());

  for (const { name } of demo.configs)
    it(`comes through ${name}`, async () => {
      const [result] = await Array.fromAsync(playBots(lab, { bots: [], only: name, auto: true, seed: 'a' }));
      assert.equal(result?.fault, null);
    });

  it('does the same again with the same seed', async () => {
    const sent = async (seed: string): Promise<unknown[]> => {
      const moves: unknown[] = [];
      const run = { bots: [], only: 'guess_two_thirds', auto: true, seed };
      await Array.fromAsync(playBots(lab, { ...run, onMove: ({ move }) => void moves.push(move.values) }));
      return moves;
    };
    const first = await sent('a');
    assert.deepEqual(await sent('a'), first);
    assert.notDeepEqual(await sent('b'), first);
  });
});

const game = `import { defineGame, field, html } from 'rostra/lab';
const game = defineGame({ name: 'duel', groupSize: 2, player: { bid: field.money({ max: 50 }), agrees: field.bool(), side: field.choice({ l: 'Left', r: 'Right' }) } });
export default game.sequence(
  game.page('Bid', { show: ({ player }) => player.id === 1, form: ['bid'], view: ({ form, next }) => html\`\${form} \${next}\` }),
  game.wait('Meet'),
  game.page('Answer', { form: ['agrees', 'side'], view: ({ form, next }) => html\`\${form} \${next}\` }),
  game.page('Rest', { timeout: 30, view: () => html\`<p>Rest.</p>\` }),
);
`;
const projectFile = `import { defineProject } from 'rostra/lab';
import duel from './games/duel.ts';
export default defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'duel', games: [duel], demoParticipants: 2 }] });
`;

describe('a bot that chance writes', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'auto-bot-'));
    await mkdir(join(folder, 'node_modules'));
    await symlink(root, join(folder, 'node_modules/rostra'));
    await mkdir(join(folder, 'games'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'games/duel.ts'), game);
    await writeFile(join(folder, 'rostra.lab.ts'), projectFile);
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const played = (more: object = {}): Promise<CaseResult[]> => Array.fromAsync(main({ folder, only: null, processes: null, ...more }));

  it('is not needed for a first look', async () => {
    await assert.rejects(played(), /There is no bot in this folder/);
    assert.deepEqual(await played({ auto: true }), [{ session: 'duel', case: 1, cases: 1, given: { duel: undefined }, fault: null }]);
  });

  it('stands beside the game, plays what was played, and is not written over', async () => {
    assert.equal(await write({ folder, game: 'duel', seed: 'a' }), 'games/duel.bot.ts');
    const text = await readFile(join(folder, 'games/duel.bot.ts'), 'utf8');
    assert.match(
      text,
      /if \(player\.id === 1\) \{\n {6}yield \['Bid', \{ bid: \d+ \}\];\n {6}yield \['Answer', \{ agrees: (true|false), side: "[lr]" \}\];/,
    );
    assert.match(text, /yield submit\('Rest', \{\}, \{ timedOut: true \}\);/);
    assert.deepEqual(
      (await played()).map(({ fault }) => fault),
      [null],
    );
    await assert.rejects(write({ folder, game: 'duel', seed: 'a' }), /games\/duel\.bot\.ts is there already/);
  });

  it('leaves the data where it is told to', async () => {
    const exportTo = join(folder, 'data');
    await played({ exportTo, participants: 4 });
    const files = await readdir(join(exportTo, 'duel-1'));
    assert.ok(files.includes('all_apps_wide.csv') && files.includes('duel.csv'), files.join());
    const rows = (await readFile(join(exportTo, 'duel-1/duel.csv'), 'utf8')).trim().split('\r\n');
    assert.equal(rows.length, 5);
    const { rows: people } = readCsv(await readFile(join(exportTo, 'duel-1/all_apps_wide.csv'), 'utf8'));
    assert.deepEqual(new Set(people.map(({ cells }) => cells['participant._is_bot'])), new Set(['1']));
  });
});
