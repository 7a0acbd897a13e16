import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createSite } from '../server.ts';

const key = 'k'.repeat(40);

const pairing = v.object({
  id: v.number(),
  result_status: v.string(),
  venue_name: v.nullable(v.string()),
  teams: v.array(v.object({ team: v.string(), side: v.number() })),
  adjudicators: v.object({ chair: v.nullable(v.string()) }),
});
const team = v.object({ url: v.string(), speakers: v.array(v.object({ url: v.string(), url_key: v.string() })) });
const fault = v.object({ error: v.object({ code: v.string(), message: v.string() }) });

describe('the API', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: key, cookieSecret: 'x'.repeat(32) });
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const call = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    server.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Token ${key}` }, ...(payload ? { payload } : {}) });

  /** The ballot that gives the sides these scores, one list a side. */
  const ballot = async (debate: v.InferOutput<typeof pairing>, scores: readonly (readonly number[])[]) => {
    const teams = v.parse(v.array(team), (await call('GET', '/tournaments/bp24/teams')).json());
    const sides = debate.teams.map((of, side) => ({
      team: of.team,
      speeches: (teams.find((one) => one.url === of.team)?.speakers ?? []).map((speaker, index) => ({
        speaker: speaker.url,
        score: scores[side]?.[index],
      })),
    }));
    return { result: { sheets: [{ teams: sides }] } };
  };
  const debatesOf = async (seq: number) =>
    v.parse(v.array(pairing), (await call('GET', `/tournaments/bp24/rounds/${seq}/pairings`)).json());

  it('asks for the key, and takes no other', async () => {
    for (const headers of [{}, { authorization: 'Token wrong' }, { authorization: `Bearer ${key}` }]) {
      const answer = await server.inject({ url: '/api/v1/tournaments/bp24/preferences', headers });
      assert.equal(answer.statusCode, 401);
      assert.equal(v.parse(fault, answer.json()).error.code, 'TAB_NO_KEY');
    }
  });

  it('makes a demo tournament, and purges the site in front', async () => {
    const answer = await call('POST', '/tournaments', { demo: 'bp24' });
    assert.equal(answer.statusCode, 201, answer.body);
    assert.equal(answer.headers['surrogate-purge'], 'tab-site tournament-bp24');
  });

  it('tells a full key the private links of adjudicators', async () => {
    const answer = await call('GET', '/tournaments/bp24/adjudicators');
    const judges = v.parse(v.array(v.object({ name: v.string(), url_key: v.pipe(v.string(), v.length(26)) })), answer.json());
    assert.equal(judges.length, 16);
  });

  it('brings a round from who is here to a public draw', async () => {
    const acts = ['all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish'];
    for (const act of acts) {
      const answer = await call('POST', `/tournaments/bp24/rounds/1/acts/${act}`);
      assert.equal(answer.statusCode, 200, answer.body);
      assert.equal(answer.headers['surrogate-purge'], act === 'publish' ? 'tournament-bp24' : undefined);
    }
    const debates = await debatesOf(1);
    assert.equal(debates.length, 6);
    assert.ok(debates.every((debate) => debate.adjudicators.chair !== null && debate.venue_name !== null && debate.teams.length === 4));
  });

  it('refuses a second draw', async () => {
    const answer = await call('POST', '/tournaments/bp24/rounds/1/pairings/generate-draw');
    assert.equal(answer.statusCode, 409);
    assert.equal(v.parse(fault, answer.json()).error.message, 'Round 1 was drawn already.');
  });

  it('names the place of a score that is out of range, and takes nothing', async () => {
    const [debate] = await debatesOf(1);
    assert.ok(debate);
    const wrong = await ballot(debate, [
      [75, 120],
      [74, 73],
      [72, 71],
      [70, 69],
    ]);
    const answer = await call('POST', `/tournaments/bp24/rounds/1/pairings/${debate.id}/ballots`, wrong);
    assert.equal(answer.statusCode, 422);
    assert.match(v.parse(fault, answer.json()).error.message, /^[^:]+, speech 2: 120 is outside 50 to 99\.$/);
    assert.deepEqual((await call('GET', `/tournaments/bp24/rounds/1/pairings/${debate.id}/ballots`)).json(), []);
  });

  it('names a field that is missing', async () => {
    const [debate] = await debatesOf(1);
    const answer = await call('POST', `/tournaments/bp24/rounds/1/pairings/${debate?.id}/ballots`, { confirmed: true });
    assert.equal(answer.statusCode, 422);
    assert.match(v.parse(fault, answer.json()).error.message, /^result: /);
  });

  it('counts a ballot once, however often it is sent', async () => {
    const [debate] = await debatesOf(1);
    assert.ok(debate);
    const body = {
      ...(await ballot(debate, [
        [75, 75],
        [74, 74],
        [72, 71],
        [70, 69],
      ])),
      client_uuid: 'phone 7, ballot 1',
    };
    const path = `/tournaments/bp24/rounds/1/pairings/${debate.id}/ballots`;
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', path, body)));
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
      [200, 200, 201],
    );
    assert.equal(new Set(answers.map(({ body: text }) => text)).size, 1);
    const other = {
      ...(await ballot(debate, [
        [60, 60],
        [74, 74],
        [72, 71],
        [70, 69],
      ])),
      client_uuid: 'phone 7, ballot 1',
    };
    assert.equal((await call('POST', path, other)).statusCode, 409);
    const versions = v.parse(v.array(v.object({ id: v.number(), version: v.number() })), (await call('GET', path)).json());
    assert.equal(versions.length, 1);
    const confirmed = await call('PATCH', `${path}/${versions[0]?.id}`, { confirmed: true });
    assert.equal(confirmed.statusCode, 200, confirmed.body);
    assert.equal((await debatesOf(1)).find(({ id }) => id === debate.id)?.result_status, 'C');
  });

  it('completes the round only when every ballot is confirmed, then ranks the teams', async () => {
    const early = await call('POST', '/tournaments/bp24/rounds/1/acts/complete');
    assert.equal(v.parse(fault, early.json()).error.message, '5 of 6 debates of Round 1 have no confirmed ballot.');
    for (const debate of (await debatesOf(1)).filter((one) => one.result_status !== 'C')) {
      const body = await ballot(debate, [
        [80, 79],
        [78, 77],
        [76, 75],
        [74, 73],
      ]);
      await call('POST', `/tournaments/bp24/rounds/1/pairings/${debate.id}/ballots`, { ...body, confirmed: true });
    }
    const done = await call('POST', '/tournaments/bp24/rounds/1/acts/complete');
    assert.equal(done.statusCode, 200, done.body);
    const standings = v.parse(
      v.array(v.object({ rank: v.number(), metrics: v.array(v.object({ metric: v.string(), value: v.nullable(v.number()) })) })),
      (await call('GET', '/tournaments/bp24/teams/standings')).json(),
    );
    assert.equal(standings.length, 24);
    assert.deepEqual(standings[0]?.metrics[0], { metric: 'points', value: 3 });
  });

  it('marks who is out, and refuses to draw what does not fill rooms', async () => {
    await call('POST', '/tournaments/bp24/rounds/2/acts/all-in');
    const teams = v.parse(v.array(team), (await call('GET', '/tournaments/bp24/teams')).json());
    const out = await call('POST', '/tournaments/bp24/rounds/2/availabilities', [teams[0]?.url ?? '']);
    assert.equal(out.statusCode, 200, out.body);
    const answer = await call('POST', '/tournaments/bp24/rounds/2/pairings/generate-draw');
    assert.equal(answer.statusCode, 422);
    assert.match(v.parse(fault, answer.json()).error.message, /^23 teams are available/);
  });

  it('answers what is not there with a sentence', async () => {
    for (const [url, message] of [
      ['/tournaments/nowhere', 'There is no tournament "nowhere".'],
      ['/tournaments/bp24/rounds/99', 'There is no round 99 in Harbour Open.'],
      ['/tournaments/bp24/rounds/1/pairings/999999/ballots', 'There is no debate 999999.'],
    ] as const) {
      const answer = await call('GET', url);
      assert.equal(answer.statusCode, 404);
      assert.equal(v.parse(fault, answer.json()).error.message, message);
    }
  });
});
