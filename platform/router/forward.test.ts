import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { RawServer, RawSocket, rawRequest } from '../testing/raw-socket.ts';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

let rig: RouterRig;
let dyno: EchoDyno;

before(async () => {
  rig = await RouterRig.start();
  dyno = await startEchoDyno();
  await rig.push(tabRoutes([dyno]));
});
after(async () => {
  await rig.close();
  await dyno.kill();
});

const host = 'Host: tab.localhost\r\n';

describe('a dyno gets', () => {
  it('what only the router may say, whatever the client said', async () => {
    const spoofed = { 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6', 'x-rostra-dyno': 'web.9', 'x-request-start': '1' };
    const { body } = await rig.call({
      path: '/headers',
      host: 'tab.localhost:8080',
      headers: { ...spoofed, 'x-request-id': 'a'.repeat(20) },
    });
    const headers = headersIn(body);
    assert.equal(headers.get('host'), 'tab.localhost:8080');
    assert.equal(headers.get('x-request-id'), 'a'.repeat(20));
    assert.equal(headers.get('x-forwarded-for'), '127.0.0.1');
    assert.equal(headers.get('x-forwarded-proto'), 'http');
    assert.equal(headers.get('x-forwarded-port'), '8080');
    assert.equal(headers.get('x-forwarded-host'), 'tab.localhost:8080');
    assert.equal(headers.get('x-rostra-dyno'), 'web.1');
    assert.equal(headers.get('via'), '1.1 rostra-router');
    assert.ok(Number(headers.get('x-request-start')) > 1e12);
    assert.ok(!headers.has('forwarded'));
  });

  it('a request id of the router’s own in place of a strange one, and the client is told it', async () => {
    const { body, headers } = await rig.call({ path: '/headers', headers: { 'x-request-id': 'no id!' } });
    assert.match(headersIn(body).get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(headers['x-request-id'], headersIn(body).get('x-request-id'));
  });

  it('the trace that the client names, unchanged, and the log names it too', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { body } = await rig.call({ path: '/headers?traced', headers: { traceparent, tracestate: 'lab=1' } });
    assert.deepEqual([headersIn(body).get('traceparent'), headersIn(body).get('tracestate')], [traceparent, 'lab=1']);
    assert.match(await rig.lineOf('path="/headers?traced"'), / trace=4bf92f3577b34da6a3ce929d0e0e4736$/);
  });

  it('a large upload byte for byte', async () => {
    const body = Buffer.alloc(8_000_000, 'rostra ');
    const answer = await rig.call({ path: '/upload', method: 'POST', body });
    assert.deepEqual(JSON.parse(answer.body), { bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') });
  });

  it('a chunked upload with its trailers, its chunk extensions stripped', async () => {
    const chunks = '5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n';
    const answer = await rawRequest(
      rig.port,
      `POST /echo HTTP/1.1\r\n${host}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
    );
    assert.match(answer, /hello/);
    assert.match(answer, / world/);
    assert.doesNotMatch(answer, /ext=1/);
  });

  it('the body of a GET, and the connection stays in step', async () => {
    const client = await RawSocket.open(rig.port);
    client.send(`GET /echo HTTP/1.1\r\n${host}Content-Length: 6\r\n\r\nGET /xGET / HTTP/1.1\r\n${host}\r\n`);
    assert.match(await client.receive('hello from'), /\r\n\r\n(6\r\n)?GET \/x.*hello from/s);
    client.close();
  });

  it('nothing of a body before it is chosen: then the client is told to go on', async () => {
    const client = await RawSocket.open(rig.port);
    client.send(`POST /echo HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n`);
    await client.receive('HTTP/1.1 100 Continue\r\n\r\n');
    client.send('body');
    assert.match(await client.receive('body'), /HTTP\/1.1 200 OK/);
    client.close();
  });
});

describe('a client gets', () => {
  it('the dyno’s lines and no Surrogate ones', async () => {
    const { headers, body } = await rig.call({ path: '/surrogate' });
    assert.equal(body, 'public');
    assert.deepEqual(headers['set-cookie'], ['a=1', 'b=2']);
    assert.deepEqual(
      Object.keys(headers).filter((name) => name.startsWith('surrogate')),
      [],
    );
    assert.equal(headers['via'], '1.1 rostra-router');
  });

  it('trailers', async () => {
    const { headers, trailers } = await rig.call({ path: '/trailers' });
    assert.equal(headers['trailer'], 'X-Sum');
    assert.equal(trailers['x-sum'], '42');
  });

  it('no body to HEAD, 204 and 304', async () => {
    const head = await rig.call({ path: '/large', method: 'HEAD' });
    assert.deepEqual([head.status, head.headers['content-length'], head.body], [200, '4000000', '']);
    assert.equal((await rig.call({ path: '/no-content' })).status, 204);
    assert.equal((await rig.call({ path: '/not-modified' })).headers['etag'], '"1"');
  });

  it('the head before there is a body', async () => {
    const request = httpRequest({ port: rig.port, path: '/head-first', headers: { host: 'tab.localhost' } }).end();
    request.on('error', () => {});
    const [answer] = await once(request, 'response');
    assert.equal(answer.statusCode, 200);
    request.destroy();
  });

  it('events one by one, without taking a slot', async () => {
    await rig.push(tabRoutes([dyno], { slots: 1 }));
    const client = await RawSocket.open(rig.port);
    client.send(`GET /events HTTP/1.1\r\n${host}\r\n`);
    await client.receive('data: more');
    assert.equal((await rig.call()).status, 200);
    client.close();
    assert.match(await rig.lineOf('path="/events"'), /^at=info code=H27 .* status=499 .* sock=client /);
    await rig.push(tabRoutes([dyno]));
  });

  it('a large answer whole, however slowly it reads', async () => {
    const request = httpRequest({ port: rig.port, path: '/large', headers: { host: 'tab.localhost' } }).end();
    const [answer] = await once(request, 'response');
    let bytes = 0;
    for await (const piece of answer) {
      bytes += piece.length;
      await new Promise(setImmediate);
    }
    assert.equal(bytes, 4_000_000);
  });

  it('its own answer, although somebody before it on the same connection left while theirs was being read', async () => {
    const buffering = await RouterRig.start({ answerBufferBytes: 64_000_000, firstByteMs: 5000, idleMs: 5000 });
    const answered = Promise.withResolvers<void>();
    const server = await RawServer.open((socket) => {
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n${'x'.repeat(30_000_000)}`);
        socket.once('data', async () => {
          await answered.promise;
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        });
      });
    });
    await buffering.push(tabRoutes([server]));
    const leaver = await RawSocket.open(buffering.port);
    leaver.socket.pause();
    leaver.send(`GET /leaver HTTP/1.1\r\n${host}\r\n`);
    await buffering.until((inflight) => inflight === 1);
    await buffering.until((inflight) => inflight === 0);
    const other = buffering.call();
    await buffering.until((inflight) => inflight === 1);
    leaver.close();
    await buffering.lineOf('path="/leaver"');
    answered.resolve();
    assert.equal((await other).body, 'ok');
    assert.equal(server.connections, 1);
    await buffering.close();
    await server.close();
  });

  it('an early answer although its upload goes on', async () => {
    const { status, body } = await rig.call({ path: '/early', method: 'POST', body: Buffer.alloc(3_000_000) });
    assert.deepEqual([status, body], [413, 'too much']);
  });
});

function headersIn(body: string): Map<string, string> {
  const flat: string[] = JSON.parse(body).headers;
  return new Map(flat.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), flat[at + 1] ?? '']] : [])));
}
