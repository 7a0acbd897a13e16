import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { createSession, type CreatedSession } from '../../sessions/create.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const game = defineGame({ name: 'pot' });
const project = defineProject({
  defaults: { participationFee: 5, pointValue: 0.1 },
  sessions: [{ name: 'pot', games: [game.sequence(game.page('Give', { view: ({ next }) => html`${next}` }))] }],
});
const administrator = { name: 'admin', password: 'correct horse battery' };

/** A browser at the desk: keeps its cookies, sends forms with the token of the page before. */
class Organiser {
  readonly #server: FastifyInstance;
  static #count = 0;
  readonly #address = `10.1.0.${(Organiser.#count += 1)}`; // what an address may try is limited
  #cookies: Record<string, string> = {};

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  async get(url: string) {
    const answer = await this.#server.inject({
      url,
      remoteAddress: this.#address,
      cookies: this.#cookies,
      headers: { accept: 'text/html' },
    });
    for (const { name, value } of answer.cookies) this.#cookies = { ...this.#cookies, [name]: value };
    return answer;
  }

  async post(url: string, form: Readonly<Record<string, string>>) {
    const token = /name="_csrf" value="([^"]+)"/.exec((await this.get('/demo')).body + (await this.get('/login')).body)?.[1] ?? '';
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams({ ...form, _csrf: token }).toString();
    const answer = await this.#server.inject({
      method: 'POST',
      url,
      remoteAddress: this.#address,
      cookies: this.#cookies,
      headers,
      payload,
    });
    for (const { name, value } of answer.cookies) this.#cookies = { ...this.#cookies, [name]: value };
    return answer;
  }

  signIn(who: { readonly name: string; readonly password: string }) {
    return this.post('/login', who);
  }
}

