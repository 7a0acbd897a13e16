import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readDoor } from '../../check-in/door.ts';
import { giveIdentifiers } from '../../check-in/identifiers.ts';
import { findTournament } from '../../round/find.ts';
import * as people from '../../store/people.ts';
import { testTab, type TestTab } from '../../test-tab.ts';
import { openDesk, type TestDesk } from '../../testing/desk.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { paths as personalPaths } from '../personal/paths.ts';
import { checkInPaths } from './check-in-paths.ts';

describe('the door', () => {
  let tab: TestTab;
  let desk: TestDesk;
  before(async () => {
    tab = await testTab();
    const tournament = await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', seed: 'schools' });
    for (const kind of ['speaker', 'adjudicator'] as const) await giveIdentifiers(tab, { tournament, kind, actor: 'test' });
    desk = await openDesk(tab);
  });
  after(async () => {
    await desk.close();
    await tab.close();
  });
  const door = async () => readDoor(tab, await findTournament(tab, 'schools'));
  const set = async (values: Record<string, unknown>) =>
    changeSettings(tab, { tournament: await findTournament(tab, 'schools'), values, actor: 'test' });

  it('takes six digits by themselves, says whose they are, and keeps scans while there is no network', async () => {
    const [first, second] = (await door()).adjudicators;
    const page = await desk.director(checkInPaths.scan('schools'));
    await page.getByLabel('Identifier').pressSequentially(String(first?.identifier));
    await page.getByText(`${first?.name}, `).waitFor();
    await page.getByLabel('Identifier').fill('999999 1');
    await page.getByRole('button', { name: 'Check in' }).click();
    await page.getByText('999999: nobody has this identifier.').waitFor();

    await page.context().setOffline(true);
    await page.getByLabel('Identifier').pressSequentially(String(second?.identifier));
    await page.getByText('1 scan waits for the network.').waitFor();
    assert.equal((await door()).adjudicators[1]?.at, null);
    await page.context().setOffline(false);
    await page.getByText(`${second?.name}, `).waitFor();
    assert.notEqual((await door()).adjudicators[1]?.at, null);
  });

  it('shows on an open list who was ticked elsewhere, and takes a whole team', async () => {
    const watching = await desk.director(checkInPaths.people('schools'));
    const ticking = await desk.director(checkInPaths.people('schools'));
    const [team] = (await door()).teams;
    await ticking.getByLabel(team?.speakers[0]?.name ?? '').check();
    await watching.getByRole('heading', { name: '3 of ' }).waitFor();
    await ticking.getByRole('button', { name: `All of ${team?.name} are in` }).click();
    await ticking.getByText(`${team?.speakers.length} people are in.`).waitFor();
    assert.equal((await door()).teams.find(({ id }) => id === team?.id)?.presence, 'in');
  });

  it('prints a badge for each, with a bar code, a square and the digits', async () => {
    const page = await desk.director(checkInPaths.labels('schools', 'adjudicator'));
    const { adjudicators } = await door();
    assert.equal(await page.locator('.r-labels article').count(), adjudicators.length);
    assert.match(
      await page.locator('.r-labels article').first().innerText(),
      new RegExp(`${adjudicators[0]?.name}[^]*${adjudicators[0]?.identifier}`),
    );
    assert.equal(await page.locator('.r-labels article').first().locator('svg').count(), 2);
  });

  it('prints the private link of each person as a slip', async () => {
    const tournament = await findTournament(tab, 'schools');
    const page = await desk.director('/schools/admin/people');
    await page.getByRole('link', { name: 'Links of speakers' }).click();
    const links = await people.links(tab.db, tournament.id, 'speaker');
    assert.equal(await page.locator('.r-labels article').count(), links.length);
    const first = await page.locator('.r-labels article').first().innerText();
    assert.ok(first.includes(`${desk.url}${personalPaths.home('schools', links[0]?.urlKey ?? '')}`), first);
  });

  it('is public, and open to everybody for themselves, only by their settings', async () => {
    const publicPage = '/schools/checkins/status/people/';
    const judge = (await door()).adjudicators.at(-1);
    const tournament = await findTournament(tab, 'schools');
    const link = (await people.links(tab.db, tournament.id, 'adjudicator')).find(({ personId }) => personId === judge?.id);
    const say = () =>
      desk.server.inject({
        method: 'POST',
        url: personalPaths.checkIn('schools', link?.urlKey ?? ''),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'in=1',
      });
    const home = async () => (await desk.server.inject({ url: personalPaths.home('schools', link?.urlKey ?? '') })).body;
    assert.equal((await desk.server.inject({ url: publicPage })).statusCode, 403);
    assert.equal((await say()).statusCode, 404);
    assert.doesNotMatch(await home(), /I am here/);
    await set({ 'public_features.public_checkins': true, 'data_entry.public_checkins_submit': true });
    assert.match(await home(), /not checked in[^]*I am here/);
    assert.equal((await say()).statusCode, 303);
    assert.match(await home(), /checked in[^]*I am not here after all/);
    const shown = await desk.server.inject({ url: publicPage });
    assert.equal(shown.statusCode, 200);
    assert.match(shown.body, new RegExp(`${judge?.name}[^]*?since `));
  });
});
