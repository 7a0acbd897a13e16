import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { RequestCode } from '../rules/codes.ts';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { closedPort, FullPort, RawServer, RawSocket, rawRequest } from '../testing/raw-socket.ts';
import { RouterRig, tabRoutes, type RigCall } from '../testing/router-rig.ts';

let rig: RouterRig;
let dyno: EchoDyno;
const servers: RawServer[] = [];

before(async () => {
  rig = await RouterRig.start({ queuePerDyno: 1, queueForBoot: 1, bodyWindowMs: 250, bodyWindowBytes: 1000 });
  dyno = await startEchoDyno();
});
after(async () => {
  await rig.close();
  await dyno.kill();
  await Promise.all(servers.map((each) => each.close()));
});

const host = 'Host: tab.localhost\r\n';
let requests = 0;

/** Makes a request that ends with this code: status, JSON and the one log line, whose path no other request has. */
async function endsWith(code: RequestCode, status: number, call: RigCall = {}): Promise<string> {
  const path = `${call.path ?? '/'}?n=${(requests += 1)}`;
  const answer = await rig.call({ ...call, path });
  assert.equal(answer.status, status);
  const { error } = JSON.parse(answer.body);
  assert.equal(error.code, code);
  assert.equal(answer.headers['x-request-id'], error.requestId);
  assert.equal(answer.headers['cache-control'], 'no-store');
  const line = await rig.lineOf(`path="${path}"`);
  assert.match(line, new RegExp(`^at=\\w+ code=${code} desc=".+" .* request_id=${error.requestId} .* status=${status} `));
  return line;
}

async function server(onConnection: (socket: Socket, nth: number) => void): Promise<RawServer> {
  const opened = await RawServer.open(onConnection);
  servers.push(opened);
  return opened;
}

/** Answers each connection's first request with this and closes. */
const answering = async (text: string): Promise<RawServer> => server((socket) => socket.once('data', () => socket.end(text, 'latin1')));

