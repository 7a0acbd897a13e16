import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { textQuery } from '#kit/db/query.ts';
import { findRound, findTournament } from '../../round/find.ts';
import { planPublish } from '../../round/publish.ts';
import { publishDue } from '../../public-pages/publish-due.ts';
import { turnSwitch } from '../../public-pages/site-switch.ts';
import * as debates from '../../store/debates.ts';
import * as people from '../../store/people.ts';
import * as tournaments from '../../store/tournaments.ts';
import { openTab } from '../../open-tab.ts';
import type { Tab } from '../../tab.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { simulateBallots } from '../../tournaments/simulate.ts';
import { createSite } from '../server.ts';
import { differences, surfaceOf, type Seen } from './surface.ts';

const round3 = { slug: 'harbour', seq: 3 };

/** A change that spectators would see on every page. */
async function turnName(tab: Tab, name: string): Promise<void> {
  const { id } = await findTournament(tab, 'harbour');
  await tab.db.run(rename, { id, name });
  await tournaments.bumpPublicVersion(tab.db, id);
}

const rename = textQuery<{ id: number; name: string }, unknown>(
  'test.rename',
  'update tournaments set name = $2 where id = $1',
  ({ id, name }) => [id, name],
);

describe('nothing shows before its time', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let links: string[];
  before(async () => {
    tab = await testTab();
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', simulate: 2, seed: 'harbour' });
    server = await createSite(tab, { adminPassword: null, apiKey: 'key', cookieSecret: 'x'.repeat(32) });
    const keys = await people.links(tab.db, tournament.id, 'adjudicator');
    links = keys.slice(0, 2).map(({ urlKey }) => `/harbour/privateurls/${urlKey}/`);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const api = ['', '/rounds', '/rounds/3', '/rounds/3/pairings', '/teams/standings', '/motions', '/breaks'];
  const look = (): Promise<Map<string, Seen>> =>
    surfaceOf(server, 'harbour', [...links, ...api.map((path) => `/api/v1/tournaments/harbour${path}`)]);
  const wish = async () => ({ ...(await findRound(tab, 'harbour', 3)), actor: 'test' });

  const isPrivate = (url: string): boolean => links.includes(url) || url.includes('/adjudicator/');

  it('no page, private link, API answer, tag or size differs while a draw is made, changed and armed for the hall', async () => {
    const empty = await look();
    assert.ok(empty.size > 20);
    await act(tab, round3, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    await planPublish(tab, { ...(await wish()), plan: { isHallFirst: true, afterSeconds: null } });
    assert.deepEqual(differences(empty, await look()), []);
  });

  it('caches in front keep pages for a second only while a publish may come at any moment', async () => {
    const { headers } = await server.inject('/harbour/draw');
    assert.equal(headers['surrogate-control'], 'max-age=1');
  });

  it('and from the publish on all of them show it', async () => {
    const armed = await look();
    await act(tab, round3, 'publish');
    const changed = differences(armed, await look());
    for (const url of ['/harbour/', '/harbour/draw/', '/harbour/participants/list/']) assert.ok(changed.includes(url), url);
  });

  it('nothing of the ballots shows before the round is over', async () => {
    const drawn = await look();
    await simulateBallots(tab, await wish(), 'ballots');
    const changed = differences(drawn, await look()).filter((url) => !isPrivate(url));
    assert.deepEqual(changed, []);
  });

  it('teams can go first: nobody learns who judges before the adjudicators follow', async () => {
    await act(tab, round3, 'complete');
    const round4 = { slug: 'harbour', seq: 4 };
    await act(tab, round4, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish-teams');
    const [first] = await debates.ofRound(tab.db, (await findRound(tab, 'harbour', 4)).round.id);
    const [chair, team] = [first?.panel[0]?.name ?? '', first?.teams[0]?.name ?? ''];
    const shown = (await server.inject('/harbour/draw')).body;
    assert.deepEqual([shown.includes(`>${team}<`), shown.includes(chair)], [true, false]);
    await act(tab, round4, 'publish-panels');
    assert.ok((await server.inject('/harbour/draw')).body.includes(chair));
  });

  it('a draw publishes itself at its time, once, whichever process looks', async () => {
    await act(tab, { slug: 'harbour', seq: 4 }, 'withdraw');
    const place = { ...(await findRound(tab, 'harbour', 4)), actor: 'test' };
    await planPublish(tab, { ...place, plan: { isHallFirst: false, afterSeconds: 3600 } });
    const later: Tab = { ...openTab({ databaseUrl: tab.databaseUrl, logger: tab.logger }), clock: { nowMs: () => Date.now() + 3_601_000 } };
    await publishDue(tab);
    assert.equal((await findRound(tab, 'harbour', 4)).round.drawStatus, 'C');
    await Promise.all([publishDue(later), publishDue(later), publishDue(later)]);
    assert.equal((await findRound(tab, 'harbour', 4)).round.drawStatus, 'R');
    await later.db.end();
    await later.live.close();
  });

  it('a notice stands for every public page, and private links go on', async () => {
    const tournament = await findTournament(tab, 'harbour');
    await turnSwitch(tab, { tournament, mode: 'notice', notice: 'Back at two.', actor: 'test' });
    for (const url of ['/harbour/', '/harbour/draw', '/harbour/tab/team']) {
      const { body } = await server.inject(url);
      assert.deepEqual([body.includes('Back at two.'), body.includes('data-team')], [true, false], url);
    }
    assert.equal((await server.inject(links[0] ?? '')).statusCode, 200);
    assert.doesNotMatch((await server.inject(links[0] ?? '')).body, /Back at two/);
  });

  it('a snapshot stands still, and what is withdrawn leaves it all the same', async () => {
    const tournament = await findTournament(tab, 'harbour');
    await turnSwitch(tab, { tournament, mode: 'snapshot', notice: '', actor: 'test' });
    const frozen = (await server.inject('/harbour/draw')).headers.etag;
    await turnName(tab, 'Renamed Open');
    assert.equal((await server.inject('/harbour/draw')).headers.etag, frozen);
    await act(tab, { slug: 'harbour', seq: 4 }, 'withdraw');
    assert.doesNotMatch((await server.inject('/harbour/draw')).body, /data-team/);
    await turnSwitch(tab, { tournament, mode: 'open', notice: '', actor: 'test' });
    assert.match((await server.inject('/harbour/draw')).body, /Renamed Open/);
  });
});
