import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const plain = defineGame({ name: 'plain', groupSize: 2 });
const framed = defineGame({
  name: 'framed',
  layout: ({ title, content }, { c }) => html`<aside>game ${Object.keys(c).length}</aside>${title}${content}`,
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  layout: ({ title, content, timer }) => html`${content}<hr>${title}<div id="clock">${timer}</div>`,
  sessions: [
    {
      name: 'all',
      games: [
        plain.sequence(
          plain.page('First', { title: 'The first', timeout: 60, view: ({ next }) => html`<p>words</p> ${next}` }),
          plain.wait('Wait', { title: 'Waiting' }),
        ),
        framed.sequence(
          framed.page('Second', { title: 'The second', view: ({ next }) => html`<p>words</p> ${next}` }),
          framed.page('Third', {
            title: 'The third',
            layout: ({ content }) => html`<section>${content}</section>`,
            view: () => html`bare`,
          }),
        ),
      ],
    },
  ],
});

describe('how a page is arranged', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });

  it('is as the project says, else as the game says, else as the page says; the button stays at the foot', async () => {
    const [first, second] = await seated(lab, server, { config: 'all', participants: 2 });
    assert.ok(first && second);
    assert.match(first.seen.body, /<p>words<\/p>\s*<hr><h1 class="otree-title">The first<\/h1><div id="clock"><div class="r-timer/);
    assert.match(first.seen.body, /<footer[^]*otree-btn-next/);
    await first.send();
    assert.match(first.seen.body, /<hr><h1 class="otree-wait-page__title"><span role="status">Waiting/);
    await second.send();
    assert.match(second.seen.body, /<aside>game 0<\/aside><h1 class="otree-title">The second<\/h1>/);
    await second.send();
    assert.match(second.seen.body, /<section>bare<\/section>/);
    assert.doesNotMatch(second.seen.body, /<h1/);
  });
});
