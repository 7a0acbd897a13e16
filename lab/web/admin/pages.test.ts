import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Queryable } from '#kit/db/connect.ts';
import { createServer } from '#kit/http/server.ts';
import project from '../../../demo/lab/rostra.lab.ts';
import { labConfig } from '../../config.ts';
import type { Lab } from '../../lab.ts';
import { createSession } from '../../sessions/create.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { registerAdmin } from './pages.ts';

/** A browser that keeps cookies and sends forms with the token of the page they stand on. */
class Visitor {
  readonly #server: FastifyInstance;
  #cookies: Record<string, string> = {};

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  async get(url: string) {
    const answer = await this.#server.inject({ url, headers: { accept: 'text/html' }, cookies: this.#cookies });
    return this.#keep(answer);
  }

  /** Sends the form of the page `from` to `url`. */
  async post(url: string, form: Readonly<Record<string, string>>, from = url) {
    const token = /name="_csrf" value="([^"]+)"/.exec((await this.get(from)).body)?.[1] ?? '';
    const payload = new URLSearchParams({ ...form, _csrf: token }).toString();
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    return this.#keep(await this.#server.inject({ method: 'POST', url, payload, headers, cookies: this.#cookies }));
  }

  #keep<Answer extends { readonly cookies: readonly { readonly name: string; readonly value: string }[] }>(answer: Answer): Answer {
    for (const { name, value } of answer.cookies) this.#cookies = { ...this.#cookies, [name]: value };
    return answer;
  }
}

/** Counts what is asked of the database. */
function counted(lab: Lab): { readonly lab: Lab; count: number } {
  const counter = { count: 0, lab };
  const count =
    <Args extends readonly unknown[], Result>(work: (...args: Args) => Result) =>
    (...args: Args): Result => {
      counter.count += 1;
      return work(...args);
    };
  const db: Queryable = {
    run: count((query, args) => lab.db.run(query, args)),
    one: count((query, args) => lab.db.one(query, args)),
    maybeOne: count((query, args) => lab.db.maybeOne(query, args)),
  };
  counter.lab = { ...lab, db: { ...lab.db, ...db } };
  return counter;
}

async function serve(lab: Lab): Promise<FastifyInstance> {
  const server = await createServer({ product: 'lab', logger: lab.logger, cookieSecret: lab.config.secret });
  await registerAdmin(server, lab);
  return server;
}

const password = { LAB_ADMIN_PASSWORD: 'correct horse' };

