import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { RostraError } from '../errors/rostra-error.ts';
import { html } from '../html/html.ts';
import { createLogger } from '../log/logger.ts';
import { openEventStream } from './events.ts';
import { createServer, sendHtml } from './server.ts';

const browser = { accept: 'text/html' };

describe('server', () => {
  let server: FastifyInstance;
  before(async () => {
    server = await createServer({ product: 'lab', logger: createLogger({ name: 'test', level: 'silent' }), cookieSecret: 'x'.repeat(32) });
    server.get('/form', (_request, reply) => sendHtml(reply, html`<input value="${reply.generateCsrf()}">`));
    server.post('/form', async () => ({ taken: true }));
    server.post('/api', { config: { csrf: false } }, async () => ({ taken: true }));
    server.get('/fault', () => {
      throw new RostraError({ code: 'LAB_FULL', status: 409, message: 'The session is full.', hint: 'Ask for another link.' });
    });
    server.get('/away', () => {
      throw new RostraError({ code: 'DATABASE_AWAY', status: 503, message: 'The database does not answer right now.' });
    });
    server.get('/refused', () => {
      throw new RostraError({ code: 'DATABASE_REFUSED', status: 500, message: 'The database refused secret detail.' });
    });
    server.get('/bug', () => {
      throw new Error('secret detail');
    });
  });
  after(() => server.close());

  it('is healthy', async () => assert.deepEqual((await server.inject('/health')).json(), { ok: true }));

  it('keeps the request id of the router and shows it on the error page', async () => {
    const answer = await server.inject({ url: '/fault', headers: { ...browser, 'x-request-id': 'abcdef-0123456789-abcdef' } });
    assert.equal(answer.statusCode, 409);
    assert.equal(answer.headers['x-request-id'], 'abcdef-0123456789-abcdef');
    assert.match(answer.body, /The session is full\..*Ask for another link\..*LAB_FULL.*abcdef-0123456789-abcdef/s);
  });

  it('answers programs in JSON', async () => {
    const { error } = (await server.inject('/fault')).json();
    assert.equal(error.code, 'LAB_FULL');
  });

  it('tells nobody what went wrong inside', async () => {
    const answer = await server.inject({ url: '/bug', headers: browser });
    assert.equal(answer.statusCode, 500);
    assert.doesNotMatch(answer.body, /secret detail|server\.test/);
    assert.match(answer.body, /Something went wrong on our side/);
  });

  it('tells nobody what the database said', async () => {
    const answer = await server.inject({ url: '/refused', headers: browser });
    assert.match(answer.body, /Something went wrong on our side/);
    assert.doesNotMatch(answer.body, /secret detail/);
  });

  it('lets a page that cannot be had for the moment try again by itself', async () => {
    const answer = await server.inject({ url: '/away', headers: browser });
    assert.equal(answer.statusCode, 503);
    assert.match(String(answer.headers['refresh']), /^[3-7]$/);
    assert.match(answer.body, /This page tries again by itself/);
    assert.equal((await server.inject({ url: '/fault', headers: browser })).headers['refresh'], undefined);
  });

  for (const url of ['/%E0%A4%A', '/form%'])
    it(`answers ${url}, which is no address, as one that leads nowhere`, async () => {
      const answer = await server.inject({ url, headers: browser });
      assert.deepEqual([answer.statusCode, answer.body.includes('There is no page at this address.')], [404, true]);
    });

  it('refuses a form without its token and says what to do', async () => {
    const answer = await server.inject({ method: 'POST', url: '/form', payload: { a: 1 } });
    assert.equal(answer.statusCode, 403);
    assert.match(answer.json().error.hint, /reload the page/);
  });

  it('takes a form with its token', async () => {
    const page = await server.inject('/form');
    const token = /value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const cookies = Object.fromEntries(page.cookies.map((cookie) => [cookie.name, cookie.value]));
    const answer = await server.inject({
      method: 'POST',
      url: '/form',
      cookies,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: token }).toString(),
    });
    assert.equal(answer.statusCode, 200);
  });

  it('lets routes with a key of their own go without', async () => {
    assert.equal((await server.inject({ method: 'POST', url: '/api', payload: {} })).statusCode, 200);
  });

  it('serves its files for ever, because their names change', async () => {
    const page = (await server.inject({ url: '/nowhere', headers: browser })).body;
    const css = /href="(\/assets\/rostra-[^"]+\.css)"/.exec(page)?.[1] ?? '';
    const answer = await server.inject(css);
    assert.equal(answer.statusCode, 200);
    assert.match(String(answer.headers['cache-control']), /immutable/);
  });

  it('sends no page that may run a stranger’s script', async () => {
    const answer = await server.inject('/health');
    assert.match(String(answer.headers['content-security-policy']), /script-src 'self'/);
  });
});

describe('a server that closes', () => {
  it('ends the streams it has open, so that their readers go to another process', async () => {
    const server = await createServer({
      product: 'lab',
      logger: createLogger({ name: 'test', level: 'silent' }),
      cookieSecret: 'x'.repeat(32),
    });
    server.get('/stream', (request, reply) => openEventStream(request, reply).send('hello', {}));
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${address}/stream`);
    const [words] = await Promise.all([answer.text(), server.close()]);
    assert.match(words, /event: hello/);
  });
});
