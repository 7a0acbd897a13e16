import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { readCsv } from '#kit/files/csv.ts';
import { html } from '#kit/html/html.ts';
import { createServer } from '#kit/http/server.ts';
import { labConfig } from '../../config.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { field } from '../../game/fields.ts';
import { createSession } from '../../sessions/create.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { registerApi } from './routes.ts';

const game = defineGame({ name: 'pot', doc: 'A pot.', groupSize: 2, player: { gift: field.money() } });
const project = defineProject({
  defaults: { participationFee: 5, pointValue: 0.1 },
  sessions: [
    {
      name: 'pot',
      displayName: 'The pot',
      games: [game.sequence(game.page('Give', { form: ['gift'], view: () => html`` }))],
      demoParticipants: 2,
      params: { firstOffer: 3, isGain: true, matrix: [1, 2] },
    },
  ],
});

const key = { 'otree-rest-key': 'key-two' };

describe('oTree’s REST paths', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  const open: FastifyInstance[] = [];
  const serve = async (env: Readonly<Record<string, string>>): Promise<FastifyInstance> => {
    const one = await createServer({ product: 'lab', logger: lab.logger, cookieSecret: lab.config.secret });
    await registerApi(one, { ...lab, config: labConfig(env) });
    open.push(one);
    return one;
  };
  before(async () => {
    lab = await testLab(project);
    server = await serve({ LAB_AUTH: 'DEMO', LAB_REST_KEY: 'key-one, key-two', LAB_BASE_URL: 'https://lab.example/' });
  });
  after(async () => {
    await Promise.all(open.map((one) => one.close()));
    await lab.close();
  });
  const get = (url: string) => server.inject({ url, headers: key });
  const post = (url: string, payload: object) => server.inject({ method: 'POST', url, headers: key, payload });

  describe('the key', () => {
    const cases = [
      { it: 'is taken from oTree’s header', headers: { 'otree-rest-key': 'key-one' }, expect: 200 },
      { it: 'is taken as a bearer token', headers: { authorization: 'Bearer key-two' }, expect: 200 },
      { it: 'is asked for', headers: {}, expect: 403 },
      { it: 'must be right', headers: { 'otree-rest-key': 'key-one,' }, expect: 403 },
      { it: 'is not a part of one', headers: { 'otree-rest-key': 'key' }, expect: 403 },
    ];
    for (const c of cases)
      it(c.it, async () => assert.equal((await server.inject({ url: '/api/sessions', headers: c.headers })).statusCode, c.expect));

    it('may be missing in development, on this machine only', async () => {
      const dev = await serve({});
      assert.equal((await dev.inject('/api/sessions')).statusCode, 200);
      assert.equal((await dev.inject({ url: '/api/sessions', remoteAddress: '192.0.2.7' })).statusCode, 403);
    });
    it('is not guessed: after 20 wrong ones in a minute nothing from there is looked at', async () => {
      const guessed = await serve({ LAB_REST_KEY: 'right' });
      const ask = async (given: string, remoteAddress = '192.0.2.7') =>
        (await guessed.inject({ url: '/api/sessions', headers: { 'otree-rest-key': given }, remoteAddress })).statusCode;
      const answers = await Array.fromAsync(Array.from({ length: 21 }), () => ask('wrong'));
      assert.deepEqual(new Set(answers.slice(0, 20)), new Set([403]));
      assert.equal(answers[20], 429);
      assert.equal(await ask('right'), 429);
      assert.equal(await ask('right', '192.0.2.8'), 200);
    });
    it('must be set in production', async () => {
      const production = await serve({ LAB_PRODUCTION: '1', LAB_AUTH: 'OPEN', LAB_SECRET: 'secret' });
      const answer = await production.inject({ url: '/api/sessions', headers: key });
      assert.equal(answer.statusCode, 403);
      assert.match(answer.json().error, /This server has no key/);
    });
  });

  it('say what they are compatible with', async () => assert.equal((await get('/api/otree_version')).json().version, '6.0'));
  it('are under /api/v1 too, with or without a slash at the end', async () => {
    assert.equal((await get('/api/v1/otree_version/')).statusCode, 200);
  });
  it('name the games', async () => assert.deepEqual((await get('/api/apps')).json(), { pot: 'A pot.' }));
  it('name the recipes as oTree does', async () =>
    assert.deepEqual((await get('/api/session_configs')).json(), [
      {
        name: 'pot',
        display_name: 'The pot',
        app_sequence: ['pot'],
        num_demo_participants: 2,
        doc: '',
        participation_fee: 5,
        real_world_currency_per_point: 0.1,
        first_offer: 3,
        is_gain: true,
        matrix: [1, 2],
      },
    ]));

  describe('making a session', () => {
    it('answers its code and its addresses', async () => {
      const made = (await post('/api/sessions', { session_config_name: 'pot', num_participants: 4, label: 'by script' })).json();
      assert.match(made.session_wide_url, /^https:\/\/lab\.example\/join\/[a-z]{8}$/);
      assert.equal(made.admin_url, `https://lab.example/sessions/${made.code}/monitor`);
      const session = (await get(`/api/sessions/${made.code}`)).json();
      assert.deepEqual(
        session.participants.map((participant: { id_in_session: number }) => participant.id_in_session),
        [1, 2, 3, 4],
      );
      const { code, label, payoff_in_real_world_currency: payoff, finished } = session.participants[0];
      assert.match(code, /^[a-z0-9]{8}$/);
      assert.deepEqual({ label, payoff, finished }, { label: null, payoff: 0, finished: false });
      assert.deepEqual({ label: session.label, config_name: session.config_name }, { label: 'by script', config_name: 'pot' });
      assert.equal(session.REAL_WORLD_CURRENCY_CODE, 'USD');
    });

    it('takes as many people as can play when it is not told', async () => {
      const { code } = (await post('/api/sessions', { session_config_name: 'pot' })).json();
      assert.equal((await get(`/api/sessions/${code}`)).json().num_participants, 2);
    });

    it('changes parameters by either name', async () => {
      const fields = { participation_fee: 7, real_world_currency_per_point: 0.5, first_offer: '4.0', isGain: false, matrix: [3] };
      const { code } = (await post('/api/sessions', { session_config_name: 'pot', modified_session_config_fields: fields })).json();
      const { config } = (await get(`/api/sessions/${code}`)).json();
      assert.deepEqual(config, {
        name: 'pot',
        display_name: 'The pot',
        participation_fee: 7,
        real_world_currency_per_point: 0.5,
        first_offer: 4,
        is_gain: false,
        matrix: [3],
      });
    });

    const refused = [
      {
        it: 'an unknown recipe',
        wish: { session_config_name: 'nothing' },
        field: 'session_config_name',
        error: /no session configuration nothing/,
      },
      {
        it: 'a number that makes no groups',
        wish: { session_config_name: 'pot', num_participants: 3 },
        field: 'num_participants',
        error: /a multiple of 2.*it is 3/,
      },
      {
        it: 'a number that is text',
        wish: { session_config_name: 'pot', num_participants: '4' },
        field: 'num_participants',
        error: /num_participants/,
      },
      { it: 'no recipe', wish: { num_participants: 4 }, field: 'session_config_name', error: /session_config_name is missing/ },
      {
        it: 'an argument that there is not',
        wish: { session_config_name: 'pot', participants: 4 },
        field: 'participants',
        error: /no argument participants/,
      },
      {
        it: 'a field that is not editable',
        wish: { session_config_name: 'pot', modified_session_config_fields: { name: 'x' } },
        field: 'name',
        error: /name/,
      },
      {
        it: 'a parameter that does not fit',
        wish: { session_config_name: 'pot', modified_session_config_fields: { first_offer: 'many' } },
        field: 'firstOffer',
        error: /cannot be "many"/,
      },
    ];
    for (const c of refused)
      it(`refuses ${c.it}, naming the argument`, async () => {
        const answer = await post('/api/sessions', c.wish);
        assert.equal(answer.statusCode, 400);
        assert.equal(answer.json().field, c.field);
        assert.match(answer.json().error, c.error);
      });

    it('refuses what is no JSON', async () => {
      const answer = await server.inject({
        method: 'POST',
        url: '/api/sessions',
        headers: { ...key, 'content-type': 'application/json' },
        payload: '{"a',
      });
      assert.equal(answer.statusCode, 400);
    });
  });

  describe('reading sessions', () => {
    it('lists those that are no demos, oldest first', async () => {
      const first = await createSession(lab, { config: 'pot' });
      const demo = await createSession(lab, { config: 'pot', isDemo: true });
      const last = await createSession(lab, { config: 'pot', label: 'last' });
      const sessions: { code: string; created_at: number }[] = (await get('/api/sessions')).json();
      const codes = sessions.map((session) => session.code);
      assert.deepEqual(codes.slice(-2), [first.code, last.code]);
      assert.equal(codes.includes(demo.code), false);
      assert.ok((sessions.at(-1)?.created_at ?? 0) > 1_600_000_000);
    });

    it('picks participants by label', async () => {
      const { code } = await createSession(lab, { config: 'pot', participants: 4, labels: ['Ada', 'Bob'] });
      const { participants } = (
        await post(`/api/get_session/${code}`, { participant_labels: ['Bob'], participant_vars: ['unset'] })
      ).json();
      assert.deepEqual(
        participants.map((participant: object) => Object.keys(participant).includes('unset')),
        [false],
      );
      assert.equal(participants[0].id_in_session, 2);
    });

    for (const url of ['/api/sessions/nosuchas', '/api/export_wide?session_code=nosuchas', '/api/export_app?app=nothing', '/api/nothing'])
      it(`answers 404 to ${url}`, async () => {
        const answer = await get(url);
        assert.equal(answer.statusCode, 404);
        assert.equal(typeof answer.json().error, url === '/api/nothing' ? 'object' : 'string');
      });
  });

  describe('the files', () => {
    it('are CSV of one session, with a mark in front for Excel', async () => {
      const { code } = await createSession(lab, { config: 'pot', participants: 2 });
      const wide = await get(`/api/export_wide?session_code=${code}&format=csv_bom`);
      assert.match(String(wide.headers['content-disposition']), /filename="all_apps_wide-\d{4}-\d\d-\d\d\.csv"/);
      assert.equal(wide.body.startsWith('\u{feff}participant.id_in_session,'), true);
      assert.equal(readCsv(wide.body).rows.length, 2);
      const app = await get(`/api/export_app?app=pot&session_code=${code}`);
      assert.deepEqual(
        readCsv(app.body).rows.map((row) => row.cells['player.id_in_group']),
        ['1', '2'],
      );
      const times = await get(`/api/export_page_times?session_code=${code}`);
      assert.match(times.body, /^session_code,participant_id_in_session,participant_code,page_index,/);
    });
    it('ask for the game', async () => {
      const answer = await get('/api/export_app');
      assert.equal(answer.statusCode, 400);
      assert.equal(answer.json().field, 'app');
    });
  });
});