describe('an app that cannot answer', () => {
  it('H10: its dynos have crashed', async () => {
    await rig.push(tabRoutes([], { desired: 2 }));
    await endsWith('H10', 503);
  });

  it('H11: too many wait already', async () => {
    await rig.push(tabRoutes([], { desired: 1, starting: 1 }));
    const waiting = rig.call();
    await until(() => rig.running.router.routes.find('tab.localhost')?.waiting.size === 1);
    await endsWith('H11', 503);
    assert.equal((await waiting).status, 503);
  });

  it('H12: no first byte in time', async () => {
    await rig.push(tabRoutes([dyno]));
    const line = await endsWith('H12', 503, { path: '/never' });
    assert.match(line, / dyno=web.1 connect=\d+ms service=\d{3,}ms .* ttfb= /);
  });

  it('H12: no slot came free in time, and the wait counts as service', async () => {
    await rig.push(tabRoutes([dyno], { slots: 1 }));
    const holder = await RawSocket.open(rig.port);
    holder.send(`GET /slow?ms=5000 HTTP/1.1\r\n${host}\r\n`);
    await until(() => rig.running.router.routes.inflight()[`tab-web-${dyno.port}`] === 1);
    assert.match(await endsWith('H12', 503), / dyno= connect= service=\d{3}ms .* queue=\d{3}ms /);
    holder.close();
  });

  it('H12: the dyno takes no more of the body', async () => {
    const deaf = await server((socket) => socket.pause());
    await rig.push(tabRoutes([deaf]));
    const client = await RawSocket.open(rig.port);
    client.send(`POST /deaf HTTP/1.1\r\n${host}Content-Length: 90000000\r\n\r\n${'a'.repeat(20_000_000)}`);
    assert.match(await rig.lineOf('path="/deaf"'), /^at=error code=H12 desc="the dyno takes no more" .* status=503 /);
    client.close();
  });

  it('H13: the dyno closed the connection without a word', async () => {
    const silent = await server((socket) => socket.once('data', () => socket.destroy()));
    await rig.push(tabRoutes([silent]));
    assert.match(await endsWith('H13', 503, { method: 'POST', body: 'a=1' }), / sock=backend .* retries=0 /);
  });

  it('H14: no web dyno is wanted', async () => {
    await rig.push(tabRoutes([], { desired: 0 }));
    await endsWith('H14', 503);
  });

  it('H15: silence in the middle of an answer cuts it', async () => {
    const stuck = await server((socket) => socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')));
    await rig.push(tabRoutes([stuck]));
    assert.match(await rawRequest(rig.port, `GET /stuck HTTP/1.1\r\n${host}\r\n`), /^HTTP\/1.1 200 .*half$/s);
    assert.match(await rig.lineOf('path="/stuck"'), /^at=warning code=H15 .* status=200 bytes=4 /);
  });

  const unreadable = [
    { it: 'no HTTP at all', text: 'SSH-2.0-OpenSSH\r\n\r\n', desc: 'bad status line' },
    { it: 'a bad header', text: 'HTTP/1.1 200 OK\r\nno header\r\n\r\n', desc: 'bad header' },
    { it: 'two lengths', text: 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', desc: 'double content length' },
  ];
  for (const c of unreadable) {
    it(`H17: ${c.it}`, async () => {
      await rig.push(tabRoutes([await answering(c.text)]));
      assert.match(await endsWith('H17', 503), new RegExp(`desc="${c.desc}"`));
    });
  }

  it('H17: a bad chunk cuts what has begun', async () => {
    await rig.push(tabRoutes([await answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n')]));
    assert.match(await rawRequest(rig.port, `GET /chunk HTTP/1.1\r\n${host}\r\n`), /half/);
    assert.match(await rig.lineOf('path="/chunk"'), /^at=warning code=H17 desc="bad chunk" .* status=200 /);
  });

  it('H18: the dyno broke off in the middle of its answer', async () => {
    await rig.push(tabRoutes([await answering('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')]));
    assert.match(await rawRequest(rig.port, `GET /half HTTP/1.1\r\n${host}\r\n`), /half$/);
    assert.match(await rig.lineOf('path="/half"'), /^at=error code=H18 .* status=200 bytes=4 .* sock=backend /);
  });

  it('H18: the dyno broke off before its head was whole', async () => {
    await rig.push(tabRoutes([await answering('HTTP/1.1 200 OK\r\nContent-Le')]));
    await endsWith('H18', 503);
  });

  it('H18: the dyno closed while the body was on its way', async () => {
    await rig.push(tabRoutes([await server((socket) => socket.once('data', () => socket.destroy()))]));
    const client = await RawSocket.open(rig.port);
    client.send(`POST /upload HTTP/1.1\r\n${host}Content-Length: 100000\r\n\r\nbegun`);
    assert.match(await client.receive('H18'), /^HTTP\/1.1 503 /);
    client.close();
  });

  it('H19: no dyno takes the connection in time', async () => {
    const full = await FullPort.open();
    await rig.push(tabRoutes([full]));
    await endsWith('H19', 503);
    await full.close();
  });

  it('H20: it boots for too long', async () => {
    await rig.push(tabRoutes([], { desired: 1, starting: 1 }));
    assert.match(await endsWith('H20', 503), / queue=\d{3}ms /);
  });

  it('H21: every dyno refuses the connection', async () => {
    await rig.push(tabRoutes([{ port: await closedPort() }, { port: await closedPort() }]));
    assert.match(await endsWith('H21', 503, { method: 'POST', body: 'a=1' }), / retries=1 /);
  });

  it('H22: more requests are open than an app may have', async () => {
    const small = await RouterRig.start({ connectionsPerApp: 1 });
    await small.push(tabRoutes([dyno]));
    const open = await RawSocket.open(small.port);
    open.send(`GET /never?open HTTP/1.1\r\n${host}\r\n`);
    await small.until((inflight) => inflight === 1);
    assert.equal(JSON.parse((await small.call()).body).error.code, 'H22');
    open.close();
    await small.until((inflight) => inflight === 0);
    assert.equal((await small.call()).status, 200);
    await small.close();
  });

  it('H12 comes later where a rule of the app says so', async () => {
    const rules = [{ path: '/slow', firstByteMs: 5000, idleMs: null }];
    await rig.push(tabRoutes([dyno], { rules }));
    assert.equal((await rig.call({ path: '/slow?ms=900' })).status, 200);
    await rig.push(tabRoutes([dyno]));
    assert.equal((await rig.call({ path: '/slow?ms=900' })).status, 503);
  });

  it('H25: an answer beyond the limits', async () => {
    await rig.push(tabRoutes([await answering(`HTTP/1.1 200 OK\r\nSet-Cookie: ${'a'.repeat(9000)}\r\nContent-Length: 0\r\n\r\n`)]));
    assert.match(await endsWith('H25', 502), /desc="oversized cookies"/);
  });

  it('H80: maintenance', async () => {
    await rig.push(tabRoutes([dyno], { maintenance: { html: null } }));
    assert.match(await endsWith('H80', 503), /^at=warning /);
  });

  it('H80: maintenance with a page of its own', async () => {
    await rig.push(tabRoutes([dyno], { maintenance: { html: '<h1>Lunch</h1>' } }));
    const { status, body } = await rig.call();
    assert.deepEqual([status, body], [503, '<h1>Lunch</h1>']);
  });

  it('H81: nothing has been deployed yet', async () => {
    await rig.push(tabRoutes([], { release: null }));
    assert.match(await endsWith('H81', 503), /^at=info /);
  });

  it('H82: what may be spent on it is spent', async () => {
    await rig.push(tabRoutes([dyno], { usedUp: 'budget' }));
    assert.match(await endsWith('H82', 503), /^at=info code=H82 desc="?budget"? /);
  });
});

describe('a client that cannot ask', () => {
  it('H26: its request is none', async () => {
    await rig.push(tabRoutes([dyno]));
    assert.match(await endsWith('H26', 417, { headers: { expect: 'miracle' } }), /desc="unsupported expect header value"/);
  });

  it('H27: it went away before the answer was whole', async () => {
    const client = await RawSocket.open(rig.port);
    client.send(`GET /never?left HTTP/1.1\r\n${host}\r\n`);
    await until(() => rig.running.router.routes.inflight()[`tab-web-${dyno.port}`] === 1);
    client.close();
    assert.match(await rig.lineOf('/never?left'), /^at=info code=H27 .* status=499 .* sock=client /);
  });

  it('H27: it went away while it waited', async () => {
    await rig.push(tabRoutes([], { desired: 1, starting: 1 }));
    const client = await RawSocket.open(rig.port);
    client.send(`GET /gone HTTP/1.1\r\n${host}\r\n`);
    await until(() => rig.running.router.routes.find('tab.localhost')?.waiting.size === 1);
    client.close();
    assert.match(await rig.lineOf('path="/gone"'), /^at=info code=H27 .* dyno= .* status=499 .* sock=client /);
  });

  it('H28: its body stands still', async () => {
    await rig.push(tabRoutes([dyno]));
    const client = await RawSocket.open(rig.port);
    client.send(`POST /upload?still HTTP/1.1\r\n${host}Content-Length: 10\r\n\r\nhalf`);
    assert.match(await client.all(), /^HTTP\/1.1 408 .*H28/s);
    assert.match(await rig.lineOf('/upload?still'), /^at=warning code=H28 .* status=408 /);
  });

  it('404: no app has the address, and no app’s log knows of it', async () => {
    const { status, body } = await rig.call({ host: 'nobody.localhost' });
    assert.deepEqual([status, JSON.parse(body).error.code], [404, 'no-app']);
  });

  it('503 from the dashboard while control is away', async () => {
    const { status, body } = await rig.call({ host: 'localhost' });
    assert.deepEqual([status, JSON.parse(body).error.message], [503, 'The dashboard is starting again.']);
  });
});

describe('the page of a code', () => {
  it('is HTML for browsers, and loads itself again after a GET', async () => {
    await rig.push(tabRoutes([], { desired: 0 }));
    const { headers, body } = await rig.call({ headers: { accept: 'text/html,*/*' } });
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.match(body, /<h1>This app is switched off<\/h1>/);
    assert.match(body, new RegExp(`<meta http-equiv="refresh" content="${headers['retry-after']}">`));
    const post = await rig.call({ method: 'POST', headers: { accept: 'text/html' }, body: 'a=1' });
    assert.doesNotMatch(post.body, /http-equiv="refresh"/);
  });

  it('is a line of text for what wants neither', async () => {
    const { body } = await rig.call({ headers: { accept: 'image/png' } });
    assert.match(body, /^This app is switched off\. .*\nH14 No web dynos running [0-9a-f-]{36}\n$/);
  });
});

/** Settles when the claim holds: looks again after every turn of the event loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}
