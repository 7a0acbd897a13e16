import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer as createHttpServer, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { textQuery } from '#kit/db/query.ts';
import { readCsv } from '#kit/files/csv.ts';
import { html } from '#kit/html/html.ts';
import { createServer } from '#kit/http/server.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { createSession, type CreatedSession } from '../../sessions/create.ts';
import { Person } from '../../testing/participant.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { tellAll } from '../../webhooks/deliver.ts';
import { labServer } from '../server.ts';
import { operations } from './openapi.ts';
import { registerApi } from './routes.ts';

const game = defineGame({
  name: 'walk',
  exports: {
    async *custom_export({ players }) {
      yield ['code'];
      for await (const player of players) yield [player.participant.code];
    },
  },
});
const project = defineProject({
  defaults: { participationFee: 5, pointValue: 1 },
  sessions: [
    {
      name: 'walk',
      games: [
        game.sequence(
          game.page('One', { view: ({ next }) => html`${next}` }),
          game.gate('Gate'),
          game.page('Two', { view: ({ next }) => html`${next}` }),
        ),
      ],
    },
  ],
});

const finish = textQuery<{ code: string }, unknown>(
  'test.finish',
  'update lab_participant p set page_index = s.max_page_index + 1, last_page_at = clock_timestamp() from lab_session s where s.id = p.session_id and p.code = $1',
  ({ code }) => [code],
);
const hurry = textQuery<object, unknown>(
  'test.hurry',
  'update lab_delivery set next_at = clock_timestamp() where next_at is not null',
  () => [],
);

const keys = { LAB_REST_KEY: 'read:look, run:work, all' };

