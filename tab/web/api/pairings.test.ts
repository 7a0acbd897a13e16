import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';

const key = 'k'.repeat(40);
const shape = v.object({
  id: v.number(),
  venue: v.nullable(v.string()),
  importance: v.number(),
  teams: v.array(v.object({ team: v.string(), side: v.number() })),
  adjudicators: v.object({ chair: v.nullable(v.string()), panellists: v.array(v.string()), trainees: v.array(v.string()) }),
});
const panelShape = v.object({
  id: v.number(),
  importance: v.number(),
  bracket_min: v.number(),
  bracket_max: v.number(),
  room_rank: v.number(),
  adjudicators: shape.entries.adjudicators,
});
const piece = v.object({
  id: v.number(),
  score: v.number(),
  confirmed: v.boolean(),
  ignored: v.boolean(),
  answers: v.array(v.object({ answer: v.unknown() })),
});
const criterion = v.object({ id: v.number(), url: v.string() });
const fault = v.object({ error: v.object({ code: v.string(), message: v.string() }) });

describe('draws and feedback by the API', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'cup', seed: 'api', simulate: 1 });
    server = await createSite(tab, { adminPassword: 'secret', apiKey: key, cookieSecret: 'x'.repeat(32) });
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const call = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, payload?: object) => {
    const headers = { authorization: `Token ${key}` };
    return server.inject({ method, url: `/api/v1/tournaments/cup${path}`, headers, ...(payload ? { payload } : {}) });
  };
  const says = (answer: { json(): unknown }): string => v.parse(fault, answer.json()).error.message;
  const urls = async (path: string): Promise<string[]> =>
    v.parse(v.array(v.object({ url: v.string() })), (await call('GET', path)).json()).map(({ url }) => url);
  const pairings = async (seq: number) => v.parse(v.array(shape), (await call('GET', `/rounds/${seq}/pairings`)).json());

  it('panels are made before the draw, one by one or as many as debates are to be expected', async () => {
    const path = '/rounds/3/preformed-panels';
    const panels = async () => v.parse(v.array(panelShape), (await call('GET', path)).json());
    const judges = await urls('/adjudicators');
    assert.equal((await call('PUT', path)).statusCode, 201);
    assert.deepEqual((await panels()).map(({ room_rank }) => room_rank), [1, 2, 3, 4]); // oxfmt-ignore
    const made = await call('POST', path, { importance: 1.5, bracket_max: 3, adjudicators: { chair: judges[0], trainees: [judges[1]] } });
    assert.equal(made.statusCode, 201, made.body);
    const { id, ...panel } = v.parse(panelShape, made.json());
    const adjudicators = { chair: judges[0], panellists: [], trainees: [judges[1]] };
    assert.deepEqual(panel, { importance: 1.5, bracket_min: 0, bracket_max: 3, room_rank: 5, adjudicators });
    const changed = await call('PATCH', `${path}/${id}`, { room_rank: 1, adjudicators: { chair: judges[1] } });
    assert.deepEqual(v.parse(panelShape, changed.json()), { id, ...panel, room_rank: 1, adjudicators: { chair: judges[1], panellists: [], trainees: [] } }); // oxfmt-ignore

    assert.match(says(await call('POST', path, { adjudicators: { chair: judges[1] } })), /is on the panel ranked 1 already/);
    assert.match(says(await call('POST', path, { adjudicators: { chair: judges[2], panellists: [judges[2]] } })), /sits once/);
    assert.match(says(await call('POST', path, { room_rank: 0 })), /room_rank/);
    assert.equal((await call('PATCH', `${path}/99999`, { importance: 1 })).statusCode, 404);
    assert.equal((await call('DELETE', `${path}/${id}`)).statusCode, 204);
    assert.equal((await call('GET', `${path}/${id}`)).statusCode, 404);
    assert.equal((await call('DELETE', path)).statusCode, 204);
    assert.deepEqual(await panels(), []);
  });

  it('a draw is made debate by debate, and changed part by part', async () => {
    const [teams, judges, rooms] = await Promise.all([urls('/teams'), urls('/adjudicators'), urls('/venues')]);
    const path = '/rounds/3/pairings';
    const made = await call('POST', path, {
      venue: rooms[0],
      teams: [{ team: teams[0], side: 0 }, { team: teams[1], side: 1 }], // oxfmt-ignore
      adjudicators: { chair: judges[0], trainees: [judges[1]] },
    });
    assert.equal(made.statusCode, 201, made.body);
    const { id } = v.parse(shape, made.json());
    const changed = await call('PATCH', `${path}/${id}`, { importance: 2, adjudicators: { chair: judges[1], panellists: [judges[2]] } });
    assert.equal(changed.statusCode, 200, changed.body);
    const [now] = await pairings(3);
    assert.deepEqual([now?.importance, now?.venue, now?.teams.map(({ team }) => team)], [2, rooms[0], teams.slice(0, 2)]);
    assert.deepEqual(now?.adjudicators, { chair: judges[1], panellists: [judges[2]], trainees: [] });

    const again = await call('POST', path, { teams: [{ team: teams[0], side: 0 }, { team: teams[2], side: 1 }] }); // oxfmt-ignore
    assert.match(says(again), /is in the debate ranked 1 already/);
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ teams: [{ team: teams[2], side: 0 }, { team: teams[3], side: 0 }] }, /side of its own/], // oxfmt-ignore
      [{ teams: [{ team: 99_999, side: 0 }] }, /no such thing with the id 99999/],
      [{ venue: rooms[0] }, /Another debate of the round has this room/],
      [{ adjudicators: { chair: judges[3], panellists: [judges[3]] } }, /sits once/],
      [{ importance: 3 }, /importance/],
    ];
    for (const [body, message] of wrong) assert.match(says(await call('POST', path, body)), message);
    assert.equal((await pairings(3)).length, 1);
    assert.equal((await call('DELETE', `${path}/${id}`)).statusCode, 204);
    assert.equal((await pairings(3)).length, 0);
  });

  it('a debate with a ballot stays', async () => {
    const [first] = await pairings(1);
    assert.match(says(await call('DELETE', `/rounds/1/pairings/${first?.id}`)), /over|has a ballot/);
  });

  it('feedback is given for whoever it says, read, ignored and taken back', async () => {
    const asked = await call('POST', '/feedback-questions', {
      text: 'Which?',
      answer_type: 'ms',
      choices: ['clear', 'fair'],
      required: true,
    });
    assert.equal(asked.statusCode, 201, asked.body);
    const question = v.parse(v.object({ url: v.string(), choices: v.array(v.string()) }), asked.json());
    assert.deepEqual(question.choices, ['clear', 'fair']);
    const [debate] = await pairings(1);
    assert.ok(debate);
    const body = { source: debate.teams[0]?.team, adjudicator: debate.adjudicators.chair, debate: debate.id, score: 4 };
    assert.match(says(await call('POST', '/feedback', body)), /Which\? Answer this question/);
    const answers = [{ question: question.url, answer: ['fair'] }];
    const given = await call('POST', '/feedback', { ...body, answers, client_uuid: 'once' });
    assert.equal(given.statusCode, 201, given.body);
    const { id } = v.parse(piece, given.json());
    assert.equal(v.parse(piece, (await call('POST', '/feedback', { ...body, answers, client_uuid: 'once' })).json()).id, id);
    assert.match(says(await call('POST', '/feedback', { ...body, answers, source: 'somebody' })), /address of a team or of an adjudicator/);
    const ignored = v.parse(piece, (await call('PATCH', `/feedback/${id}`, { ignored: true })).json());
    assert.deepEqual([ignored.ignored, ignored.answers.map(({ answer }) => answer)], [true, [['fair']]]);
    assert.equal((await call('DELETE', `/feedback/${id}`)).statusCode, 204);
    const list = v.parse(v.array(piece), (await call('GET', '/feedback?round=1&source_type=team')).json());
    assert.deepEqual(list.map((one) => [one.id, one.confirmed]), [[id, false]]); // oxfmt-ignore
    assert.deepEqual((await call('GET', '/feedback?round=2')).json(), []);
  });

  it('score criteria are set up, seen by everybody, and fixed once ballots are in', async () => {
    const answer = await call('POST', '/score-criteria', { name: 'Style', min_score: 0, max_score: 10 });
    assert.match(says(answer), /stays, because Round 1 has ballots/);
    const open = await server.inject({ url: '/api/v1/tournaments/cup/score-criteria' });
    assert.deepEqual([open.statusCode, v.parse(v.array(criterion), open.json())], [200, []]);
  });

  it('the description of the API names what each takes', async () => {
    const text = (await server.inject({ url: '/api/v1/schema.json' })).body;
    for (const path of ['/feedback', '/feedback/{id}', '/score-criteria', '/rounds/{seq}/pairings/{id}'])
      assert.ok(text.includes(`"/api/v1/tournaments/{slug}${path}"`), path);
  });
});
