import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { send, type Answer } from '#kit/http/client.ts';
import { ErrorBook } from '../store/error-book.ts';
import { until } from '../testing/dynod.ts';

const key = 'a'.repeat(32);
const projects = [
  { id: 1, key, eventsPerMinute: null, keepsLabels: false },
  { id: 2, key: 'b'.repeat(32), eventsPerMinute: 1, keepsLabels: false },
];

let folder: string;
let port: number;
let service: ChildProcess;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-errd-'));
  await writeFile(join(folder, 'projects.json'), JSON.stringify(projects));
  port = await freePort();
  await start();
});
after(async () => {
  const ended = once(service, 'exit');
  service.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true });
});

async function start(): Promise<void> {
  service = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), folder, String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await until(async () => (await get('/health').catch(() => null))?.status === 200);
}

const get = (path: string): Promise<Answer> => send({ url: `http://127.0.0.1:${port}${path}` });

interface Post {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const post = (body: string | Buffer, { path = '/api/1/envelope/', headers = {} }: Post = {}): Promise<Answer> =>
  send({
    url: `http://127.0.0.1:${port}${path}`,
    method: 'POST',
    body,
    timeoutMs: 60_000,
    headers: { 'x-sentry-auth': `Sentry sentry_key=${key}, sentry_version=7`, 'content-type': 'application/x-sentry-envelope', ...headers },
  });

let made = 0;
const newId = (): string => String((made += 1)).padStart(32, '0');

const envelope = (id: string, event: object = {}): string =>
  [JSON.stringify({ event_id: id }), JSON.stringify({ type: 'event' }), JSON.stringify({ message: 'It broke', ...event }), ''].join('\n');

function inBook<Result>(work: (book: ErrorBook) => Result): Result {
  const book = new ErrorBook(join(folder, 'errors.db'));
  try {
    return work(book);
  } finally {
    book.close();
  }
}

const countOf = (project: number): number => inBook((book) => book.use(project).rows);

describe('what SDKs send', () => {
  it('is taken in every encoding they use', async () => {
    const earlier = countOf(1);
    const encodings = { gzip: gzipSync, br: brotliCompressSync, zstd: zstdCompressSync };
    for (const [encoding, compress] of Object.entries(encodings))
      assert.equal((await post(compress(envelope(newId())), { headers: { 'content-encoding': encoding } })).status, 200);
    assert.equal((await post(envelope(newId()))).status, 200);
    assert.equal(countOf(1), earlier + 4);
    assert.equal((await post('x', { headers: { 'content-encoding': 'compress' } })).status, 415);
  });

  it('is answered with its id, and counted once however often it comes', async () => {
    const earlier = countOf(1);
    const id = newId();
    const answers = await Promise.all([1, 2, 3].map(() => post(envelope(id))));
    assert.deepEqual(
      answers.map((answer) => answer.json()),
      [{ id }, { id }, { id }],
    );
    assert.equal(countOf(1), earlier + 1);
  });

  it('comes also as a single event, as a browser’s report and as oTree posts it', async () => {
    const earlier = countOf(1);
    const event = { message: 'alone', event_id: newId() };
    const withoutHeader = { 'x-sentry-auth': '' };
    assert.equal((await post(JSON.stringify(event), { path: '/api/1/store/' })).status, 200);
    const otree = { path: `/api/1/otree?sentry_key=${key}`, headers: withoutHeader };
    assert.equal((await post(JSON.stringify({ ...event, event_id: newId() }), otree)).status, 200);
    const report = { 'csp-report': { 'effective-directive': 'script-src', 'blocked-uri': 'https://evil.example/x.js' } };
    assert.equal((await post(JSON.stringify(report), { path: `/api/1/security/?sentry_key=${key}`, headers: withoutHeader })).status, 200);
    assert.equal(countOf(1), earlier + 3);
  });

  it('tells of a visit that crashed more than once, and it counts once', async () => {
    const session = (change: object): string =>
      `{}\n{"type":"session"}\n${JSON.stringify({ sid: 'one', attrs: { release: 'v9' }, status: 'crashed', errors: 1, ...change })}\n`;
    for (const change of [{ init: true }, {}, { sid: 'two', init: true }, { sid: 'three', init: true, status: 'exited', errors: 0 }])
      await post(session(change));
    const [release] = inBook(({ issues }) => issues.releases([1], 0)).filter(({ release: name }) => name === 'v9');
    assert.deepEqual([release?.sessions, release?.crashed], [3, 2]);
  });

  it('may be sent by a page of any site', async () => {
    const url = `http://127.0.0.1:${port}/api/1/envelope/?sentry_key=${key}`;
    const asked = await fetch(url, {
      method: 'OPTIONS',
      headers: { origin: 'http://lab.localhost', 'access-control-request-method': 'POST' },
    });
    assert.deepEqual([asked.status, asked.headers.get('access-control-allow-origin')], [204, '*']);
    assert.equal((await get('/api/1/envelope/')).status, 405);
  });
});

describe('what is refused', () => {
  const refusals = [
    {
      it: 'a key of another project',
      body: envelope(newId()),
      headers: { 'x-sentry-auth': `Sentry sentry_key=${'b'.repeat(32)}` },
      status: 403,
    },
    { it: 'no key at all', body: envelope(newId()), headers: { 'x-sentry-auth': '' }, status: 401 },
    { it: 'what is no envelope', body: 'hello', headers: {}, status: 400 },
    { it: 'an item shorter than it says', body: '{}\n{"type":"event","length":100}\n{}', headers: {}, status: 400 },
    { it: 'a damaged body', body: Buffer.from('not gzip'), headers: { 'content-encoding': 'gzip' }, status: 400 },
    {
      it: 'a bomb',
      body: gzipSync(`{}\n{"type":"event"}\n${' '.repeat(20_000_000)}`),
      headers: { 'content-encoding': 'gzip' },
      status: 413,
    },
  ];
  for (const { it: name, body, headers, status } of refusals)
    it(`${name} (${status})`, async () => {
      const answer = await post(body, { headers });
      assert.equal(answer.status, status);
      assert.ok(String(answer.headers['x-sentry-error']).length > 5);
      assert.match(answer.text, /"detail":/);
    });

  it('one event too many of a minute, which takes nothing from another project', async () => {
    const headers = { 'x-sentry-auth': `Sentry sentry_key=${'b'.repeat(32)}` };
    const statuses: number[] = [];
    for (let nth = 0; nth < 4; nth += 1) statuses.push((await post(envelope(newId()), { path: '/api/2/envelope/', headers })).status);
    assert.deepEqual(statuses, [200, 200, 429, 429]);
    const refused = await post(envelope(newId()), { path: '/api/2/envelope/', headers });
    assert.deepEqual([refused.headers['retry-after'], refused.headers['x-sentry-rate-limits']], ['60', '60:error:key:over_quota']);
    assert.equal((await post(envelope(newId()))).status, 200);
  });
});

describe('an event that was answered', () => {
  it('is there after a kill -9 in the middle of a flood', async () => {
    const earlier = countOf(1);
    const accepted: string[] = [];
    const flood = Promise.all(
      Array.from({ length: 300 }, async () => {
        const id = newId();
        const answer = await post(envelope(id)).catch(() => null);
        if (answer?.status === 200) accepted.push(id);
      }),
    );
    await until(() => accepted.length >= 50);
    const ended = once(service, 'exit');
    service.kill('SIGKILL');
    await Promise.all([flood, ended]);
    await start();
    await Promise.all(accepted.map((id) => post(envelope(id)))); // an SDK that was not sure sends again
    assert.ok(accepted.length >= 50);
    assert.ok(countOf(1) - earlier >= accepted.length);
    const known = inBook(({ issues }) => issues.list({ projects: [1], state: 'all', search: 'It broke', limit: 10 }));
    assert.deepEqual(
      accepted.filter((id) => inBook(({ issues }) => issues.event(known[0]?.id ?? 0, id)) === null),
      [],
    );
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