describe('accounts of the desk', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let session: CreatedSession;
  let owner: Organiser;
  before(async () => {
    lab = await testLab(project, {
      LAB_AUTH: 'STUDY',
      LAB_ADMIN_PASSWORD: administrator.password,
      LAB_SECRET: 'a secret of thirty-two characters',
    });
    server = await labServer(lab);
    session = await createSession(lab, { config: 'pot', participants: 2 });
    owner = new Organiser(server);
    assert.equal((await owner.signIn(administrator)).statusCode, 303);
    for (const role of ['owner', 'experimenter', 'viewer'])
      assert.equal((await owner.post('/accounts', { name: `the-${role}`, role, password: `password of the ${role}` })).statusCode, 303);
  });
  after(async () => {
    await server.close();
    await lab.close();
  });

  async function signedIn(role: string): Promise<Organiser> {
    const person = new Organiser(server);
    assert.equal((await person.signIn({ name: `the-${role}`, password: `password of the ${role}` })).statusCode, 303);
    return person;
  }

  const deeds = [
    { it: 'looks at the monitor', url: () => `/sessions/${session.code}/monitor`, form: null },
    { it: 'looks at the data', url: () => `/sessions/${session.code}/data`, form: null },
    {
      it: 'makes a session',
      url: () => '/sessions',
      form: { config: 'pot', num_participants: '2', 'param.participationFee': '1', 'param.pointValue': '1' },
    },
    { it: 'says something to everybody', url: () => `/sessions/${session.code}/notice`, form: { text: 'Hello.' } },
    { it: 'sees who else may work here', url: () => '/accounts', form: null },
    { it: 'makes an account', url: () => '/accounts', form: { name: 'one-more', role: 'viewer', password: 'one more password' } },
  ];
  const allowed: Readonly<Record<string, readonly boolean[]>> = {
    owner: [true, true, true, true, true, true],
    experimenter: [true, true, true, true, false, false],
    viewer: [true, true, false, false, false, false],
  };
  for (const [role, may] of Object.entries(allowed))
    for (const [at, { it: name, url, form }] of deeds.entries())
      it(`${may[at] ? 'an' : 'no'} ${role} ${name}`, async () => {
        const person = await signedIn(role);
        const answer = form === null ? await person.get(url()) : await person.post(url(), form);
        if (may[at]) return assert.ok(answer.statusCode < 400, `${answer.statusCode}: ${answer.body}`);
        assert.equal(answer.statusCode, 403);
        assert.match(answer.body, /may look here, and not do this: it takes an (?:experimenter or an )?owner/);
      });

  it('somebody who may only look sees no buttons of the monitor', async () => {
    const buttons = async (person: Organiser): Promise<boolean> =>
      /Pause/.test((await person.get(`/sessions/${session.code}/monitor`)).body);
    assert.deepEqual([await buttons(await signedIn('experimenter')), await buttons(await signedIn('viewer'))], [true, false]);
  });

  it('somebody who may only look sees nothing that changes anything, on any page', async () => {
    const viewer = await signedIn('viewer');
    const own = ['data', 'data?edit=1', 'payments', `payments?adjust=${session.participantCodes[0] ?? ''}`, 'description', 'monitor'];
    for (const path of ['/sessions', '/rooms', ...own.map((tab) => `/sessions/${session.code}/${tab}`)]) {
      const { statusCode, body } = await viewer.get(path);
      assert.equal(statusCode, 200, path);
      const forms = [...body.matchAll(/<form[^>]*method="post"[^>]*action="([^"]*)"/g)].map((form) => form[1]);
      assert.deepEqual(
        forms.filter((action) => action !== '/logout'),
        [],
        path,
      );
      assert.doesNotMatch(body, />(?:Adjust|New session|Recruitment|Receipts to print)<|lets you change/, path);
    }
  });

  it('a wrong name and a wrong password are told the same way', async () => {
    const [name, password] = [
      await new Organiser(server).signIn({ name: 'nobody-here', password: 'password of the owner' }),
      await new Organiser(server).signIn({ name: 'the-owner', password: 'password of the viewer' }),
    ];
    assert.deepEqual([name.statusCode, password.statusCode], [401, 401]);
    for (const { body } of [name, password]) assert.match(body, /That is not the name and password\./);
  });

  it('another password ends the logins of the account, another role holds at once, and nobody is left in who was removed', async () => {
    const person = await signedIn('viewer');
    const sees = async (): Promise<number> => (await person.get('/sessions')).statusCode;
    await owner.post('/accounts', { name: 'the-viewer', role: 'experimenter', password: '' });
    assert.equal((await person.post(`/sessions/${session.code}/notice`, { text: 'I may now.' })).statusCode, 303);
    await owner.post('/accounts', { name: 'the-viewer', role: 'viewer', password: 'password of the viewer' });
    assert.equal(await sees(), 303, 'to the login page');
    await person.signIn({ name: 'the-viewer', password: 'password of the viewer' });
    assert.equal(await sees(), 200);
    await owner.post('/accounts/the-viewer/remove', {});
    assert.equal(await sees(), 303);
    await owner.post('/accounts', { name: 'the-viewer', role: 'viewer', password: 'password of the viewer' });
  });

  const wrong = [
    {
      it: 'a name with a space',
      form: { name: 'two words', role: 'viewer', password: 'long enough a password' },
      says: /A name has 1 to 60/,
    },
    {
      it: 'a role that is none',
      form: { name: 'third', role: 'king', password: 'long enough a password' },
      says: /Say what the account is for/,
    },
    { it: 'a short password', form: { name: 'third', role: 'viewer', password: 'short' }, says: /at least 10 characters/ },
    { it: 'no password for a new account', form: { name: 'third', role: 'viewer', password: '' }, says: /needs a password/ },
    {
      it: 'the administrator’s name',
      form: { name: 'admin', role: 'viewer', password: 'long enough a password' },
      says: /LAB_ADMIN_PASSWORD/,
    },
  ];
  for (const { it: name, form, says } of wrong)
    it(`refuses ${name}`, async () => {
      const answer = await owner.post('/accounts', form);
      assert.equal(answer.statusCode, 400);
      assert.match(answer.body, says);
    });

  it('nobody removes their own account', async () => {
    const answer = await (await signedIn('owner')).post('/accounts/the-owner/remove', {});
    assert.deepEqual([answer.statusCode, /account they are signed in with/.test(answer.body)], [400, true]);
  });

  it('an account is guessed at 30 times an hour, from however many addresses, and then not even the right password opens it', async () => {
    await owner.post('/accounts', { name: 'guessed', role: 'viewer', password: 'password of guessed' });
    const page = await server.inject({ url: '/login', headers: { accept: 'text/html' } });
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const cookies = Object.fromEntries(page.cookies.map(({ name, value }) => [name, value]));
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    const tries = (password: string, at: number) =>
      server.inject({
        method: 'POST',
        url: '/login',
        cookies,
        headers,
        remoteAddress: `10.0.0.${at}`,
        payload: new URLSearchParams({ name: 'guessed', password, _csrf }).toString(),
      });
    for (let at = 1; at <= 30; at += 1) assert.equal((await tries('a wrong password', at)).statusCode, 401);
    assert.equal((await tries('password of guessed', 31)).statusCode, 429);
    assert.equal(
      (await new Organiser(server).signIn({ name: 'the-owner', password: 'password of the owner' })).statusCode,
      303,
      'others still come in',
    );
  });
});
