import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import project from '../../demo/lab/rostra.lab.ts';
import { lookAtPage, start } from '../page/path.ts';
import { createSession } from '../sessions/create.ts';
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

  it('payment_info shows the label of somebody who has one', async () => {
    const { participantCodes } = await createSession(lab, { config: 'payment_info', participants: 1, labels: ['Bob'] });
    const [code = ''] = participantCodes;
    await start({ code, label: null }, lab);
    const reply = await lookAtPage({ code, page: 'payment_info/PaymentInfo', pageIndex: 1 }, lab);
    assert.ok(reply.kind === 'page');
    assert.match(reply.page.content.toString(), /<b>Bob<\/b>/);
  });
});
