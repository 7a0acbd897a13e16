import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:tls';
import fc from 'fast-check';
import * as v from 'valibot';
import { authorityName, makeAuthority, makeLeaf } from '../certs/certificate.ts';
import { plainCacheSettings } from '../rules/cache-rules.ts';
import type { AppRoutes } from '../rules/route-table.ts';
import { PageApp } from '../testing/page-app.ts';
import { ask, askAnew } from '../testing/raw-answer.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

const page = `the draw ${'of teams '.repeat(50)}`;
const kept = {
  headers: {
    'Cache-Control': 'public, s-maxage=600, stale-while-revalidate=60',
    ETag: '"7"',
    Vary: 'Accept-Language',
    'Content-Length': page.length,
  },
  body: page,
};
const host = 'Host: tab.localhost\r\n';
const draw = `GET /draw HTTP/1.1\r\n${host}\r\n`;

let rig: RouterRig;
let app: PageApp;
/** Clients' requests that the runtime's parser has read. */
let parsed = 0;
const count = (message: unknown): void => {
  const { headers } = v.parse(read, message).request;
  if (headers.host === 'tab.localhost' && headers.via === undefined) parsed += 1;
};
const read = v.object({ request: v.object({ headers: v.object({ host: v.optional(v.string()), via: v.optional(v.string()) }) }) });

before(async () => {
  subscribe('http.server.request.start', count);
  rig = await RouterRig.start({ requestsPerConnection: 40 });
  app = await PageApp.start(({ url = '' }) => (url.startsWith('/draw') ? kept : { headers: { 'Content-Length': url.length }, body: url }));
  await stand({});
});
after(async () => {
  unsubscribe('http.server.request.start', count);
  await rig.close();
  await app.close();
});

async function stand(change: Partial<AppRoutes>): Promise<void> {
  await rig.push(tabRoutes([{ port: app.port }], { cache: plainCacheSettings, ...change }));
}

/** A connection on which kept pages go out without the parser. */
async function short(): Promise<RawSocket> {
  const client = await RawSocket.open(rig.port);
  await untilShort(client);
  return client;
}

async function untilShort(client: RawSocket): Promise<void> {
  while ((await parsedBy(async () => ask(client, draw))) > 0);
}

async function parsedBy(work: () => Promise<unknown>): Promise<number> {
  const earlier = parsed;
  await work();
  return parsed - earlier;
}

/** Without what differs between any two answers. */
const plain = (answer: string): string =>
  answer
    .replace(/^(date|age|keep-alive): .*\r\n/gim, '')
    .replace(/ttl=\d+|fwd=\S+/, '')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID');