describe('the organiser’s side', () => {
  let lab: TestLab;
  const servers: FastifyInstance[] = [];
  const visitor = async (env: Readonly<Record<string, string>>): Promise<Visitor> => {
    const server = await serve({ ...lab, config: labConfig({ ...password, ...env }) });
    servers.push(server);
    return new Visitor(server);
  };
  before(async () => {
    lab = await testLab(project);
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await lab.close();
  });

  describe('who may see what', () => {
    const cases = [
      { access: 'OPEN', start: 200, demo: 200, sessions: 200, demoSession: 200, realSession: 200 },
      { access: 'DEMO', start: 200, demo: 200, sessions: 303, demoSession: 200, realSession: 303 },
      { access: 'STUDY', start: 303, demo: 303, sessions: 303, demoSession: 303, realSession: 303 },
    ];
    for (const c of cases)
      it(`LAB_AUTH=${c.access}`, async () => {
        const guest = await visitor({ LAB_AUTH: c.access });
        const demo = await createSession(lab, { config: 'survey', isDemo: true });
        const real = await createSession(lab, { config: 'survey' });
        const status = async (url: string): Promise<number> => (await guest.get(url)).statusCode;
        assert.equal(await status('/'), c.start);
        assert.equal(await status('/demo'), c.demo);
        for (const url of ['/sessions', '/sessions/new', '/exports', '/exports/wide']) assert.equal(await status(url), c.sessions, url);
        for (const tab of ['monitor', 'links', 'data', 'payments', 'description', 'exports/wide']) {
          assert.equal(await status(`/sessions/${demo.code}/${tab}`), c.demoSession, tab);
          assert.equal(await status(`/sessions/${real.code}/${tab}`), c.realSession, tab);
        }
      });

    it('no page may be kept by anybody on the way', async () => {
      const organiser = await visitor({ LAB_AUTH: 'OPEN' });
      for (const url of ['/', '/demo', '/sessions', '/exports/wide'])
        assert.match(String((await organiser.get(url)).headers['cache-control']), /no-store/, url);
    });

    it('does not tell a guest which sessions there are', async () => {
      const guest = await visitor({ LAB_AUTH: 'STUDY' });
      const { code } = await createSession(lab, { config: 'survey' });
      assert.equal((await guest.get(`/sessions/${code}/monitor`)).statusCode, (await guest.get('/sessions/nosuchas/monitor')).statusCode);
    });

    it('lets whoever knows the password in, and out again', async () => {
      const guest = await visitor({ LAB_AUTH: 'STUDY' });
      const wrong = await guest.post('/login', { password: 'wrong', next: '/sessions/new' });
      assert.equal(wrong.statusCode, 401);
      assert.match(wrong.body, /That is not the name and password\./);
      assert.match(wrong.body, /name="next" value="\/sessions\/new"/);
      const right = await guest.post('/login', { password: 'correct horse', next: '/sessions/new' });
      assert.equal(right.headers.location, '/sessions/new');
      assert.equal((await guest.get('/sessions/new')).statusCode, 200);
      await guest.post('/logout', {}, '/sessions');
      assert.equal((await guest.get('/sessions/new')).statusCode, 303);
    });

    it('sends nobody to another site after the login', async () => {
      const guest = await visitor({ LAB_AUTH: 'STUDY' });
      const answer = await guest.post('/login', { password: 'correct horse', next: '//evil.example' });
      assert.equal(answer.headers.location, '/sessions');
    });

    it('stops who guesses passwords', async () => {
      const guest = await visitor({ LAB_AUTH: 'STUDY' });
      const answers = [];
      for (let tries = 1; tries <= 11; tries += 1) answers.push((await guest.post('/login', { password: `guess ${tries}` })).statusCode);
      assert.deepEqual(answers, [...Array.from({ length: 10 }, () => 401), 429]);
    });

    it('changes nothing for who may only look at a demo', async () => {
      const guest = await visitor({ LAB_AUTH: 'DEMO' });
      const demo = await createSession(lab, { config: 'survey', isDemo: true });
      const answer = await guest.post(`/sessions/${demo.code}/remove`, { participants: '2' }, '/demo');
      assert.equal(answer.statusCode, 401);
      assert.equal((await guest.get(`/sessions/${demo.code}/links`)).statusCode, 200);
    });
  });

  describe('a demo', () => {
    it('is one press away, and leads to the links of its seats', async () => {
      const guest = await visitor({ LAB_AUTH: 'DEMO' });
      const page = await guest.get('/demo');
      for (const title of ['Public goods', 'Prisoner’s dilemma', 'Survey']) assert.match(page.body, new RegExp(title));
      const made = await guest.post('/demo/public_goods', {}, '/demo');
      assert.equal(made.statusCode, 303);
      const links = await guest.get(made.headers.location ?? '');
      assert.equal(links.body.match(/<code[^>]*>http:\/\/[^<]+\/InitializeParticipant\/[a-z0-9]{8}</g)?.length, 3);
      assert.match(links.body, /\/join\/[a-z]{8}/);
      const split = await guest.get((made.headers.location ?? '').replace('links', 'split'));
      assert.equal(split.body.match(/<iframe src="http:\/\/[^"]+\/InitializeParticipant\//g)?.length, 3);
    });

    it('stays out of the list of sessions', async () => {
      const organiser = await visitor({ LAB_AUTH: 'OPEN' });
      const demo = await createSession(lab, { config: 'survey', isDemo: true });
      assert.doesNotMatch((await organiser.get('/sessions')).body, new RegExp(demo.code));
    });

    it('of an unknown experiment is refused in a sentence', async () => {
      const guest = await visitor({ LAB_AUTH: 'DEMO' });
      const answer = await guest.post('/demo/nothing', {}, '/demo');
      assert.equal(answer.statusCode, 404);
      assert.match(answer.body, /There is no demo nothing\./);
    });
  });

  describe('a session', () => {
    let organiser: Visitor;
    before(async () => {
      organiser = await visitor({ LAB_AUTH: 'OPEN' });
    });
    const make = (form: Readonly<Record<string, string>>) =>
      organiser.post(
        '/sessions',
        { config: 'public_goods', 'param.participationFee': '5', 'param.pointValue': '0.02', ...form },
        '/sessions/new',
      );

    it('is made with a label, a fee and a point value', async () => {
      const made = await make({ num_participants: '6', label: 'Tuesday pilot' });
      assert.equal(made.statusCode, 303);
      const code = /\/sessions\/([a-z0-9]{8})\/links/.exec(made.headers.location ?? '')?.[1] ?? '';
      assert.match((await organiser.get('/sessions')).body, /Tuesday pilot/);
      const description = await organiser.get(`/sessions/${code}/description`);
      assert.match(description.body, /pointValue<\/code><\/td><td[^>]*>0\.02</);
      const payments = await organiser.get(`/sessions/${code}/payments`);
      assert.match(payments.body, /\$30\.00 so far: 0 of 6 have finished\./);
    });

    const refused = [
      { it: 'with a number that does not make groups', form: { num_participants: '4' }, expect: /must be a multiple of 3.*it is 4/ },
      { it: 'without a number', form: { num_participants: '' }, expect: /Say how many people take part/ },
      {
        it: 'with a fee that is no number',
        form: { num_participants: '3', 'param.participationFee': 'five' },
        expect: /The parameter participationFee cannot be/,
      },
    ];
    for (const c of refused)
      it(`is refused ${c.it}, with what was typed still there`, async () => {
        const answer = await make({ label: 'kept words', ...c.form });
        assert.equal(answer.statusCode, 400);
        assert.match(answer.body, c.expect);
        assert.match(answer.body, /value="kept words"/);
      });

    it('is put into the archive and taken out again', async () => {
      const { code } = await createSession(lab, { config: 'survey' });
      await organiser.post(`/sessions/${code}/archive`, { archived: 'yes' }, '/sessions');
      assert.doesNotMatch((await organiser.get('/sessions')).body, new RegExp(code));
      assert.match((await organiser.get('/sessions?archived=1')).body, new RegExp(code));
      await organiser.post(`/sessions/${code}/archive`, { archived: 'no' }, '/sessions');
      assert.match((await organiser.get('/sessions')).body, new RegExp(code));
    });

    it('gets another label and a comment', async () => {
      const { code } = await createSession(lab, { config: 'survey' });
      await organiser.post(
        `/sessions/${code}/edit`,
        { label: 'Main study', comment: '<b>two</b> no-shows' },
        `/sessions/${code}/description`,
      );
      const page = await organiser.get(`/sessions/${code}/description`);
      assert.match(page.body, /Main study.*&lt;b&gt;two&lt;\/b&gt; no-shows/s);
    });

    it('is deleted only by who types its number of participants', async () => {
      const { code } = await createSession(lab, { config: 'survey', participants: 12 });
      const remove = (participants: string) =>
        organiser.post(`/sessions/${code}/remove`, { participants }, `/sessions/${code}/description`);
      assert.equal((await remove('13')).statusCode, 400);
      assert.equal((await organiser.get(`/sessions/${code}/links`)).statusCode, 200);
      assert.equal((await remove('12')).headers.location, '/sessions');
      assert.equal((await organiser.get(`/sessions/${code}/links`)).statusCode, 404);
    });

    it('that is not there is said in a sentence', async () => {
      const answer = await organiser.get('/sessions/nosuchas/monitor');
      assert.equal(answer.statusCode, 404);
      assert.match(answer.body, /There is no session nosuchas\./);
    });
  });

  describe('a page asks the database a fixed number of times', () => {
    const pages = { demo: 0, sessions: 1, exports: 1 };
    const tabs = { monitor: 4, links: 2, data: 4, payments: 3, description: 2, split: 2, receipts: 3, 'qr-codes': 2 };
    it('however many people there are', async () => {
      const small = await createSession(lab, { config: 'public_goods', participants: 3 });
      const large = await createSession(lab, { config: 'public_goods', participants: 60 });
      for (const { id } of [small, large]) await lab.sessions.get(id);
      const counter = counted({ ...lab, config: labConfig({ LAB_AUTH: 'OPEN' }) });
      const server = await serve(counter.lab);
      servers.push(server);
      const guest = new Visitor(server);
      const cost = async (url: string): Promise<number> => {
        counter.count = 0;
        assert.equal((await guest.get(url)).statusCode, 200, url);
        return counter.count;
      };
      for (const [name, expected] of Object.entries(pages)) assert.equal(await cost(`/${name}`), expected, name);
      for (const [tab, expected] of Object.entries(tabs)) {
        assert.equal(await cost(`/sessions/${small.code}/${tab}`), expected, tab);
        assert.equal(await cost(`/sessions/${large.code}/${tab}`), expected, tab);
      }
    });
  });
});