describe('operation over REST', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let session: CreatedSession;
  before(async () => {
    lab = await testLab(project, keys);
    server = await labServer(lab);
  });
  after(async () => {
    await server.close();
    await lab.close();
  });
  let key = 'all';
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const answer = await server.inject({ method, url: `/api${url}`, headers: { 'otree-rest-key': key }, ...(payload && { payload }) });
    return {
      status: answer.statusCode,
      body: answer.headers['content-type']?.startsWith('application/json') ? answer.json() : answer.body,
    };
  };
  const newSession = async (): Promise<CreatedSession> => {
    session = await createSession(lab, { config: 'walk', participants: 2 });
    return session;
  };
  const people = async () => (await call('GET', `/sessions/${session.code}`)).body.participants;

  describe('what a key is for', () => {
    const cases = [
      { it: 'reading lets one read', key: 'look', method: 'GET', url: '/sessions', expect: 200 },
      { it: 'reading lets nobody pause', key: 'look', method: 'POST', url: '/sessions/CODE/pause', expect: 403 },
      { it: 'running lets one pause', key: 'work', method: 'POST', url: '/sessions/CODE/pause', expect: 200 },
      { it: 'running lets nobody delete', key: 'work', method: 'DELETE', url: '/sessions/CODE', expect: 403 },
      { it: 'running lets nobody add a webhook', key: 'work', method: 'POST', url: '/webhooks', expect: 403 },
      { it: 'a key that says nothing may do everything', key: 'all', method: 'DELETE', url: '/sessions/CODE', expect: 200 },
      { it: 'the prefix is no part of the key', key: 'read:look', method: 'GET', url: '/sessions', expect: 403 },
    ] as const;
    for (const c of cases)
      it(c.it, async () => {
        const { code } = await newSession();
        key = c.key;
        const { status } = await call(c.method, c.url.replace('CODE', code));
        key = 'all';
        assert.equal(status, c.expect);
      });
  });

  it('a session is paused, and goes on', async () => {
    const { code } = await newSession();
    assert.deepEqual((await call('POST', `/sessions/${code}/pause`)).body, { people: 2 });
    assert.deepEqual((await call('POST', `/sessions/${code}/pause`)).body, { people: 0 });
    assert.deepEqual((await call('POST', `/sessions/${code}/resume`)).body, { people: 2 });
  });

  it('bots take free seats: those named, so many, or all', async () => {
    const { code, participantCodes } = await newSession();
    const bots = (payload: object) => call('POST', `/sessions/${code}/bots`, payload);
    assert.deepEqual((await bots({ participant_codes: [participantCodes[1]] })).body, {
      people: 1,
      participant_codes: [participantCodes[1]],
    });
    assert.deepEqual((await bots({ people: 1 })).body, { people: 1, participant_codes: [participantCodes[0]] });
    assert.deepEqual((await bots({})).body, { people: 0, participant_codes: [] });
    for (const wrong of [{ people: 0 }, { people: 'all' }, { participant_codes: 'x' }, { seats: 1 }])
      assert.equal((await bots(wrong)).status, 400);
  });

  it('a gate is opened for who waits there', async () => {
    const { code, participantCodes } = await newSession();
    const person = new Person(server);
    await person.open(`/InitializeParticipant/${participantCodes[0]}`);
    await person.send();
    assert.equal(person.page, 'Gate');
    assert.deepEqual((await call('POST', `/sessions/${code}/gate`, { page_index: 2 })).body, { page_index: 2, people: 1 });
    await person.again();
    assert.equal(person.page, 'Two');
    assert.equal((await call('POST', `/sessions/${code}/gate`, { page_index: 1 })).status, 404);
  });

  it('somebody is told something', async () => {
    const { code, participantCodes } = await newSession();
    const [first = ''] = participantCodes;
    assert.deepEqual((await call('POST', `/sessions/${code}/message`, { text: 'Lunch.', participant_code: first })).body, { people: 1 });
    const person = new Person(server);
    assert.match((await person.open(`/InitializeParticipant/${first}`)).body, /Lunch\./);
    assert.equal((await call('POST', `/sessions/${code}/message`, { text: '' })).status, 400);
    assert.equal((await call('POST', `/sessions/${code}/message`, { text: 'x', participant_code: 'nobodyxx' })).status, 404);
  });

  it('a participant gets a label, a status and a payment by hand', async () => {
    const { code, participantCodes } = await newSession();
    const [first = '', second = ''] = participantCodes;
    const wish = { label: 'anna', status: 'dropout', payoff_adjustment: { amount: -1.5, reason: 'came late' } };
    assert.deepEqual((await call('PATCH', `/participants/${first}`, wish)).body, { code: first, label: 'anna', status: 'dropout' });
    assert.equal((await call('PATCH', `/participants/${second}`, { label: 'anna' })).status, 409);
    assert.equal((await call('PATCH', `/participants/${second}`, { colour: 'red' })).status, 400);
    assert.equal((await call('PATCH', '/participants/nobodyxx', {})).status, 404);
    assert.equal((await call('PATCH', `/participants/${second}`, { payoff_adjustment: { amount: 1, reason: '' } })).status, 400);
    const { rows } = readCsv((await server.inject({ url: `/sessions/${code}/exports/payments` })).body);
    assert.deepEqual(
      [rows[0]?.cells['adjustment'], rows[0]?.cells['total'], rows[0]?.cells['reasons']],
      ['-1.5', '3.5', '-1.5: came late'],
    );
    assert.equal((await people())[0].label, 'anna');
  });

  it('a session is deleted', async () => {
    const { code } = await newSession();
    assert.equal((await call('DELETE', `/sessions/${code}`)).status, 200);
    assert.equal((await call('GET', `/sessions/${code}`)).status, 404);
  });

  it('an author’s own table is exported', async () => {
    const { code, participantCodes } = await newSession();
    const { body } = await call('GET', `/export_app_custom?app=walk&session_code=${code}`);
    assert.equal(body, `code\r\n${participantCodes.join('\r\n')}\r\n`);
    assert.equal((await call('GET', '/export_app_custom?app=walk&function_name=other')).status, 404);
  });

  describe('webhooks', () => {
    let receiver: Server;
    const got: { readonly event: string; readonly signature: string; readonly body: string }[] = [];
    let answerWith = 200;
    let url: string;
    before(async () => {
      receiver = createHttpServer((request, response) => {
        let body = '';
        request.on('data', (part: Buffer) => (body += part.toString()));
        request.on('end', () => {
          got.push({ event: String(request.headers['x-rostra-event']), signature: String(request.headers['x-rostra-signature']), body });
          response.writeHead(answerWith).end();
        });
      });
      await new Promise<void>((listening) => void receiver.listen(0, '127.0.0.1', listening));
      const address = receiver.address();
      url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
    });
    after(() => void receiver.close());

    it('tell each thing once, signed, and again when it was not taken', async () => {
      const { body: hook } = await call('POST', '/webhooks', { url, events: ['session_created', 'participant_finished'] });
      const { code, participantCodes } = await newSession();
      await tellAll(lab);
      assert.deepEqual(
        got.map(({ event, body }) => `${event} ${JSON.parse(body).session_code}`),
        [`session_created ${code}`],
      );
      const [first] = got;
      const told = first?.body ?? '';
      const [, seconds = '', mac] = /^t=(\d+),v1=(\w+)$/.exec(first?.signature ?? '') ?? [];
      assert.equal(mac, createHmac('sha256', hook.secret).update(`${seconds}.${told}`).digest('hex'));

      await lab.db.run(finish, { code: participantCodes[1] ?? '' });
      answerWith = 500;
      await tellAll(lab);
      answerWith = 200;
      await lab.db.run(hurry, {});
      await tellAll(lab);
      await tellAll(lab);
      assert.deepEqual(
        got.map(({ event }) => event),
        ['session_created', 'participant_finished', 'participant_finished'],
      );
      assert.equal(JSON.parse(got[2]?.body ?? '').participant_code, participantCodes[1]);

      assert.deepEqual((await call('GET', '/webhooks')).body, [{ id: hook.id, url, events: ['session_created', 'participant_finished'] }]);
      assert.equal((await call('DELETE', `/webhooks/${hook.id}`)).status, 200);
      assert.equal((await call('DELETE', `/webhooks/${hook.id}`)).status, 404);
    });

    it('need an address', async () => assert.equal((await call('POST', '/webhooks', { url: 'ftp://x' })).status, 400));
  });

  it('the OpenAPI document names every path there is, and no other', async () => {
    const document = (await call('GET', '/openapi.json')).body;
    const named = Object.entries<object>(document.paths).flatMap(([path, own]) => Object.keys(own).map((method) => `${method} ${path}`));
    const listening: string[] = [];
    const other = await createServer({ product: 'lab', logger: lab.logger, cookieSecret: lab.config.secret });
    other.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat())
        if (one !== 'HEAD' && url.startsWith('/api/v1/')) listening.push(`${one.toLowerCase()} ${url.slice(7).replace(/:(\w+)/g, '{$1}')}`);
    });
    await registerApi(other, lab);
    await other.close();
    assert.deepEqual(named.sort(), listening.sort());
    assert.ok(operations.length > 20);
  });
});
