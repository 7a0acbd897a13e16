import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { createLogger } from '#kit/log/logger.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { seated } from '../testing/seated.ts';
import { testLab } from '../testing/test-lab.ts';
import { labServer } from './server.ts';

const game = defineGame({ name: 'broken' });
const pages = game.sequence(
  game.page('Broken', {
    view: () => {
      throw new Error('a bug in the view');
    },
  }),
  game.page('Never', { view: () => html`` }),
);
const project = defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'broken', games: [pages] }] });

describe('a game that throws', () => {
  const cases = [
    { it: 'tells its author what and where', env: {}, expect: /a bug in the view[^]*author-fault\.test\.ts, line 1\d\./ },
    {
      it: 'tells participants only that all is safe',
      env: { LAB_PRODUCTION: '1', LAB_AUTH: 'STUDY', LAB_SECRET: 'x' },
      expect: /What you sent before this is safe/,
    },
  ];
  for (const c of cases) {
    it(c.it, async (t) => {
      const open = await testLab(project, c.env);
      const lab = { ...open, logger: createLogger({ name: 'lab', level: 'silent' }) };
      const server = await labServer(lab);
      t.after(async () => {
        await server.close();
        await open.close();
      });
      const [person] = await seated(lab, server, { config: 'broken', participants: 1 });
      assert.equal(person?.seen.status, 500);
      assert.match(person?.seen.body ?? '', c.expect);
    });
  }
});
