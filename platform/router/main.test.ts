import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { BoundSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ApiConnection } from '../api-connection.ts';
import { homePaths, type HomePaths } from '../config.ts';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { Load } from '../testing/load.ts';
import { RawSocket } from '../testing/raw-socket.ts';
import { callRouter, tabRoutes } from '../testing/router-rig.ts';

let paths: HomePaths;
let held: BoundSocket;
let port = 0;
let dyno: EchoDyno;
const routers = new Set<ChildProcess>();

before(async () => {
  paths = homePaths(await mkdtemp(join(tmpdir(), 'rostra-main-')));
  await mkdir(paths.run, { recursive: true });
  held = new BoundSocket({ host: '127.0.0.1', port: 0 });
  port = held.address().port;
  dyno = await startEchoDyno();
});
after(async () => {
  for (const router of routers) await kill(router);
  held.close();
  await dyno.kill();
  await rm(paths.root, { recursive: true, force: true });
});

/** A router's process on the held socket, as the parent starts it; serving. */
async function startRouter(): Promise<ChildProcess> {
  const environment = { ...process.env, ROSTRA_HOME: paths.root };
  const router = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit', held.fd()],
    env: environment,
  });
  routers.add(router);
  router.once('exit', () => routers.delete(router));
  for (let text = ''; !text.includes('router_started');) {
    assert.ok(router.stdout);
    const [piece] = await once(router.stdout, 'data');
    text += String(piece);
  }
  return router;
}

async function kill(router: ChildProcess): Promise<void> {
  const exited = once(router, 'exit');
  router.kill('SIGKILL');
  await exited;
}

async function push(version: number): Promise<unknown> {
  const tables = new ApiConnection({ kind: 'socket', path: paths.routerSocket, actor: 'test' });
  return tables.call({ method: 'PUT', path: '/table', body: { version, baseDomain: 'localhost', apps: [tabRoutes([dyno])] } });
}

describe('the router’s process', () => {
  it('refuses to start without a socket, in one sentence', async () => {
    const router = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], { stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    router.stderr.on('data', (piece) => (text += String(piece)));
    const [code] = await once(router, 'exit');
    assert.notEqual(code, 0);
    assert.match(text, /^The router was started without a listening socket\.\nIt is started by [^\n]*\n$/);
  });

  it('acknowledges a table once it is in force and on disk', async () => {
    const router = await startRouter();
    assert.equal((await callRouter(port, {})).status, 503);
    assert.deepEqual(await push(7), { version: 7 });
    assert.equal((await callRouter(port, {})).status, 200);
    assert.equal(JSON.parse(await readFile(paths.routerTable, 'utf8')).version, 7);
    await kill(router);
  });

  it('starts again from the table on disk, asking nobody', async () => {
    const router = await startRouter();
    assert.equal((await callRouter(port, {})).body, `hello from ${dyno.pid}`);
    await kill(router);
  });

  it('refuses what is no table and goes on as before', async () => {
    const router = await startRouter();
    const tables = new ApiConnection({ kind: 'socket', path: paths.routerSocket, actor: 'test' });
    const put = async (body: unknown): Promise<unknown> => tables.call({ method: 'PUT', path: '/table', body });
    await assert.rejects(put({ version: 8, baseDomain: 'localhost', apps: [{ name: 'tab' }] }), {
      code: 'ROUTER_TABLE_WRONG',
      status: 400,
      message: /^This is no routing table: apps\.0\.hosts: /,
    });
    assert.equal((await callRouter(port, {})).status, 200);
    await kill(router);
  });

  it('killed, it is missed by nobody who comes before the next one listens', async () => {
    const router = await startRouter();
    await kill(router);
    const early = callRouter(port, {});
    await startRouter();
    assert.equal((await early).status, 200);
  });

  it('hands over under load without losing a request, and newer tables reach the next router', async () => {
    let old: ChildProcess | undefined = [...routers][0];
    assert.ok(old);
    const loads = [true, false].map((keepAlive) => new Load({ port, clients: 4, keepAlive }));
    for (let version = 8; version < 11; version += 1) {
      await Promise.all(loads.map(async (load) => load.more(50)));
      const next = await startRouter();
      const exited: Promise<unknown[]> = once(old, 'exit');
      old.kill('SIGTERM');
      assert.deepEqual(await push(version), { version });
      assert.deepEqual(await exited, [0, null]);
      old = next;
    }
    for (const load of loads) {
      await load.more(50);
      await load.stop();
      assert.deepEqual(load.failures, []);
    }
  });

  it('finishes what is in flight before it leaves', async () => {
    const [router] = routers;
    assert.ok(router);
    const client = await RawSocket.open(port);
    client.send('GET /slow?ms=300 HTTP/1.1\r\nHost: tab.localhost\r\n\r\n');
    const idle = await RawSocket.open(port);
    await callRouter(port, {}); // both have been accepted
    const exited = once(router, 'exit');
    router.kill('SIGTERM');
    assert.match(await client.all(), /^HTTP\/1.1 200 OK.*connection: close.*slow$/is);
    assert.deepEqual(await exited, [0, null]);
    assert.equal(await idle.all(), '');
  });
});
