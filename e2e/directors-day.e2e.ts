import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#kit/testing/browser.ts';
import { testDatabase } from '#kit/testing/database.ts';
import type { TestDatabase } from '#kit/testing/database.ts';
import { startTabProcess } from '../tab/test-process.ts';
import type { TabProcess } from '../tab/test-process.ts';

/** Cells as they come out of a spreadsheet: columns by tabs, no headings. */
const sheets = {
  teams: [
    'Ashford College\tA\tAda Abara\tBo Brandt',
    'Ashford College\tB\tCy Costa\tDi Dahl',
    'Birchwood\tA\tEd Evans\tFay Frost',
    'Birchwood\tB\tGil Grant\tHan Holm',
    'Cedar Hall\tA\tIda Ilic\tJon Jonas',
    'Cedar Hall\tB\tKai Kern\tLea Lund',
    'Dover\tA\tMia Moss\tNed Nash',
    'Dover\tB\tOla Owen\tPia Park',
  ],
  adjudicators: ['Jo Judge\t8.5', 'Mo Mentor\t8', 'Pat Panel\t6', 'Ray Reed\t5'],
  venues: ['Room 1–2'],
} as const;

describe('a newcomer runs a tournament of eight teams in the browser, from paste to champion', () => {
  let database: TestDatabase;
  let web: TabProcess;
  let browser: Browser;
  let director: Page;
  let judge: Page;
  let spectator: Page;
  let origin: string;
  const complaints: string[] = [];
  const links = new Map<string, string>();
  before(async () => {
    database = await testDatabase();
    web = startTabProcess('serve', { DATABASE_URL: database.url, TAB_ADMIN_PASSWORD: 'open sesame' });
    origin = String((await web.said('tab_listening'))['address']);
    browser = await openBrowser();
    const pageOf = async (width: number, height: number): Promise<Page> => {
      const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      return page;
    };
    [director, judge, spectator] = [await pageOf(1280, 900), await pageOf(390, 844), await pageOf(390, 844)];
  });
  after(async () => {
    await browser.close();
    await web.stop();
    await database.drop();
    assert.deepEqual(complaints, []);
  });

  const headline = (page: Page, words: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name: words }).waitFor();
  const press = (name: string): Promise<void> => director.getByRole('button', { name, exact: true }).first().click();
  const follow = (name: string): Promise<void> => director.getByRole('link', { name, exact: true }).first().click();
  async function hold(name: RegExp): Promise<void> {
    await director.getByRole('button', { name }).hover();
    await director.mouse.down();
    await director.waitForEvent('framenavigated');
    await director.mouse.up();
  }
  async function keep(page: Page, name: string): Promise<void> {
    const folder = process.env['ROSTRA_SCREENSHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `day-${name}.png`), fullPage: true });
  }
  async function paste(what: string, rows: readonly string[], says: string): Promise<void> {
    await follow('Set-up');
    await follow('Paste or import');
    await director.getByLabel('What it is').selectOption({ label: what });
    await director.getByLabel('Cells').fill(rows.join('\n'));
    await press('Look at it first');
    await headline(director, says);
    await keep(director, `paste-${what.slice(0, 5)}`);
    await press('Carry it out');
  }

  /** From who is here to a draw that everybody sees. */
  async function openRound(name: string, debates: number): Promise<void> {
    await press('Draw the round');
    await headline(director, `${name} is drawn. Look at it, then confirm.`);
    await press('Confirm the draw');
    await follow('Allocate adjudicators');
    await press('Allocate');
    await follow('Give out rooms');
    await press('Give out rooms');
    if (name === 'Grand Final') {
      await headline(director, `The sides of ${name} are open.`);
      await follow('Toss for sides');
      await press('Confirm sides as they stand');
    }
    await headline(director, debates === 1 ? `The debate of ${name} is ready.` : `All ${debates} debates of ${name} are ready.`);
    await follow('Publish the draw');
    await hold(/^Hold 1 s: everybody sees this draw/);
    await director.getByText(/^Public since/).waitFor();
  }

  /** The chairs of a round send their ballots from their phones; then the director confirms them and closes the round. */
  async function judgeRound(name: string, scores: readonly number[]): Promise<void> {
    for (const link of links.values()) {
      await judge.goto(`${origin}${link}`);
      const enter = judge.getByRole('link', { name: 'Enter ballot' });
      if ((await enter.count()) === 0 || (await judge.locator('.r-me').getByText('You chair').count()) === 0) continue;
      await enter.click();
      await fillBallot(scores);
      await keep(judge, `ballot-${name}`);
      await judge.getByRole('button', { name: 'Send ballot' }).click();
      await judge.getByRole('heading', { name: /^Your ballot arrived at/ }).waitFor();
    }
    await follow(name);
    await press('Confirm all single ballots');
    await headline(director, new RegExp(`of ${name} (is|are) confirmed\\.$`));
    await hold(/^Hold 1 s: the round is over/);
    await headline(director, `${name} is over.`);
  }
  /** The scores in the order of the form; in a final the name of the champion. */
  async function fillBallot(scores: readonly number[]): Promise<void> {
    if (scores.length === 0) await judge.getByRole('radio').first().check();
    const boxes = judge.locator('.r-step input');
    for (const [index, score] of scores.entries()) await boxes.nth(index).fill(String(score));
  }

  it('signs in and makes a tournament out of three answers', async () => {
    await director.goto(`${origin}/admin`);
    await director.getByLabel('Password', { exact: true }).fill('open sesame');
    await press('Sign in');
    await director.getByLabel('Name', { exact: true }).fill('First Open');
    await director.getByLabel('Preliminary rounds').fill('2');
    await director.getByLabel('Teams that break').fill('4');
    await keep(director, 'new');
    await press('Make the tournament');
    await keep(director, 'made');
    await director.getByText('The tournament is made.').waitFor();
  });

  it('pastes teams, adjudicators and rooms out of a sheet', async () => {
    await paste('Teams with their speakers', sheets.teams, 'Adds 8, changes 0, skips 0.');
    await paste('Adjudicators', sheets.adjudicators, 'Adds 4, changes 0, skips 0.');
    await paste('Rooms', sheets.venues, 'Adds 2, changes 0, skips 0.');
    await follow('Set-up');
    await keep(director, 'setup');
    await headline(director, 'Everything is there for the first round.');
  });

  it('opens the site to spectators, and ballots to judges', async () => {
    await follow('Settings');
    await keep(director, 'settings');
    for (const bundle of ['Public information', 'Entry by private links']) {
      await director.getByRole('link', { name: bundle }).first().click();
      await keep(director, `bundle-${bundle.slice(0, 5)}`);
      await press('Save these settings');
      await director.getByText('Saved.', { exact: true }).waitFor();
    }
    await follow('People');
    for (const row of await director.getByRole('table', { name: 'Adjudicators' }).getByRole('row').all()) {
      const link = row.getByRole('link', { name: 'private page' });
      if ((await link.count()) > 0) links.set((await row.locator('b').innerText()).trim(), (await link.getAttribute('href')) ?? '');
    }
    assert.equal(links.size, 4);
  });

  it('plays the first round: everybody is in, the draw is out, judges send their ballots', async () => {
    await follow('Round line');
    await follow('Mark who is here');
    await press('Everybody is in');
    await headline(director, '8 teams are ready to be drawn.');
    await follow('Draw the round');
    await openRound('Round 1', 2);
    await spectator.goto(`${origin}/first-open/draw/`);
    await spectator.getByText('Room 2').first().waitFor();
    await judgeRound('Round 1', [80, 79, 78, 77, 76, 75, 74, 73]);
    await keep(director, 'after-1');
  });

  it('plays the second round, and makes the break', async () => {
    await follow('On with the tournament');
    await follow('Mark who is here');
    await press('As in the round before');
    await follow('Draw the round');
    await openRound('Round 2', 2);
    await judgeRound('Round 2', [81, 80, 77, 76, 79, 78, 74, 73]);
    await keep(director, 'after-2');
    await follow('On with the tournament');
    await headline(director, 'Nobody has broken yet; make the break first.');
    await follow('To the break');
    await press('Make the break');
    await headline(director, '4 teams break.');
    await keep(director, 'break');
  });

  it('holds the final, and everybody sees who won', async () => {
    await follow('On with the Grand Final');
    await press('Everybody is in');
    await headline(director, '4 teams are ready to be drawn.');
    await follow('Draw the round');
    await openRound('Grand Final', 1);
    await judgeRound('Grand Final', []);
    await keep(director, 'champion');
    const [, champion = 'nobody'] = /(?:^|\t|, )([^,\t]+) won/.exec(await director.getByRole('row', { name: /won/ }).innerText()) ?? [];
    await follow('Settings');
    await follow('Tab release');
    await press('Save these settings');
    await director.getByText('Saved.', { exact: true }).waitFor();
    await spectator.goto(`${origin}/first-open/`);
    await keep(spectator, 'home');
    await headline(spectator, 'The tab of First Open is out.');
    await spectator.getByRole('link', { name: 'See the team tab' }).click();
    await spectator.getByRole('link', { name: champion, exact: true }).waitFor();
    await keep(spectator, 'tab');
    await spectator.goto(`${origin}/first-open/results/round/3/`);
    const winner = spectator.locator('.line.won');
    assert.equal(await winner.count(), 1);
    assert.match(await winner.innerText(), new RegExp(`${champion}\\s+won`));
    await keep(spectator, 'final');
  });
});
