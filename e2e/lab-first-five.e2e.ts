import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { send } from '#kit/http/client.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { testDatabase, type TestDatabase } from '#kit/testing/database.ts';
import { startLabProcess, type LabProcess } from '../lab/testing/lab-process.ts';
import { textAt } from './text-at.ts';

const key = { 'otree-rest-key': 'rehearsal' };

/** A play of a game as people see it: what each types under which label, and what they read at the end. */
interface Play {
  readonly game: string;
  readonly settings?: Readonly<Record<string, number>>;
  readonly label: string;
  /** By seat; null where somebody is not asked. */
  readonly typed: readonly (string | null)[];
  readonly refused?: readonly string[];
  readonly earned: readonly string[];
}

/** Lab specification, 12.1 to 12.5. */
const plays: readonly Play[] = [
  {
    game: 'bargaining',
    label: 'How much do you ask for?',
    typed: ['40', '60'],
    refused: ['-1', '101'],
    earned: ['40 points', '60 points'],
  },
  { game: 'bargaining', label: 'How much do you ask for?', typed: ['55', '46'], earned: ['0 points', '0 points'] },
  { game: 'bertrand', label: 'What is your price?', typed: ['30', '45'], earned: ['30 points', '0 points'] },
  {
    game: 'common_value_auction',
    settings: { itemValue: 7 },
    label: 'How much do you bid?',
    typed: ['3', '5', '4'],
    refused: ['-1', '11'],
    earned: ['0 points', '2 points', '0 points'],
  },
  { game: 'cournot', label: 'How many units do you produce?', typed: ['30', '10'], earned: ['600 points', '200 points'] },
  { game: 'dictator', label: 'How much do you keep?', typed: ['70', null], earned: ['70 points', '30 points'] },
];

describe('the first five games in real browsers, each person at another of two web processes', () => {
  let database: TestDatabase;
  let processes: LabProcess[] = [];
  let browser: Browser;

  before(async () => {
    database = await testDatabase();
    const env = {
      DATABASE_URL: database.url,
      LAB_REST_KEY: 'rehearsal',
      LAB_PRODUCTION: '1',
      LAB_AUTH: 'STUDY',
      LAB_SECRET: 'e2e',
      LAB_HOST: '127.0.0.1',
    };
    processes = await Promise.all([startLabProcess({ env }), startLabProcess({ env })]);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await Promise.all(processes.map((lab) => lab.stop()));
    await database?.drop();
  });

  async function arrive({ game, typed, settings = {} }: Play): Promise<Page[]> {
    const origin = processes[0]?.url ?? '';
    const body = { session_config_name: game, num_participants: typed.length, modified_session_config_fields: settings };
    const code = textAt((await send({ method: 'POST', url: `${origin}/api/sessions`, headers: key, body })).json(), 'code');
    const made = (await send({ url: `${origin}/api/sessions/${code}`, headers: key })).json();
    return Promise.all(
      typed.map(async (_, at) => {
        const page = await browser.newPage({ viewport: { width: 390, height: 780 } });
        page.on('pageerror', (error) => assert.fail(error));
        await page.goto(`${processes[at % 2]?.url}/InitializeParticipant/${textAt(made, 'participants', at, 'code')}`);
        return page;
      }),
    );
  }

  const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Next' }).click();

  for (const play of plays)
    it(`${play.game}: ${play.typed.join(', ')}`, async () => {
      const people = await arrive(play);
      for (const [at, page] of people.entries()) {
        await page.getByRole('heading', { name: 'Introduction' }).waitFor();
        await next(page);
        const typed = play.typed[at] ?? null;
        if (typed === null) continue;
        const field = page.getByLabel(play.label);
        for (const wrong of play.refused ?? []) {
          await field.fill(wrong);
          await next(page);
          await page.getByRole('alert').filter({ hasText: 'Please fix the errors.' }).waitFor();
          await page.locator('[aria-invalid=true]').waitFor();
          assert.equal(await field.inputValue(), wrong);
        }
        await field.fill(typed);
        await next(page);
      }
      for (const [at, page] of people.entries()) {
        await page.getByRole('heading', { name: 'Results' }).waitFor();
        assert.equal(await page.getByText('You earned').locator('b').innerText(), play.earned[at]?.replace(' ', '\u00a0'));
        await next(page);
        await page.getByRole('heading', { name: 'Your payment' }).waitFor(); // the last page
        assert.equal(await page.getByRole('button', { name: 'Next' }).count(), 0);
      }
      await Promise.all(people.map((page) => page.close()));
    });

  it('keys alone play bargaining', async () => {
    const people = await arrive({ game: 'bargaining', label: '', typed: ['', ''], earned: [] });
    for (const page of people) {
      await press(page, page.getByRole('button', { name: 'Next' }));
      await page.getByLabel('How much do you ask for?').waitFor();
      await tabTo(page, page.getByLabel('How much do you ask for?'));
      await page.keyboard.type('50');
      await page.keyboard.press('Enter');
      await page
        .getByText(/Waiting for|You earned/)
        .first()
        .waitFor();
    }
    for (const page of people) {
      await page.getByText('You earned').filter({ hasText: '50' }).waitFor();
      await press(page, page.getByRole('button', { name: 'Next' }));
      await page.getByRole('heading', { name: 'Your payment' }).waitFor();
    }
    await Promise.all(people.map((page) => page.close()));
  });
});

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < 40; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail('no way there by the Tab key');
}

async function press(page: Page, button: Locator): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press('Enter');
}
