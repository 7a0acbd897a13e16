import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import project from '../../demo/lab/rostra.lab.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { loadBots } from './bot-files.ts';
import { playBots } from './run.ts';

/** The examples of the specification (lab §12), as the bots beside the demo games play them. */
describe('the demo games, played by their bots', async () => {
  const bots = await loadBots(join(import.meta.dirname, '../../demo/lab'));
  let lab: TestLab;
  before(async () => {
    lab = await testLab(project);
  });
  after(() => lab.close());

  for (const { name, games } of project.configs)
    it(name, async () => {
      const results = await Array.fromAsync(playBots(lab, { bots, only: name }));
      assert.ok(results.length > 0, `${games.map(({ game }) => game.name).join(', ')} has a bot`);
      for (const { fault, ...result } of results) assert.equal(fault, null, JSON.stringify(result));
    });
});
