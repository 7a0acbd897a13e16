import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { findTournament } from '../../round/find.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';

const key = 'k'.repeat(40);
const thing = v.looseObject({ id: v.number(), url: v.string() });
const fault = v.object({ error: v.object({ code: v.string(), message: v.string() }) });

describe('the API of what is set up by hand', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: key, cookieSecret: 'x'.repeat(32) });
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', seed: 'api' });
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'other', seed: 'api' });
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  const call = (method: Method, path: string, payload?: object) =>
    server.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Token ${key}` }, ...(payload ? { payload } : {}) });
  const own = (method: Method, path: string, payload?: object) => call(method, `/tournaments/schools${path}`, payload);
  const anybody = (path: string) => server.inject({ url: `/api/v1/tournaments/schools${path}` });
  const listOf = async (path: string) => v.parse(v.array(thing), (await own('GET', path)).json());
  const set = async (values: Readonly<Record<string, unknown>>) =>
    changeSettings(tab, { tournament: await findTournament(tab, 'schools'), actor: 'test', values });

  const made = [
    { path: '/institutions', body: { name: 'New School', code: 'NS' }, change: { region: 'South' } },
    { path: '/venues', body: { name: 'Cellar', priority: 1 }, change: { priority: 2 } },
    { path: '/venue-categories', body: { name: 'Step-free' }, change: { display_in_venue_name: 'suffix' } },
    { path: '/break-categories', body: { name: 'Novice', break_size: 2 }, change: { reserve_size: 1 } },
    { path: '/speaker-categories', body: { name: 'ESL' }, change: { public: false } },
    { path: '/adjudicators', body: { name: 'Nia New', base_score: 3 }, change: { base_score: 4 } },
    { path: '/schedule', body: { title: 'Lunch', start_time: '2026-05-09T12:00:00Z' }, change: { type: 'rest' } },
  ] as const;
  for (const one of made)
    it(`makes, reads, changes and deletes: ${one.path}`, async () => {
      const answer = await own('POST', one.path, one.body);
      assert.equal(answer.statusCode, 201, answer.body);
      assert.equal(answer.headers['surrogate-purge'], 'tournament-schools');
      const { id, url } = v.parse(thing, answer.json());
      assert.ok(url.endsWith(`${one.path}/${id}`));
      const changed = await own('PATCH', `${one.path}/${id}`, one.change);
      assert.equal(changed.statusCode, 200, changed.body);
      assert.deepEqual({ ...v.parse(thing, changed.json()), ...one.change }, changed.json());
      assert.deepEqual((await own('GET', `${one.path}/${id}`)).json(), changed.json());
      assert.equal((await own('DELETE', `${one.path}/${id}`)).statusCode, 204);
      assert.equal((await own('GET', `${one.path}/${id}`)).statusCode, 404);
    });

  it('makes a team with its speakers, or neither', async () => {
    const [school] = await listOf('/institutions');
    const body = {
      institution: school?.url,
      reference: 'Latecomers',
      speakers: [{ name: 'Ida' }, { name: 'Ola', email: 'ola@example.org' }],
    };
    const answer = await own('POST', '/teams', body);
    assert.equal(answer.statusCode, 201, answer.body);
    const team = v.parse(v.looseObject({ id: v.number(), speakers: v.array(v.looseObject({ name: v.string() })) }), answer.json());
    assert.deepEqual(team.speakers.map(({ name }) => name), ['Ida', 'Ola']); // oxfmt-ignore
    const wrong = await own('POST', '/teams', { ...body, reference: 'Others', speakers: [{ name: '' }] });
    assert.deepEqual([wrong.statusCode, v.parse(fault, wrong.json()).error.message], [422, 'Name is empty; it must be a text.']);
    assert.equal((await listOf('/teams')).filter(({ reference }) => reference === 'Others').length, 0);
    assert.equal((await own('DELETE', `/teams/${team.id}`)).statusCode, 204);
  });

  it('adds a round at the end, and deletes it', async () => {
    const answer = await own('POST', '/rounds', { name: 'Round 5', abbreviation: 'R5' });
    assert.equal(answer.statusCode, 201, answer.body);
    const { seq } = v.parse(v.looseObject({ seq: v.number() }), answer.json());
    assert.equal((await own('PATCH', `/rounds/${seq}`, { silent: true })).json().silent, true);
    assert.equal((await own('DELETE', `/rounds/${seq}`)).statusCode, 204);
  });

  it('says who may break: read, replaced, added to', async () => {
    const [category] = await listOf('/break-categories');
    const path = `/break-categories/${category?.id}/eligibility`;
    const set8 = v.parse(v.object({ slug: v.string(), team_set: v.array(v.string()) }), (await own('GET', path)).json());
    assert.equal(set8.team_set.length, 8);
    assert.equal((await own('PUT', path, { team_set: set8.team_set.slice(0, 2) })).json().team_set.length, 2);
    assert.equal((await own('PATCH', path, { team_set: set8.team_set.slice(2) })).json().team_set.length, 8);
  });

  it('gives a list in parts', async () => {
    const answer = await own('GET', '/speakers?limit=10&offset=10');
    assert.equal(answer.json().length, 10);
    assert.match(String(answer.headers['link']), /offset=20>; rel="next", <.*offset=0>; rel="prev"/);
  });

  it('changes one setting, and refuses one that there is none of', async () => {
    assert.equal((await own('PUT', '/preferences/scoring__score_max', { value: 81 })).json().value, 81);
    assert.equal((await own('PATCH', '/preferences/scoring__score_maximum', { value: 81 })).statusCode, 422);
  });

  const refused = [
    { it: 'a field that there is none of', path: '/venues', body: { name: 'X', colour: 'red' }, says: /no field "colour"/ },
    { it: 'a list for a body', path: '/venues', body: [], says: /must be a JSON object/ },
    { it: 'a team of another tournament', path: '/speakers', body: { name: 'X', team: 99_999 }, says: /no such thing with the id 99999/ },
    { it: 'an emptied name', path: '/institutions', body: { name: '', code: 'X' }, says: /Name is empty/ },
  ] as const;
  for (const one of refused)
    it(`refuses ${one.it}`, async () => {
      const answer = await own('POST', one.path, one.body);
      assert.equal(answer.statusCode, 422, answer.body);
      assert.match(v.parse(fault, answer.json()).error.message, one.says);
    });

  it('shows nobody without a key what is not public', async () => {
    await act(tab, { slug: 'schools', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    await set({ 'public_features.public_participants': false, 'public_features.public_institutions_list': false });
    for (const path of ['/teams', '/speakers', '/adjudicators', '/institutions', '/rounds/1/pairings', '/teams/standings', '/preferences', '/rounds/1/availabilities', '/adjudicator-team-conflicts'])
      assert.equal((await anybody(path)).statusCode, 401, path); // oxfmt-ignore
    const [round] = (await anybody('/rounds')).json();
    assert.deepEqual([round.draw_status, round.motions], ['N', []]);
  });

  it('shows without a key what the settings open, and no more of it', async () => {
    await set({ 'public_features.public_participants': true });
    await act(tab, { slug: 'schools', seq: 1 }, 'publish');
    const [judge] = (await anybody('/adjudicators')).json();
    assert.deepEqual(Object.keys(judge).toSorted(), ['adj_core', 'id', 'independent', 'institution', 'name', 'url']); // oxfmt-ignore
    const [team] = (await anybody('/teams')).json();
    assert.ok(!('seed' in team) && !('url_key' in team.speakers[0]) && !('code_name' in team));
    const [pairing] = (await anybody('/rounds/1/pairings')).json();
    assert.ok(pairing.teams.length === 2 && !('bracket' in pairing) && !('importance' in pairing) && !('result_status' in pairing));
  });

  it('names nobody who asked not to be named, nor anybody while codes stand for names', async () => {
    const [speaker] = await listOf('/speakers');
    await own('PATCH', `/speakers/${speaker?.id}`, { anonymous: true });
    assert.ok((await anybody('/speakers')).json().every(({ id }: { id: number }) => id !== speaker?.id));
    assert.ok(!(await anybody('/teams')).body.includes(`"${String(speaker?.['name'])}"`));
    await set({ 'ui_options.participant_code_names': 'everywhere' });
    assert.equal((await anybody('/teams')).statusCode, 401);
  });

  it('describes itself as OpenAPI, every path with its methods', async () => {
    const schema = (await call('GET', '/schema.json')).json();
    assert.equal(schema.openapi, '3.1.0');
    assert.deepEqual(Object.keys(schema.paths['/api/v1/tournaments/{slug}/venues/{id}']).toSorted(), ['delete', 'get', 'parameters', 'patch', 'post', 'put']); // oxfmt-ignore
    assert.equal(
      schema.paths['/api/v1/tournaments/{slug}/teams'].post.requestBody.content['application/json'].schema.properties.reference.type,
      'string',
    );
  });

  it('renames a tournament, refuses an address that is taken, and deletes one whole', async () => {
    const renamed = await own('PATCH', '', { name: 'Schools Final', short_name: 'Final' });
    assert.deepEqual([renamed.statusCode, renamed.json().name], [200, 'Schools Final'], renamed.body);
    assert.equal((await own('PATCH', '', { slug: 'other' })).statusCode, 409);
    assert.equal((await call('DELETE', '/tournaments/schools')).statusCode, 204);
    assert.equal((await call('GET', '/tournaments/schools')).statusCode, 404);
    assert.equal((await call('GET', '/tournaments/other')).statusCode, 200);
  });
});
