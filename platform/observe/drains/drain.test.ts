import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createServer as createTls } from 'node:tls';
import { systemClock } from '#kit/time/clock.ts';
import { makeAuthority, makeLeaf } from '../../certs/certificate.ts';
import type { LogDrainRecord } from '../../store/log-drains.ts';
import { Logs } from '../../store/logs.ts';
import { until } from '../../testing/dynod.ts';
import { LogBook } from '../log-book.ts';
import { Drain } from './drain.ts';
import { isPrivate } from './public-lookup.ts';

let folder = '';
let logs: Logs;
let logBook: LogBook;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-drains-'));
  logs = new Logs(join(folder, 'logs.db'));
  logBook = new LogBook(logs, systemClock);
});
after(async () => {
  logs.close();
  await rm(folder, { recursive: true });
});

const drains: LogDrainRecord = {
  id: 1,
  appId: 1,
  appName: 'tab',
  url: '',
  token: 'd.1',
  source: null,
  processType: null,
  herokuNames: false,
  allowsPrivate: true,
  sentId: 0,
};

async function listening(server: Server, scheme: string): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `${scheme}://127.0.0.1:${portOf(server)}`;
}

function portOf(server: Server): number {
  const address = server.address();
  return isPlace(address) ? address.port : 0;
}

const isPlace = (address: AddressInfo | string | null): address is AddressInfo => typeof address === 'object' && address !== null;

/** Ids of what has been sent, as control.db would keep them. */
const remembered = new Map<number, number>();
const house = () => ({ logBook, clock: systemClock, remember: (id: number, sentId: number) => void remembered.set(id, sentId) });
const say = (app: string, ...texts: string[]): void =>
  logBook.append(texts.map((text) => ({ app, dyno: 'web.1', source: 'app', text, atMs: systemClock.nowMs() })));

describe('a syslog drain', () => {
  it('gets each line once, framed, also over a restart', async () => {
    let got = '';
    const server = createServer((socket) => socket.on('data', (piece) => (got += String(piece))));
    const record = { ...drains, appName: 'syslog', url: await listening(server, 'syslog') };
    const first = new Drain(record, house());
    say('syslog', 'one', 'two');
    await until(() => got.includes('two'));
    await first.end();
    say('syslog', 'meanwhile');
    const second = new Drain({ ...record, sentId: remembered.get(1) ?? 0 }, house());
    await until(() => got.includes('meanwhile'));
    await second.end();
    server.close();
    assert.deepEqual(got.match(/- - [a-z]+/g), ['- - one', '- - two', '- - meanwhile']);
    assert.match(got, /^\d+ <190>1 \S+ d\.1 app web\.1 - - one/);
  });

  it('that leads to a certificate nobody vouches for is told as L14', async () => {
    const nowMs = systemClock.nowMs();
    const { certificate: cert, key } = makeLeaf(makeAuthority('Somebody', nowMs), ['127.0.0.1'], nowMs);
    const server = createTls({ cert, key });
    server.on('tlsClientError', () => {});
    const drain = new Drain({ ...drains, appName: 'tls', url: await listening(server, 'syslog+tls') }, house());
    say('tls', 'secret');
    await until(() => logBook.newest('tls', { lines: 10 }).some(({ text }) => text.startsWith('Error L14 (Certificate validation error)')));
    assert.equal(drain.state.state, 'failing');
    await drain.end();
    server.close();
  });

  it('that is away and too far behind leaves the oldest out, and says how many as L10', async () => {
    const closed = createServer();
    const url = await listening(closed, 'syslog');
    closed.close();
    say('away', ...Array.from({ length: 20 }, (_, at) => `line ${at}`));
    const drain = new Drain({ ...drains, appName: 'away', url }, { ...house(), buffer: { lines: 5, bytes: 0 } });
    await until(() => drain.state.dropped > 0);
    const told = logBook.newest('away', { lines: 50 }).map(({ text }) => text);
    assert.match(
      told.find((text) => text.startsWith('Error L10')) ?? '',
      /Error L10 \(Drain buffer overflow\): 15 lines dropped from drain 1/,
    );
    assert.deepEqual(
      logBook.codeCounts('away', 0).map(({ code }) => code),
      ['L10'],
    );
    await drain.end();
  });

  it('takes only what was asked for', async () => {
    let got = '';
    const server = createServer((socket) => socket.on('data', (piece) => (got += String(piece))));
    const drain = new Drain(
      { ...drains, appName: 'some', url: await listening(server, 'syslog'), source: 'rostra', herokuNames: true },
      house(),
    );
    say('some', 'of the app');
    logBook.tell('some', 'router', ['at=info']);
    await until(() => got.includes('at=info'));
    assert.doesNotMatch(got, /of the app/);
    assert.match(got, /heroku router/);
    await drain.end();
    server.close();
  });
});

describe('an https drain', () => {
  it('posts as logplex does, and again what was not taken', async () => {
    const bodies: string[] = [];
    const heads: unknown[] = [];
    let refusals = 1;
    const server = createHttp((request, answer) => {
      let body = '';
      request.on('data', (piece) => (body += String(piece)));
      request.on('end', () => {
        heads.push([request.headers['content-type'], request.headers['logplex-msg-count'], request.headers['logplex-drain-token']]);
        if (refusals > 0) {
          refusals -= 1;
          return answer.writeHead(503).end();
        }
        bodies.push(body);
        return answer.writeHead(204).end();
      });
    });
    const drain = new Drain({ ...drains, appName: 'http', url: await listening(server, 'http') }, house());
    say('http', 'one', 'two');
    await until(() => bodies.length > 0);
    assert.equal(bodies.join('').match(/- - (one|two)/g)?.length, 2);
    assert.deepEqual(heads.at(-1), ['application/logplex-1', '2', 'd.1']);
    await drain.end();
    server.close();
  });
});

describe('a drain into a private network', () => {
  it('is refused unless it was allowed', async () => {
    const drain = new Drain({ ...drains, appName: 'inside', url: 'http://localhost:9', allowsPrivate: false }, house());
    say('inside', 'x');
    await until(() => drain.state.failure !== null);
    assert.match(drain.state.failure ?? '', /private network/);
    await drain.end();
  });

  for (const address of ['127.0.0.1', '10.1.2.3', '169.254.169.254', '192.168.0.1', '::1', 'fd00::1', '::ffff:10.0.0.1'])
    it(`${address} is one`, () => assert.equal(isPrivate(address), true));
  for (const address of ['8.8.8.8', '2001:4860:4860::8888']) it(`${address} is none`, () => assert.equal(isPrivate(address), false));
});
