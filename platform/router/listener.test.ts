import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { RawSocket, rawRequest } from '../testing/raw-socket.ts';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

let rig: RouterRig;
let dyno: EchoDyno;

before(async () => {
  rig = await RouterRig.start({ headersMs: 300 });
  dyno = await startEchoDyno();
  await rig.push(tabRoutes([dyno]));
});
after(async () => {
  await rig.close();
  await dyno.kill();
});

const host = 'Host: tab.localhost\r\n';

describe('the listener refuses, says so and closes the connection', () => {
  const cases: { it: string; request: string; expect: RegExp }[] = [
    { it: 'HTTP/0.9', request: 'GET /\r\n\r\n', expect: /^HTTP\/1.1 400 / },
    { it: 'HTTP/2.0 in clear text', request: `GET / HTTP/2.0\r\n${host}\r\n`, expect: /^HTTP\/1.1 400 / },
    { it: 'no Host', request: 'GET / HTTP/1.1\r\n\r\n', expect: /^HTTP\/1.1 400 / },
    { it: 'two Hosts', request: `GET / HTTP/1.1\r\n${host}${host}\r\n`, expect: /^HTTP\/1.1 400 .*"bad host|bad host/s },
    { it: 'a Host with a path', request: 'GET / HTTP/1.1\r\nHost: tab.localhost/x\r\n\r\n', expect: /^HTTP\/1.1 400 / },
    { it: 'a Host with a user', request: 'GET / HTTP/1.1\r\nHost: x@tab.localhost\r\n\r\n', expect: /^HTTP\/1.1 400 / },
    { it: 'a target at another server', request: `GET http://evil/ HTTP/1.1\r\n${host}\r\n`, expect: /^HTTP\/1.1 400 / },
    { it: 'a fragment in the target', request: `GET /a#b HTTP/1.1\r\n${host}\r\n`, expect: /^HTTP\/1.1 400 / },
    { it: 'CONNECT', request: 'CONNECT tab.localhost:80 HTTP/1.1\r\nHost: tab.localhost\r\n\r\n', expect: /^HTTP\/1.1 405 / },
    { it: 'TRACE', request: `TRACE / HTTP/1.1\r\n${host}\r\n`, expect: /^HTTP\/1.1 405 / },
    {
      it: 'a length and a coding',
      request: `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      expect: /^HTTP\/1.1 400 /,
    },
    { it: 'two lengths', request: `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 1\r\n\r\na`, expect: /^HTTP\/1.1 400 / },
    {
      it: 'gzip, chunked',
      request: `POST / HTTP/1.1\r\n${host}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
      expect: /^HTTP\/1.1 501 /,
    },
    {
      it: 'chunked in HTTP/1.0',
      request: `POST / HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      expect: /^HTTP\/1.1 400 /,
    },
    { it: 'a bare CR in a header', request: `GET / HTTP/1.1\r\n${host}X: a\rb\r\n\r\n`, expect: /^HTTP\/1.1 400 / },
    { it: 'a folded header', request: `GET / HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`, expect: /^HTTP\/1.1 400 / },
    { it: 'a space before the colon', request: `GET / HTTP/1.1\r\n${host}X : a\r\n\r\n`, expect: /^HTTP\/1.1 400 / },
    { it: 'NUL', request: `GET / HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`, expect: /^HTTP\/1.1 400 / },
    { it: 'a bare LF', request: `GET / HTTP/1.1\n${host}\n`, expect: /^HTTP\/1.1 400 / },
    { it: 'a bad chunk', request: `POST /echo HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, expect: /^HTTP\/1.1 400 / },
    { it: 'another Expect', request: `POST / HTTP/1.1\r\n${host}Expect: miracle\r\nContent-Length: 1\r\n\r\na`, expect: /^HTTP\/1.1 417 / },
    { it: 'a long request line', request: `GET /${'a'.repeat(8192)} HTTP/1.1\r\n${host}\r\n`, expect: /^HTTP\/1.1 414 / },
    { it: 'a long header line', request: `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(8192)}\r\n\r\n`, expect: /^HTTP\/1.1 431 / },
    { it: '101 headers', request: `GET / HTTP/1.1\r\n${host}${'X: a\r\n'.repeat(100)}\r\n`, expect: /^HTTP\/1.1 431 / },
    {
      it: 'headers beyond any limit',
      request: `GET / HTTP/1.1\r\n${host}${`X: ${'a'.repeat(8000)}\r\n`.repeat(20)}\r\n`,
      expect: /^HTTP\/1.1 431 /,
    },
    { it: 'a body of more than 100 MB', request: `POST / HTTP/1.1\r\n${host}Content-Length: 104857601\r\n\r\n`, expect: /^HTTP\/1.1 413 / },
  ];
  for (const c of cases) {
    it(c.it, async () => {
      const answer = await rawRequest(rig.port, c.request);
      assert.match(answer, c.expect);
      assert.match(answer, /connection: close/i);
    });
  }

  it('headers that do not come to an end (H28)', async () => {
    assert.match(await rawRequest(rig.port, `GET / HTTP/1.1\r\n${host}`), /^HTTP\/1.1 408 .*H28/s);
  });

  it('a bad chunk behind good ones, and the log says so', async () => {
    const client = await RawSocket.open(rig.port);
    client.send(`POST /upload?chunk HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`);
    await rig.until((inflight) => inflight === 1);
    client.send('zz\r\n');
    assert.match(await client.all(), /^HTTP\/1.1 400 .*bad chunk/s);
    assert.match(await rig.lineOf('/upload?chunk'), /^at=error code=H26 desc="bad chunk" .* status=400 /);
  });

  it('what comes in the middle of an answer by a cut, never by words that would become part of it', async () => {
    const client = await RawSocket.open(rig.port);
    client.send(`GET /events?cut HTTP/1.1\r\n${host}\r\n`);
    await client.receive('data: one');
    client.send('garbage\r\n\r\n');
    assert.doesNotMatch(await client.all(), /HTTP.1.1 400/);
    assert.match(await rig.lineOf('/events?cut'), /^at=error code=H26 /);
  });

  it('and the app’s log says why', async () => {
    await rawRequest(rig.port, `GET /why#here HTTP/1.1\r\n${host}\r\n`);
    assert.match(await rig.lineOf('/why'), /^at=error code=H26 desc="bad target" method=GET .* dyno= connect= service= status=400 /);
  });
});

describe('the listener', () => {
  it('serves HTTP/1.0 and closes', async () => {
    const answer = await rawRequest(rig.port, `GET / HTTP/1.0\r\n${host}\r\n`);
    assert.match(answer, /^HTTP\/1.1 200 OK/);
    assert.match(answer, /hello from \d+$/);
  });

  it('gives an HTTP/1.0 client no chunks', async () => {
    const answer = await rawRequest(rig.port, `GET /trailers HTTP/1.0\r\n${host}\r\n`);
    assert.match(answer, /\r\n\r\nbody$/);
  });

  it('keeps a connection for the next request, and answers what is sent ahead in turn', async () => {
    const client = await RawSocket.open(rig.port);
    client.send(`GET /slow?ms=50 HTTP/1.1\r\n${host}\r\nGET / HTTP/1.1\r\n${host}\r\n`);
    const answers = await client.receive('hello from');
    assert.match(answers, /slow.*hello from/s);
    client.send(`GET /no-content HTTP/1.1\r\n${host}\r\n`);
    await client.receive('204 No Content');
    client.close();
  });

  it('drops header names with _ and what Connection names, and keeps the rest byte for byte', async () => {
    const lines = 'Connection: x-mine\r\nX-Mine: 1\r\nX_Under: 2\r\nX-Odd:  sp aced \r\nCookie: a=1\r\nCookie: b=2\r\n';
    const answer = await rawRequest(rig.port, `GET /headers?a=1;b&&c=%zz HTTP/1.0\r\n${host}${lines}\r\n`);
    const { url, headers } = JSON.parse(answer.slice(answer.indexOf('{')));
    assert.equal(url, '/headers?a=1;b&&c=%zz');
    assert.deepEqual(headers.slice(0, 8), ['Host', 'tab.localhost', 'X-Odd', 'sp aced', 'Cookie', 'a=1', 'Cookie', 'b=2']);
    assert.ok(!headers.includes('X-Mine') && !headers.includes('X_Under'));
  });

  it('passes an upgrade to anything but a WebSocket on as a plain request', async () => {
    const answer = await rawRequest(rig.port, `GET / HTTP/1.1\r\n${host}Connection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`);
    assert.match(answer, /^HTTP\/1.1 200 OK/);
  });
});

describe('a connection that has had as many requests as it may have', () => {
  it('ends with the last answer', async () => {
    const short = await RouterRig.start({ requestsPerConnection: 2 });
    try {
      await short.push(tabRoutes([dyno]));
      const socket = await RawSocket.open(short.port);
      socket.send(`GET /headers HTTP/1.1\r\n${host}\r\n`);
      await socket.receive('Connection: keep-alive');
      socket.send(`GET /headers HTTP/1.1\r\n${host}\r\n`);
      const answers = (await socket.all()).split('HTTP/1.1 ').slice(1);
      assert.deepEqual(
        answers.map((answer) => [answer.slice(0, 3), /^Connection: (\S+)\r$/m.exec(answer)?.[1]]),
        [
          ['200', 'keep-alive'],
          ['200', 'close'],
        ],
      );
    } finally {
      await short.close();
    }
  });
});
