import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { testDatabase } from '#kit/testing/database.ts';
import type { TestDatabase } from '#kit/testing/database.ts';
import { startTabProcess } from '../tab/test-process.ts';
import type { TabProcess } from '../tab/test-process.ts';

/** Eight teams of two, three judges, two rooms: as a spreadsheet gives it. */
const set = {
  'institutions.csv': 'code,name\nAsh,Ashford College\nElm,Elmsworth College\n',
  'teams.csv': [
    'institution,reference,speaker1_name,speaker2_name',
    ...[1, 2, 3, 4].flatMap((number) => [`Ash,${number},Ada A${number},Bo A${number}`, `Elm,${number},Cy E${number},Di E${number}`]),
  ].join('\n'),
  'adjudicators.csv': 'name,base_score\nJo Judge,8\nMo Mentor,7\nPat Panel,6\n',
  'venues.csv': 'name\nHall\nAula\n',
  'rounds.csv': 'name,abbreviation,stage,draw_type\nRound 1,R1,preliminary,random\nRound 2,R2,preliminary,power paired\n',
};

describe('a tab director runs a round in the browser while a judge enters a ballot on a phone', () => {
  let database: TestDatabase;
  let webs: TabProcess[];
  let browser: Browser;
  let director: Page;
  let judge: Page;
  let spectator: Page;
  const urls: string[] = [];
  before(async () => {
    database = await testDatabase();
    const env = { DATABASE_URL: database.url, TAB_ADMIN_PASSWORD: 'open sesame' };
    webs = [startTabProcess('serve', env), startTabProcess('serve', env)];
    for (const web of webs) urls.push(String((await web.said('tab_listening'))['address']));
    browser = await openBrowser();
    const pageOf = async (width: number, height: number): Promise<Page> => {
      const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
      context.setDefaultTimeout(15_000);
      return context.newPage();
    };
    [director, judge, spectator] = [await pageOf(1280, 900), await pageOf(390, 844), await pageOf(390, 844)];
  });
  after(async () => {
    await browser.close();
    const ends = await Promise.all(webs.map((web) => web.stop()));
    await database.drop();
    assert.deepEqual(ends, [
      [0, null],
      [0, null],
    ]);
  });

  const headline = (page: Page, words: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name: words }).waitFor();
  const press = (name: string | RegExp): Promise<void> =>
    director
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();
  const follow = (name: string): Promise<void> => director.getByRole('link', { name, exact: true }).first().click();
  async function hold(name: RegExp): Promise<void> {
    await director.getByRole('button', { name }).hover();
    await director.mouse.down();
    const answered = director.waitForEvent('framenavigated');
    await answered;
    await director.mouse.up();
  }
  /** Saves a section of the settings; its news stands on the page that then comes. */
  async function save(section: string): Promise<void> {
    const loaded = director.waitForEvent('load');
    await director.locator(`#${section}`).getByRole('button', { name: 'Save' }).click();
    await loaded;
    await director.getByText('Saved.', { exact: true }).waitFor();
  }
  async function keep(page: Page, name: string): Promise<void> {
    const folder = process.env['ROSTRA_SCREENSHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `tab-${name}.png`), fullPage: true });
  }

  it('the director signs in and imports a set', async () => {
    await director.goto(`${urls[0]}/admin`);
    await director.getByLabel('Password', { exact: true }).fill('open sesame');
    await press('Sign in');
    await headline(director, 'No tournament is here yet.');
    await director.getByLabel('Name', { exact: true }).fill('Spring Open');
    const files = Object.entries(set).map(([name, text]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }));
    await director.getByLabel('Files of the set').setInputFiles(files);
    await press('Make the tournament');
    await headline(director, 'Nobody is marked as available.');
  });

  it('opens the tournament to the public', async () => {
    await follow('Settings');
    await director.getByLabel('Which draws are public').selectOption('current');
    await director.getByLabel('Results are public', { exact: true }).check();
    await director.getByLabel('Points and results are public, without scores and ranks').check();
    await save('public_features');
    await director.getByText('16 settings').click();
    await director.getByLabel('Who may enter ballots online').selectOption('private-urls');
    await save('data_entry');
  });

  it('goes from who is here to a draw with panels and rooms', async () => {
    await follow('Round 1');
    await press('Everybody is in');
    await headline(director, '8 teams are ready to be drawn.');
    await follow('Draw the round');
    await press('Draw the round');
    await headline(director, 'Round 1 is drawn. Look at it, then confirm.');
    await press('Confirm the draw');
    await headline(director, '2 debates of 2 need a chair.');
    await follow('Allocate adjudicators');
    await press('Allocate');
    await headline(director, '2 debates of 2 need a room.');
    await follow('Give out rooms');
    await press('Give out rooms');
    await headline(director, 'All 2 debates of Round 1 are ready.');
  });

  it('publishes it: nobody sees it before, everybody after', async () => {
    assert.equal((await spectator.goto(`${urls[1]}/spring-open/draw/`))?.status(), 200);
    assert.doesNotMatch(await spectator.content(), /Aula/);
    await follow('Publish the draw');
    await keep(director, 'publish');
    await hold(/^Hold 1 s: everybody sees this draw/);
    await director.getByText(/^Public since/).waitFor();
    await spectator.reload();
    await spectator.getByText('Aula').first().waitFor();
    await keep(spectator, 'public-draw');
  });

  it('a judge enters a ballot on the phone and gets a receipt', async () => {
    await follow('People');
    const link = await director
      .getByRole('row', { name: /Jo Judge/ })
      .getByRole('link', { name: 'private page' })
      .getAttribute('href');
    await follow('Round 1');
    await judge.goto(`${urls[1]}${link}`);
    await judge.getByRole('link', { name: 'Enter ballot' }).click();
    const scores = judge.locator('.r-step input');
    for (const [index, score] of [80, 79, 78, 77, 76, 75, 74, 73].entries()) await scores.nth(index).fill(String(score));
    await keep(judge, 'phone-ballot');
    await judge.getByRole('button', { name: 'Send ballot' }).click();
    await judge.getByRole('heading', { name: /^Your ballot arrived at/ }).waitFor();
    await keep(judge, 'phone-receipt');
  });

  it('the director sees it come in without reloading, and confirms it', async () => {
    await director.getByRole('row', { name: /to confirm/ }).waitFor();
    await keep(director, 'ballots');
    await director
      .getByRole('row', { name: /to confirm/ })
      .getByRole('button', { name: 'Confirm' })
      .click();
    await director.getByText('The ballot is confirmed.').waitFor();
  });

  it('enters the other one from paper', async () => {
    await director
      .getByRole('row', { name: /none yet/ })
      .getByRole('link', { name: 'Enter' })
      .click();
    const scores = director.getByRole('textbox', { name: /score, 50 to 99/ });
    for (const [index, score] of [70, 120, 72, 71, 74, 73, 76, 75].entries()) await scores.nth(index).fill(String(score));
    await press('Save and confirm');
    await director.getByText('120 is outside 50 to 99.').first().waitFor();
    await keep(director, 'ballot-wrong');
    await scores.nth(1).fill('69');
    await press('Save and confirm');
    await headline(director, 'All 2 ballots of Round 1 are confirmed.');
  });

  it('completes the round, and the standings are there for everybody', async () => {
    await hold(/^Hold 1 s: the round is over/);
    await headline(director, 'Round 1 is over.');
    await follow('Standings');
    await headline(director, /leads after 1 of 2 rounds\.$/);
    await director.getByRole('row', { name: /3 159/ }).first().waitFor();
    await keep(director, 'standings');
    await spectator.goto(`${urls[1]}/spring-open/standings/current-standings/`);
    await spectator.getByText('Ash 1').first().waitFor();
    await keep(spectator, 'public-standings');
  });
});
