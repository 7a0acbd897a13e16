import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { html } from '#kit/html/html.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { field } from '../../game/fields.ts';
import { createSession, type CreatedSession } from '../../sessions/create.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const game = defineGame({
  name: 'pot',
  doc: 'A pot.',
  groupSize: 2,
  rounds: 2,
  player: { gift: field.money({ label: 'Your gift', max: 100 }), mood: field.choice({ good: 'Good', bad: 'Bad' }) },
  group: { total: field.money() },
  report: ({ subsession }) => html`<p>${subsession.players.length} people.</p>`,
});
const project = defineProject({
  defaults: { participationFee: 5, pointValue: 0.1 },
  rooms: [{ name: 'hall' }, { name: 'safe', labels: ['anna', 'bert'], secureUrls: true }],
  sessions: [
    {
      name: 'pot',
      displayName: 'The pot',
      games: [
        game.sequence(
          game.page('Give', { form: ['gift'], view: ({ form, next }) => html`${form} ${next}` }),
          game.gate('Part2'),
          game.wait('Meet'),
        ),
      ],
      demoParticipants: 2,
      params: { isGain: true, amount: 3, frame: field.choice({ gain: 'Gain', loss: 'Loss' }, { initial: 'gain', label: 'Frame' }) },
    },
  ],
});

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: { run(options: object): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };

describe('the organiser’s pages for everybody', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let address: string;
  let browser: Browser;
  let page: Page;
  let session: CreatedSession;
  before(async () => {
    lab = await testLab(project, {
      LAB_AUTH: 'OPEN',
      LAB_ADMIN_PASSWORD: 'correct horse',
      LAB_SECRET: 'a secret of thirty-two characters',
    });
    server = await labServer(lab);
    address = await server.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    session = await createSession(lab, { config: 'pot', participants: 4, label: 'Tuesday', labels: ['anna', 'bert'], room: 'hall' });
    await createSession(lab, { config: 'pot', participants: 2, isDemo: true });
  });
  after(async () => {
    await browser.close();
    await server.close();
    await lab.close();
  });

  const pages = (): string[] => {
    const own = [
      'monitor',
      'monitor?view=table',
      'monitor?seat=1',
      'monitor?view=wall',
      'links',
      'qr-codes',
      'data',
      'data?edit=1',
      'payments',
    ];
    const more = [`payments?adjust=${session.participantCodes[0] ?? ''}`, 'receipts', 'report', 'recruit', 'description', 'split'];
    const general = [
      '/',
      '/demo',
      '/login',
      '/sessions',
      '/sessions?archived=1',
      '/sessions/new',
      '/exports',
      '/rooms',
      '/rooms/hall',
      '/rooms/safe',
      '/server',
      '/accounts',
    ];
    return [...general, ...[...own, ...more].map((tab) => `/sessions/${session.code}/${tab}`)];
  };

  /** What is dark differs by its colours alone. */
  const rulesFor = { light: {}, dark: { runOnly: ['color-contrast'] } };
  for (const colorScheme of ['light', 'dark'] as const)
    it(`axe finds nothing on any of them: ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const found: string[] = [];
      for (const path of pages()) {
        const answer = await page.goto(`${address}${path}`);
        assert.equal(answer?.status(), 200, path);
        await page.evaluate(axeSource);
        const { violations } = await page.evaluate((rules) => axe.run(rules), rulesFor[colorScheme]);
        for (const { id, help, nodes } of violations) found.push(`${path}: ${id} (${help}) ${nodes[0]?.html ?? ''}`);
      }
      assert.deepEqual(found, []);
    });

  it('keys alone pause a session, and let it go on', async () => {
    await page.goto(`${address}/sessions/${session.code}/monitor`);
    const press = async (name: string): Promise<void> => {
      const button = page.getByRole('button', { name });
      for (let tabs = 0; tabs < 60; tabs += 1) {
        await page.keyboard.press('Tab');
        if (await button.evaluate((element) => element === document.activeElement)) break;
      }
      await page.keyboard.press('Enter');
    };
    await press('Pause');
    await page.getByRole('heading', { name: 'This session is paused.' }).waitFor();
    await press('Go on');
    await page.getByText('The session goes on.').waitFor();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
  });

  it('keys alone open a seat, and say something to who sits there', async () => {
    await page.goto(`${address}/sessions/${session.code}/monitor`);
    await page.getByRole('link', { name: 'anna' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Message to anna').focus();
    await page.keyboard.type('Please come to seat 3.');
    await page.keyboard.press('Enter');
    await page.getByText('The message is out.').waitFor();
    await page.getByText('Please come to seat 3.').waitFor();
  });
});
