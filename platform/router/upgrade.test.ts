import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { RawServer, RawSocket, addressOf, rawRequest } from '../testing/raw-socket.ts';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

let rig: RouterRig;
let dyno: EchoDyno;

before(async () => {
  rig = await RouterRig.start();
  dyno = await startEchoDyno();
});
after(async () => {
  await rig.close();
  await dyno.kill();
});

function open(path = '/socket'): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${rig.port}${path}`, { headers: { host: 'tab.localhost' } });
}

const upgrade = 'GET /odd HTTP/1.1\r\nHost: tab.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

describe('a WebSocket', () => {
  it('echoes through the router, takes no slot, and is logged when it closes', async () => {
    await rig.push(tabRoutes([dyno], { slots: 1 }));
    const socket = open();
    await once(socket, 'open');
    for (const text of ['hello', 'x'.repeat(200_000)]) {
      socket.send(text);
      const [message] = await once(socket, 'message');
      assert.equal(String(message), text);
    }
    assert.equal((await rig.call()).status, 200);
    assert.deepEqual(await rig.tables.call({ method: 'GET', path: '/status' }), { version: 1, inflight: { [`tab-web-${dyno.port}`]: 0 } });
    socket.close();
    await once(socket, 'close');
    const line = await rig.lineOf('path="/socket"');
    assert.match(line, /^at=info method=GET .* dyno=web.1 .* status=101 bytes=200\d\d\d protocol=ws .* up=200\d\d\d /);
  });

  it('sees the refusal of the app as the app gave it', async () => {
    await rig.push(tabRoutes([dyno]));
    const socket = open('/elsewhere');
    const [, answer] = await once(socket, 'unexpected-response');
    assert.equal(answer.statusCode, 403);
    socket.on('error', () => {}).terminate();
  });

  it('gets the page of a code when no dyno runs', async () => {
    await rig.push(tabRoutes([]));
    const [, answer] = await once(open(), 'unexpected-response');
    assert.equal(answer.statusCode, 503);
    answer.destroy();
  });

  it('whose 101 answers another key is none: H23', async () => {
    const server = await RawServer.open((socket) => {
      const head = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: wrong\r\n\r\n';
      socket.once('data', () => socket.write(head));
    });
    await rig.push(tabRoutes([server]));
    const [, answer] = await once(open('/wrong'), 'unexpected-response');
    assert.equal(answer.statusCode, 503);
    answer.destroy();
    assert.match(await rig.lineOf('path="/wrong"'), /^at=error code=H23 desc="malformed handshake" /);
    await server.close();
  });

  it('passes on what comes right behind the 101', async () => {
    const server = await RawServer.open((socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nfirst words'),
      ),
    );
    await rig.push(tabRoutes([server]));
    assert.match(await rawRequest(rig.port, upgrade), /^HTTP\/1.1 101 .*\r\n\r\nfirst words$/s);
    await server.close();
  });

  it('asked for ahead of the answer before it is cut, and nobody else is', async () => {
    await rig.push(tabRoutes([dyno]));
    await rawRequest(rig.port, `GET /never HTTP/1.1\r\nHost: tab.localhost\r\n\r\n${upgrade}`);
    assert.equal((await rig.call()).status, 200);
  });

  it('is over when its client has gone, also where the dyno does not close its half', async () => {
    const closing = new AbortController();
    const server = createServer().on('upgrade', (_request, socket) => {
      closing.signal.addEventListener('abort', () => socket.destroy());
      socket.on('error', () => {}).resume();
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    await rig.push(tabRoutes([{ port: addressOf(server).port }]));
    const client = await RawSocket.open(rig.port);
    client.send(upgrade.replace('/odd', '/gone'));
    await client.receive('101 Switching');
    client.close();
    assert.match(await rig.lineOf('path="/gone"'), /^at=info method=GET .* status=101 /);
    closing.abort();
    await once(server.close(), 'close');
  });

  it('ends when its dyno is killed', async () => {
    const other = await startEchoDyno();
    await rig.push(tabRoutes([other]));
    const socket = open();
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await other.kill();
    await closed;
  });

  it('is cut when neither side says anything for too long (H15)', async () => {
    await rig.push(tabRoutes([dyno]));
    const socket = open('/socket');
    await once(socket, 'open');
    await once(socket, 'close');
    assert.match(await rig.lineOf('code=H15'), /^at=warning code=H15 desc="Idle connection" .* status=101 .* protocol=ws /);
  });

  it('that nobody asked for is no answer (H17)', async () => {
    const server = await RawServer.answering('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    await rig.push(tabRoutes([server]));
    assert.equal((await rig.call()).status, 503);
    assert.match(await rig.lineOf('code=H17'), /desc="unasked upgrade"/);
    await server.close();
  });

  it('is cut when the router has to leave and the grace is over (H24)', async () => {
    const leaving = await RouterRig.start({ shutdownGraceMs: 100, idleMs: 5000 });
    await leaving.push(tabRoutes([dyno]));
    const socket = new WebSocket(`ws://127.0.0.1:${leaving.port}/socket`, { headers: { host: 'tab.localhost' } });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await leaving.running.leave();
    await closed;
    assert.match(await leaving.lineOf('/socket'), /^at=error code=H24 desc="Forced close" .* status=101 /);
    await leaving.close();
  });
});