describe('a connection on which a kept page has gone out', () => {
  it('has the next ones without the parser, with its age, an id of their own and a line in the log', async () => {
    const client = await short();
    const [first, second] = [await ask(client, draw), await ask(client, draw)];
    assert.match(first, /^HTTP\/1.1 200 OK\r\n.*Age: \d+\r\nCache-Status: rostra; hit; ttl=\d+\r\nVia: 1.1 rostra-router\r\n/s);
    assert.ok(first.endsWith(`\r\n\r\n${page}`));
    assert.notEqual(/x-request-id: (\S+)/i.exec(first)?.[1], /x-request-id: (\S+)/i.exec(second)?.[1]);
    const id = '01234567-89ab-cdef-0123-456789abcdef';
    const named = `User-Agent: me\r\nTraceparent: 00-${'4b'.repeat(16)}-00f067aa0ba902b7-01\r\nX-Request-ID: ${id}\r\n`;
    assert.equal(await parsedBy(async () => ask(client, `GET /draw HTTP/1.1\r\n${host}${named}\r\n`)), 0);
    const fields = ` status=200 bytes=${page.length} protocol=http http_version=1.1 tls=false tls_version= queue=0ms ttfb=0ms cache=hit route= retries=0 up=0 ua="me" trace=${'4b'.repeat(16)}`;
    const line = await rig.lineOf(id);
    assert.ok(
      line.startsWith(
        `at=info method=GET path="/draw" host=tab.localhost request_id=${id} fwd="127.0.0.1" dyno= connect= service=0ms status=200`,
      ),
    );
    assert.ok(line.endsWith(fields), line);
    client.close();
  });

  it('is told that it has the page already', async () => {
    const client = await short();
    const answer = await ask(client, `GET /draw HTTP/1.1\r\n${host}If-None-Match: W/"7"\r\n\r\n`);
    assert.match(answer, /^HTTP\/1.1 304 Not Modified\r\n.*ETag: "7"/s);
    client.close();
  });

  it('has an old page at once, while the app is asked for a new one', async () => {
    const client = await short();
    await rig.tables.call({ method: 'POST', path: '/cache/purge', body: { app: 'tab', tags: null, soft: true } });
    assert.equal(await parsedBy(async () => ask(client, `GET /draw HTTP/1.1\r\n${host}User-Agent: old\r\n\r\n`)), 0);
    assert.match(await rig.lineOf('ua="old"'), / cache=stale /);
    client.close();
  });

  it('asks the app as ever for what is not kept, and then has kept pages so again', async () => {
    const client = await short();
    assert.match(await ask(client, `GET /mine HTTP/1.1\r\n${host}\r\n`), /\n\/mine$/);
    await untilShort(client);
    client.close();
  });

  it('has them so over TLS too', async () => {
    const certificate = { hosts: ['tab.localhost'], ...makeLeaf(makeAuthority(authorityName, Date.now()), ['tab.localhost'], Date.now()) };
    const https = { port: 443, redirectedHosts: [], hstsSeconds: 300 };
    await rig.pushTable({ apps: [tabRoutes([{ port: app.port }], { cache: plainCacheSettings, https })], certificates: [certificate] });
    const socket = connect({ port: rig.tlsPort, host: '127.0.0.1', servername: 'tab.localhost', rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const client = RawSocket.over(socket);
    await untilShort(client);
    const answer = await ask(client, `GET /draw HTTP/1.1\r\n${host}User-Agent: tls\r\n\r\n`);
    assert.match(answer, /^HTTP\/1.1 200 OK\r\n.*rostra; hit.*Strict-Transport-Security: max-age=300\r\n/s);
    assert.match(await rig.lineOf('ua="tls"'), / protocol=https http_version=1.1 tls=true tls_version=tls1.3 .* cache=hit /);
    client.close();
    await stand({});
  });

  it('ends with the last request that it may have', async () => {
    const client = await RawSocket.open(rig.port);
    const answers: string[] = [];
    while (!client.socket.closed && answers.at(-1) !== '') answers.push(await ask(client, draw));
    const told = answers.filter((answer) => answer !== '').map((answer) => /^connection: (\S+)\r$/im.exec(answer)?.[1]);
    assert.deepEqual(told, [...Array.from({ length: 39 }, () => 'keep-alive'), 'close']);
  });

  it('gets what it asks for ahead in turn', async () => {
    const client = await short();
    client.received = '';
    client.send(`GET /slow HTTP/1.1\r\n${host}\r\n`);
    client.send(`GET /draw?2 HTTP/1.1\r\n${host}\r\nGET /3 HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
    assert.match(await client.all(), /\n\/slow.*the draw.*\n\/3$/s);
  });

  it('may send a head in pieces, or become something else', async () => {
    const client = await short();
    client.send(draw.slice(0, 20));
    assert.ok((await ask(client, draw.slice(20))).endsWith(page));
    assert.match(await ask(client, `POST /form HTTP/1.1\r\n${host}Content-Length: 3\r\n\r\na=1`), /\n\/form$/);
    assert.match(await ask(client, 'nonsense\r\n\r\n'), /^HTTP\/1.1 400 /);
    client.close();
  });

  it('never has the rest of one request taken for another', async () => {
    const client = await RawSocket.open(rig.port);
    const begun = `GET /mine HTTP/1.1\r\n${host}X-Begun: `;
    assert.ok((await ask(client, `${draw}${begun}`)).endsWith(page));
    for (const answer of [await ask(client, draw), await ask(client, draw)]) assert.doesNotMatch(answer, /^HTTP\/1.1 200/);
  });
});

describe('nothing but the cache has a say in it', () => {
  const others: Readonly<Record<string, { readonly change: Partial<AppRoutes>; readonly status: number }>> = {
    maintenance: { change: { maintenance: { html: null } }, status: 503 },
    'a rule that lets nobody in': {
      change: { rules: [{ path: '/draw', firstByteMs: null, idleMs: null, allow: ['10.0.0.1'] }] },
      status: 403,
    },
    'a rule that leads elsewhere': {
      change: { rules: [{ path: '/draw', firstByteMs: null, idleMs: null, redirect: { to: '/new', status: 302 } }] },
      status: 302,
    },
    'a door with a password': { change: { door: { allow: [], basic: { user: 'desk', sha256: '' } } }, status: 401 },
    'the way to HTTPS': { change: { https: { redirectedHosts: ['tab.localhost'], port: 443, hstsSeconds: 0 } }, status: 301 },
    'a host that is no longer the app’s': { change: { hosts: ['other.localhost'] }, status: 404 },
    'a cache that is off': { change: { mirrorOf: 'cup' }, status: 200 },
  };
  for (const [name, { change, status }] of Object.entries(others))
    it(`not ${name}`, async () => {
      const client = await short();
      await stand(change);
      const answer = await ask(client, draw);
      await stand({});
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
      assert.doesNotMatch(answer, /rostra; hit/);
      client.close();
    });

  it('not a purge', async () => {
    const client = await short();
    await rig.tables.call({ method: 'POST', path: '/cache/purge', body: { app: 'tab', tags: null, soft: false } });
    assert.doesNotMatch(await ask(client, draw), /rostra; hit/);
    client.close();
  });
});

const lines = [
  'Accept: text/html',
  'accept:text/event-stream',
  'Accept-Encoding: gzip, br',
  'Accept-Encoding: gzip;q=0',
  'Accept-Language: de',
  'Cookie: a=1',
  'Cookie: b',
  'If-None-Match: "7"',
  'If-None-Match: W/"7", "8"',
  'If-None-Match: *',
  'Range: bytes=0-3',
  'If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT',
  'User-Agent: "a" b',
  'X-Request-ID: 01234567-89ab-cdef-0123-456789abcdef',
  'X-Request-ID: abc',
  'Connection: keep-alive',
  'Connection: close',
  'Host: other',
  'X_Y: 1',
  'Expect: miracle',
  'X: \u00e4',
  'Content-Length: 0',
  'X-Forwarded-Host: evil',
  'Upgrade: h2c',
  'X:a\rb',
  ' folded',
  'Bad Name: 1',
  'Authorization: Basic x',
  'TE: x',
];
const target = fc.constantFrom(
  '/draw',
  '/draw?a=1',
  '/draw?utm_source=x',
  '/draw/../draw',
  '/mine',
  '/.rostra/status',
  '//draw',
  '/dr aw',
  '/d#x',
  'http://tab.localhost/draw',
);
const heads = fc
  .record({
    method: fc.constantFrom('GET', 'GET', 'GET', 'OPTIONS', 'get'),
    target,
    lines: fc.array(fc.constantFrom(...lines), { maxLength: 3 }),
    version: fc.constantFrom('1.1', '1.1', '1.1', '1.0'),
  })
  .map((head) => `${head.method} ${head.target} HTTP/${head.version}\r\n${host}${head.lines.map((each) => `${each}\r\n`).join('')}\r\n`);

it('whatever is asked for, the answer is the one that a connection of its own gets', async () => {
  let client = await short();
  let answeredShort = 0;
  for (const head of fc.sample(heads, 300)) {
    await askAnew(rig.port, head); // where it may be kept, it is now
    const expected = await askAnew(rig.port, head);
    const earlier = parsed;
    const answer = await ask(client, head);
    if (parsed === earlier && answer !== '') answeredShort += 1;
    assert.equal(plain(answer), plain(expected), JSON.stringify(head));
    if ((await parsedBy(async () => ask(client, draw))) > 0 || client.socket.closed) {
      client.close();
      client = await short();
    }
  }
  client.close();
  assert.ok(answeredShort > 20, `${answeredShort} went the short way`);
});
