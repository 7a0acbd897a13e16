import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { Person } from '../../testing/participant.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const game = defineGame({ name: 'wave' });
const greeting = game.page('Greet', {
  view: ({ participant }) => html`<p>Wave ${JSON.stringify(participant.vars['wave'] ?? 'none')}.</p>`,
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  rooms: [{ name: 'hall' }, { name: 'lab_a', labels: ['anna', 'bert'] }],
  sessions: [{ name: 'wave', games: [game.sequence(greeting)] }],
});

const headers = { 'otree-rest-key': 'key' };

describe('rooms over oTree’s REST paths', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  before(async () => {
    lab = await testLab(project, { LAB_REST_KEY: 'key', LAB_BASE_URL: 'https://lab.example' });
    server = await labServer(lab);
  });
  after(async () => {
    await server.close();
    await lab.close();
  });
  const get = async (url: string) => (await server.inject({ url, headers })).json();
  const post = (url: string, payload: object) => server.inject({ method: 'POST', url, headers, payload });
  const make = async (room: string) =>
    (await post('/api/sessions', { session_config_name: 'wave', num_participants: 3, room_name: room })).json();
  const varsOf = async (session: string, names: readonly string[]) =>
    (await post(`/api/get_session/${session}`, { participant_vars: names, participant_labels: ['anna'] })).json().participants[0];

  /** Anna comes by her link and presses Start. */
  async function anna(): Promise<Person> {
    const person = new Person(server);
    await person.post('/room/lab_a', { participant_label: 'anna' });
    return person;
  }

  it('lists them, with the session that is in each', async () => {
    const { code } = await make('hall');
    assert.deepEqual(await get('/api/rooms'), [
      { name: 'hall', url: 'https://lab.example/room/hall', session_code: code },
      { name: 'lab_a', url: 'https://lab.example/room/lab_a', session_code: null },
    ]);
  });

  it('a session made in a room has the room’s address, in every answer', async () => {
    const { code, room_url: url } = await make('hall');
    assert.equal(url, 'https://lab.example/room/hall');
    assert.equal((await get(`/api/sessions/${code}`)).room_url, url);
    const listed: { code: string; room_url?: string }[] = await get('/api/sessions');
    assert.deepEqual(
      listed.filter((one) => one.room_url === url).map((one) => one.code),
      [code],
    );
  });

  it('there is no session in a room that does not exist', async () => {
    const answer = await post('/api/sessions', { session_config_name: 'wave', room_name: 'cellar' });
    assert.deepEqual([answer.statusCode, answer.json().field], [404, 'room_name']);
  });

  it('keeps values for somebody who has not come; the latest call counts', async () => {
    await make('lab_a');
    for (const wave of [1, 2])
      assert.deepEqual((await post('/api/participant_vars', { room_name: 'lab_a', participant_label: 'anna', vars: { wave } })).json(), {});
    assert.match((await anna()).seen.body, /Wave 2\./);
  });

  it('gives values to somebody who is there at once', async () => {
    const { code } = await make('lab_a');
    const person = await anna();
    assert.match(person.seen.body, /Wave &quot;none&quot;\./);
    await post('/api/participant_vars', { room_name: 'lab_a', participant_label: 'anna', vars: { wave: 3 } });
    assert.match((await person.again()).body, /Wave 3\./);
    assert.equal((await varsOf(code, ['wave'])).wave, 3);
  });

  it('merges values of a participant and of a session', async () => {
    const { code } = await make('lab_a');
    await anna();
    const { code: participant } = await varsOf(code, []);
    await post(`/api/participant_vars/${participant}`, { vars: { wave: 4, age: 30 } });
    await post(`/api/participant_vars/${participant}`, { vars: { wave: 5 } });
    await post(`/api/session_vars/${code}`, { vars: { price: 7 } });
    const { wave, age } = await varsOf(code, ['wave', 'age']);
    assert.deepEqual([wave, age], [5, 30]);
    assert.equal((await get(`/api/sessions/${code}?session_vars=price`)).price, 7);
  });

  const refused = [
    {
      it: 'a room that is not there',
      url: '/api/participant_vars',
      body: { room_name: 'x', participant_label: 'anna', vars: {} },
      status: 404,
    },
    {
      it: 'a label that is not on the list',
      url: '/api/participant_vars',
      body: { room_name: 'lab_a', participant_label: 'carl', vars: {} },
      status: 400,
    },
    { it: 'no values', url: '/api/participant_vars', body: { room_name: 'lab_a', participant_label: 'anna' }, status: 400 },
    { it: 'what cannot be stored', url: '/api/session_vars/abcdefgh', body: { vars: { a: '\0' } }, status: 400 },
    { it: 'an unknown session', url: '/api/session_vars/abcdefgh', body: { vars: {} }, status: 404 },
    { it: 'an unknown participant', url: '/api/participant_vars/%00', body: { vars: {} }, status: 404 },
  ];
  for (const c of refused) it(`refuses ${c.it}`, async () => assert.equal((await post(c.url, c.body)).statusCode, c.status));
});
