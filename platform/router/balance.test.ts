import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { PageApp } from '../testing/page-app.ts';
import { closedPort, RawServer } from '../testing/raw-socket.ts';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

let rig: RouterRig;
let dynos: readonly EchoDyno[];
const [first, second] = [() => at(0), () => at(1)];

before(async () => {
  rig = await RouterRig.start({ queueWaitMs: 5000, bootWaitMs: 5000, wakingPageMs: 100, firstByteMs: 5000 });
  dynos = await Promise.all([startEchoDyno(), startEchoDyno()]);
});
after(async () => {
  await rig.close();
  await Promise.all(dynos.map((dyno) => dyno.kill()));
});

function at(index: number): EchoDyno {
  const dyno = dynos[index];
  assert.ok(dyno);
  return dyno;
}

const hello = (dyno: EchoDyno): string => `hello from ${dyno.pid}`;
const waiting = (): number => rig.running.router.routes.find('tab.localhost')?.waiting.size ?? 0;
const inflight = (): number => Object.values(rig.running.router.routes.inflight()).reduce((sum, count) => sum + count, 0);

/** An app that keeps `/held` waiting until it is let go. */
async function holdingApp(): Promise<{ readonly port: number; letGo(): void; close(): Promise<void> }> {
  const held = Promise.withResolvers<object>();
  const app = await PageApp.start(({ url }) => (url === '/held' ? held.promise : {}));
  return { port: app.port, letGo: () => held.resolve({}), close: async () => app.close() };
}

