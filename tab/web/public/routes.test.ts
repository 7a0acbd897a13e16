import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { textQuery } from '#kit/db/query.ts';
import { createServer } from '#kit/http/server.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { findTournament } from '../../round/find.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import * as teams from '../../store/teams.ts';
import { paths } from './paths.ts';
import { registerPublic } from './routes.ts';

const giveCode = textQuery<{ team: number; code: string }, unknown>(
  'test.giveCode',
  'update teams set code_name = $2 where id = $1',
  ({ team, code }) => [team, code],
);

describe('the public site', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', name: 'Harbour Open', slug: 'harbour', simulate: 2, seed: 'harbour' });
    const islandFolders = [join(import.meta.dirname, 'islands')];
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32), islandFolders });
    registerPublic(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const round3 = { slug: 'harbour', seq: 3 };
  const get = (path: string, headers: Record<string, string> = {}) => server.inject({ url: `/harbour${path}`, headers });
  const page = async (path: string): Promise<string> => (await get(path)).body;
  const setting = async (values: Record<string, unknown>): Promise<void> =>
    changeSettings(tab, { tournament: await findTournament(tab, 'harbour'), values, actor: 'test' });

  it('a lone tournament is the site', async () => {
    const answer = await server.inject({ url: '/' });
    assert.deepEqual([answer.statusCode, answer.body], [200, await page('/')]);
    assert.match(String(answer.headers['surrogate-key']), / /); // also purged when another tournament appears
  });

  it('one that is not listed is not on the front page, and is there for who knows its address', async () => {
    await setting({ 'public_features.on_front_page': false });
    const front = await server.inject({ url: '/' });
    assert.deepEqual([front.statusCode, front.body.includes('Harbour Open')], [200, false]);
    assert.match(await page('/'), /Harbour Open/);
    await setting({ 'public_features.on_front_page': true });
    assert.match((await server.inject({ url: '/' })).body, /Harbour Open/);
  });

  it('shows nothing of a draw before it is published, all of it from then on, and nothing once it is withdrawn', async () => {
    await act(tab, round3, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    assert.match(await page('/draw'), /The draw of Round 3 is not published yet\./);
    assert.doesNotMatch(await page('/draw'), /data-team/);
    await act(tab, round3, 'publish');
    const draw = await page('/draw');
    const tournament = await findTournament(tab, 'harbour');
    for (const { id } of await teams.ofTournament(tab.db, tournament.id)) assert.match(draw, new RegExp(`data-team="${id}"`));
    assert.match(await page('/'), /The draw of Round 3 is out\./);
    await act(tab, round3, 'withdraw');
    assert.doesNotMatch(await page('/draw'), /data-team/);
    assert.match(await page('/'), /The results of Round 2 are out\./);
    await act(tab, round3, 'publish');
  });

  it('carries the headers of every public page, and answers 304 while nothing has changed', async () => {
    const first = await get('/draw', { 'accept-encoding': 'gzip' });
    assert.equal(first.headers['cache-control'], 'public, max-age=0, s-maxage=1, stale-while-revalidate=10');
    assert.deepEqual([first.headers['surrogate-key'], first.headers['surrogate-control']], ['tournament-harbour', 'max-age=60']);
    assert.equal(first.headers['content-encoding'], 'gzip');
    assert.equal(first.headers['set-cookie'], undefined);
    const again = await get('/draw', { 'if-none-match': String(first.headers.etag) });
    assert.deepEqual([again.statusCode, again.body], [304, '']);
  });

  const closed = [
    { path: '/draw/round/3', values: { 'public_features.public_draw': 'all-released' } },
    { path: '/tab/team', values: { 'tab_release.team_tab_released': true } },
    { path: '/tab/speaker', values: { 'tab_release.speaker_tab_released': true } },
  ];
  for (const { path, values } of closed)
    it(`${path} is closed until its setting opens it`, async () => {
      const before403 = await get(path);
      assert.deepEqual([before403.statusCode, before403.body.includes('not public')], [403, true]);
      await setting(values);
      assert.equal((await get(path)).statusCode, 200);
    });

  it('results show places and no scores, of rounds that are over', async () => {
    const results = await page('/results/round/2');
    assert.match(results, /1st/);
    assert.doesNotMatch(results, /\b(?:1[0-9]{2}|[5-9][0-9])(?:\.\d)?<\/span>/);
    assert.equal((await get('/results/round/3')).statusCode, 403);
    assert.equal((await get('/results/round/99')).statusCode, 404);
  });

  it('stands with code names where the event uses them, and names nobody', async () => {
    await setting({ 'ui_options.team_code_names': 'everywhere', 'ui_options.participant_code_names': 'everywhere' });
    const tournament = await findTournament(tab, 'harbour');
    const [team] = await teams.ofTournament(tab.db, tournament.id);
    const [speaker] = await teams.speakers(tab.db, tournament.id);
    await tab.db.run(giveCode, { team: team?.id ?? 0, code: 'Red Fox' });
    await setting({}); // the public version rises with every change of settings
    assert.match(await page('/participants/list'), /Red Fox/);
    assert.match(await page('/participants/list'), />\d{8}, \d{8}</); // people are eight digits
    for (const path of ['/draw', '/results/round/1', '/participants/list', '/tab/speaker', '/tab/team']) {
      const shown = await page(path);
      assert.ok(!shown.includes(`>${team?.name}<`), path);
      assert.ok(!shown.includes(speaker?.name ?? ''), path);
    }
    await setting({ 'ui_options.team_code_names': 'off', 'ui_options.participant_code_names': 'off' });
  });

  it('every link leads to a page that is there', async () => {
    const links = [
      paths.home('harbour'),
      paths.draw('harbour'),
      paths.drawOfRound('harbour', 3),
      paths.results('harbour'),
      paths.resultsOfRound('harbour', 1),
      paths.standings('harbour'),
      paths.teamTab('harbour'),
      paths.speakerTab('harbour'),
      paths.breaks('harbour'),
      paths.breakOfCategory('harbour', 'open'),
      paths.participants('harbour'),
    ];
    for (const url of links) assert.equal((await server.inject({ url })).statusCode, 200, url);
    assert.equal((await server.inject({ url: paths.repliesTab('harbour') })).statusCode, 403);
  });

  it('many who come at once share one rendering and see the newest', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => get('/standings/current-standings')));
    assert.equal(new Set(answers.map(({ headers }) => headers.etag)).size, 1);
    assert.ok(answers.every(({ statusCode }) => statusCode === 200));
  });

  it('an unknown tournament, page or category is a 404 in words', async () => {
    for (const url of ['/nowhere', '/harbour/break/teams/nobody', '/harbour/draw/round/nine']) {
      const answer = await server.inject({ url, headers: { accept: 'text/html' } });
      assert.deepEqual([answer.statusCode, /There is no/.test(answer.body)], [404, true], url);
    }
  });

  it('on a phone the draw shows, changes and goes without a reload, with the chosen team on top', async () => {
    const address = await server.listen({ port: 0, host: '127.0.0.1' });
    const browser = await openBrowser();
    try {
      await act(tab, round3, 'withdraw');
      const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
      await phone.goto(`${address}/harbour/draw/`);
      await phone.getByText('The draw of Round 3 is not published yet.').waitFor();
      await act(tab, round3, 'publish');
      await phone.getByRole('heading', { name: 'Draw, Round 3' }).waitFor();
      const [name = ''] = await phone.locator('.r-draw [data-team] > span').allTextContents();
      await phone.getByLabel('Your team').selectOption({ label: name });
      await phone.locator('.r-me .r-room-big').waitFor();
      await phone.getByLabel('Find a team, room or judge').fill(name);
      assert.ok((await phone.locator('.r-draw > li:visible').count()) < 6);
      await act(tab, round3, 'withdraw');
      await phone.getByText('The draw of Round 3 is not published yet.').waitFor();
      assert.equal(await phone.locator('.r-me:visible').count(), 0);
      await act(tab, round3, 'publish');
      await phone.locator('.r-me .r-room-big').waitFor();
    } finally {
      await browser.close();
    }
  });

  it('a page of 24 teams weighs less than 30 KB without compression', async () => {
    assert.ok((await get('/draw')).rawPayload.length < 30_000);
  });
});
