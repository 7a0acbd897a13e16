import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { ballotForm } from '../../round/ballot-form.ts';
import { findRound, findTournament } from '../../round/find.ts';
import type { Debate } from '../../rules/debate.ts';
import * as debates from '../../store/debates.ts';
import * as people from '../../store/people.ts';
import { openApi } from '../../store/site-settings.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { createSite } from '../server.ts';

describe('participants of the API (Authorization: Key …)', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let rooms: Debate[];
  const keys = new Map<number, string>();
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: 'key', cookieSecret: 'x'.repeat(32) });
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a' });
    const values = { 'data_entry.participant_ballots': 'private-urls', 'data_entry.participant_feedback': 'private-urls' };
    await changeSettings(tab, { tournament, values, actor: 'test' });
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    rooms = (await debates.ofRound(tab.db, (await findRound(tab, 'cup', 1)).round.id)).filter(({ panel }) => panel.length > 0);
    for (const kind of ['adjudicator', 'speaker'] as const)
      for (const { personId, urlKey } of await people.links(tab.db, tournament.id, kind)) keys.set(personId, urlKey);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  /** `route`: `GET /me`. */
  const call = (person: number | string, route: string, body?: object) => {
    const [method = '', path = ''] = route.split(' ');
    assert.ok(method === 'GET' || method === 'POST' || method === 'PUT' || method === 'PATCH' || method === 'DELETE');
    return server.inject({
      method,
      url: `/api/v1/tournaments/cup${path}`,
      headers: { authorization: `Key ${typeof person === 'string' ? person : keys.get(person)}` },
      ...(body ? { payload: body } : {}),
    });
  };
  const room = (index: number): Debate => {
    const found = rooms[index];
    assert.ok(found !== undefined);
    return found;
  };
  const chair = (debate: Debate): number => debate.panel.find(({ place }) => place === 'C')?.id ?? 0;
  const ballotsOf = (debate: Debate): string => `/rounds/1/pairings/${debate.id}/ballots`;
  const ballotBody = async (debate: Debate): Promise<object> => {
    const form = await ballotForm(tab, await findTournament(tab, 'cup'), debate.id);
    const teams = debate.teams.map((team, side) => ({
      side,
      team: team.id,
      speeches: (form.rosters[side] ?? []).slice(0, 2).map(({ id }, place) => ({ speaker: id, score: 80 - side * 2 - place })),
    }));
    return { result: { sheets: [{ teams }] }, confirmed: true };
  };

  it('learn who they are', async () => {
    const judge = (await call(chair(room(0)), 'GET /me')).json<Record<string, unknown>>();
    assert.deepEqual([judge['id'], judge['type'], judge['team']], [chair(room(0)), 'adjudicator', null]);
    const form = await ballotForm(tab, await findTournament(tab, 'cup'), room(0).id);
    const speaker = (await call(form.rosters[0]?.[0]?.id ?? 0, 'GET /me')).json<Record<string, unknown>>();
    assert.match(String(speaker['team']), new RegExp(`/teams/${room(0).teams[0]?.id}$`));
    assert.equal((await call('nobodys', 'GET /me')).statusCode, 401);
  });

  it('check themselves in and out where the settings let them, and nobody else', async () => {
    const [own, other] = [chair(room(0)), chair(room(1))];
    const at = (id: number): string => `/adjudicators/${id}/checkin`;
    assert.equal((await call(own, `PUT ${at(own)}`)).statusCode, 403);
    const values = { 'data_entry.public_checkins_submit': true };
    await changeSettings(tab, { tournament: await findTournament(tab, 'cup'), values, actor: 'test' });
    const isIn = async (verb: string): Promise<unknown> =>
      (await call(own, `${verb} ${at(own)}`)).json<Record<string, unknown>>()['checked'];
    const all = [await isIn('GET'), await isIn('PUT'), await isIn('PUT'), await isIn('PATCH'), await isIn('PATCH'), await isIn('DELETE')];
    assert.deepEqual(all, [false, true, true, false, true, false]);
    assert.equal((await call(own, `PUT ${at(other)}`)).statusCode, 404);
    assert.equal((await call(own, `POST ${at(own)}`)).statusCode, 403);
  });

  it('send the ballot of their own debate, which waits for the tab room, and read what they sent', async () => {
    const sent = await call(chair(room(0)), `POST ${ballotsOf(room(0))}`, await ballotBody(room(0)));
    assert.equal(sent.statusCode, 201, sent.body);
    assert.equal(sent.json<{ confirmed: boolean }>().confirmed, false);
    assert.equal((await call(chair(room(0)), `GET ${ballotsOf(room(0))}`)).json<unknown[]>().length, 1);
    const colleague = room(0).panel.find(({ place }) => place === 'P')?.id;
    if (colleague !== undefined) assert.deepEqual((await call(colleague, `GET ${ballotsOf(room(0))}`)).json(), []);
  });

  it('neither read nor send that of another', async () => {
    assert.equal((await call(chair(room(1)), `GET ${ballotsOf(room(0))}`)).statusCode, 404);
    assert.equal((await call(chair(room(1)), `POST ${ballotsOf(room(0))}`, await ballotBody(room(0)))).statusCode, 404);
  });

  it('give feedback as themselves and read their own', async () => {
    const judge = chair(room(1));
    const target = room(1).panel.find(({ id }) => id !== judge)?.id ?? 0;
    const body = { source: `/adjudicators/${judge}`, adjudicator: target, debate: room(1).id, score: 4 };
    const given = await call(judge, 'POST /feedback', body);
    assert.equal(given.statusCode, 201, given.body);
    assert.equal((await call(judge, 'GET /feedback')).json<unknown[]>().length, 1);
    assert.equal((await call(target, 'GET /feedback')).json<unknown[]>().length, 0);
    assert.equal((await call(judge, 'POST /feedback', { ...body, source: `/adjudicators/${target}` })).statusCode, 403);
  });

  it('change nothing else, and see no more than anybody', async () => {
    const judge = chair(room(0));
    for (const route of [
      'POST /teams',
      'DELETE /rounds/1/pairings',
      'GET /preferences',
      'GET /adjudicator-team-conflicts',
      `PATCH /rounds/1/pairings/${room(0).id}`,
    ])
      assert.equal((await call(judge, route)).statusCode, 403, route);
    assert.equal((await call(judge, 'GET /rounds')).statusCode, 200);
  });

  it('find the API closed while the site says so (global.enable_api)', async () => {
    await openApi(tab.db, false);
    assert.equal((await call(chair(room(0)), 'GET /me')).statusCode, 403);
    assert.equal((await server.inject({ url: '/api/v1/tournaments' })).statusCode, 403);
    await openApi(tab.db, true);
    assert.equal((await call(chair(room(0)), 'GET /me')).statusCode, 200);
  });
});