/** Settles when the claim holds: looks again after every turn of the event loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

describe('requests go', () => {
  it('round the dynos', async () => {
    await rig.push(tabRoutes(dynos));
    const bodies = [];
    for (let i = 0; i < 4; i += 1) bodies.push((await rig.call()).body);
    assert.deepEqual(new Set(bodies.slice(0, 2)), new Set(dynos.map(hello)));
    assert.deepEqual(bodies.slice(0, 2), bodies.slice(2));
  });

  it('to the dyno with the fewest', async () => {
    const slow = rig.call({ path: '/slow?ms=300' });
    await until(() => inflight() === 1);
    assert.equal((await rig.call()).body, (await rig.call()).body);
    await slow;
  });

  it('past a dyno that refuses, a POST too, and not there again for a while', async () => {
    await rig.push(tabRoutes([{ port: await closedPort() }, second()]));
    for (let i = 0; i < 3; i += 1) assert.equal((await rig.call({ method: 'POST', path: '/echo', body: 'a' })).body, 'a');
    const lines = rig.reports.flatMap((report) => report.lines).filter(({ line }) => line.includes('path="/echo"'));
    await rig.lineOf('path="/echo"');
    assert.ok(lines.filter(({ line }) => line.includes('retries=1')).length <= 1);
  });

  it('no more to a dyno that is draining', async () => {
    const routes = tabRoutes(dynos);
    await rig.push({ ...routes, dynos: routes.dynos.map((dyno, index) => (index === 0 ? { ...dyno, state: 'draining' as const } : dyno)) });
    for (let i = 0; i < 4; i += 1) assert.equal((await rig.call()).body, hello(second()));
  });
});

describe('a request waits', () => {
  it('for the slot that comes free first, first come first served', async () => {
    const app = await holdingApp();
    await rig.push(tabRoutes([app], { slots: 1 }));
    const order: number[] = [];
    const holder = rig.call({ path: '/held' });
    await until(() => inflight() === 1);
    const calls = [];
    for (let n = 1; n <= 3; n += 1) {
      calls.push(rig.call().then(() => order.push(n)));
      await until(() => waiting() === n);
    }
    app.letGo();
    await Promise.all([holder, ...calls]);
    await app.close();
    assert.deepEqual(order, [1, 2, 3]);
  });

  it('behind those who change something or are logged in', async () => {
    const app = await holdingApp();
    await rig.push(tabRoutes([app], { slots: 1 }));
    const order: string[] = [];
    const holder = rig.call({ path: '/held' });
    await until(() => inflight() === 1);
    const calls = [
      ['visitor', {}],
      ['ballot', { method: 'POST', body: 'a=1' }],
      ['tab room', { headers: { cookie: 'sessionid=1' } }],
    ] as const;
    const answers = [];
    for (const [who, call] of calls) {
      answers.push(rig.call(call).then(() => order.push(who)));
      await until(() => waiting() === answers.length);
    }
    app.letGo();
    await Promise.all([holder, ...answers]);
    await app.close();
    assert.deepEqual(order, ['ballot', 'tab room', 'visitor']);
  });

  it('in a full line in the place of the last visitor, who gets H11', async () => {
    const small = await RouterRig.start({ queueForBoot: 2 });
    await small.push(tabRoutes([], { desired: 1, starting: 1 }));
    const line = (): number => small.running.router.routes.find('tab.localhost')?.waiting.size ?? 0;
    const stays = small.call({ path: '/?stays' });
    await until(() => line() === 1);
    const gives = small.call({ path: '/?gives' });
    await until(() => line() === 2);
    const ballot = small.call({ path: '/?ballot', method: 'POST', body: 'a=1' });
    assert.equal(JSON.parse((await gives).body).error.code, 'H11');
    assert.equal(JSON.parse((await small.call()).body).error.code, 'H11');
    await small.push(tabRoutes([first()]));
    assert.deepEqual([(await stays).status, (await ballot).status], [200, 200]);
    await small.close();
  });

  it('for the dyno that boots', async () => {
    await rig.push(tabRoutes([], { desired: 1, starting: 1 }));
    const call = rig.call();
    await until(() => waiting() === 1);
    await rig.push(tabRoutes([first()]));
    assert.equal((await call).body, hello(first()));
  });

  it('while it wakes: programs and forms themselves, and in a person’s place a page that opens it in a moment', async () => {
    const navigation = { headers: { accept: 'text/html', 'sec-fetch-mode': 'navigate' } };
    await rig.push(tabRoutes([], { desired: 1, starting: 1, isWaking: true }));
    const [program, form] = [rig.call(), rig.call({ method: 'POST', body: 'a=1', ...navigation })];
    const { status, headers, body } = await rig.call(navigation);
    assert.deepEqual([status, headers['cache-control']], [202, 'no-store']);
    assert.match(body, /<meta http-equiv="refresh" content="\d+">[\s\S]*The app is waking up/);
    await rig.push(tabRoutes([first()]));
    assert.deepEqual([(await program).status, (await form).status], [200, 200]);
  });

  it('no longer than it is of use: its app is switched off, or goes', async () => {
    await rig.push(tabRoutes([], { desired: 1, starting: 1 }));
    const switchedOff = rig.call();
    await until(() => waiting() === 1);
    await rig.push(tabRoutes([], { desired: 0 }));
    assert.equal(JSON.parse((await switchedOff).body).error.code, 'H14');
    await rig.push(tabRoutes([], { desired: 1, starting: 1 }));
    const gone = rig.call();
    await until(() => waiting() === 1);
    await rig.push();
    assert.equal((await gone).status, 404);
  });
});

describe('a request is sent again', () => {
  /** Answers the first request on each connection and closes at the second, as a server whose keep-alive has run out does. */
  const oncePerConnection = async (): Promise<RawServer> =>
    RawServer.open((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        socket.once('data', () => socket.destroy());
      });
    });

  it('when a kept connection turns out closed: GET, on a fresh one', async () => {
    const server = await oncePerConnection();
    await rig.push(tabRoutes([server]));
    for (const path of ['/1', '/2', '/3']) assert.equal((await rig.call({ path })).body, 'ok');
    assert.match(await rig.lineOf('path="/2"'), / status=200 .* retries=1 /);
    await server.close();
  });

  it('never when it is a POST: H13', async () => {
    const server = await oncePerConnection();
    await rig.push(tabRoutes([server]));
    assert.equal((await rig.call({ method: 'POST', body: 'a=1' })).body, 'ok');
    assert.equal((await rig.call({ method: 'POST', body: 'a=1' })).status, 503);
    await server.close();
  });

  it('elsewhere when its dyno has died of it', async () => {
    const dying: RawServer = await RawServer.open((socket) => socket.once('data', () => void dying.close()));
    await rig.push(tabRoutes([dying, second()]));
    const bodies = [(await rig.call()).body, (await rig.call()).body, (await rig.call()).body];
    assert.deepEqual(new Set(bodies), new Set([hello(second())]));
  });
});
