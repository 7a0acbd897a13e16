import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import { deploy } from '../client.ts';
import type { Dyno, Operations } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start(['dynod', 'control', 'router']);
  ({ client } = platform);
  await client.createApp('shop');
  const folder = await appFolder(helloApp);
  await deploy(client, 'shop', { source: { kind: 'folder', path: folder }, onLine: () => {} });
});
after(() => platform[Symbol.asyncDispose]());
afterEach(async () => {
  await client.scale('shop', { web: 1, worker: 0 });
  await runs({ 'web.1': 1 });
});

/** Waits until exactly these dynos are up, each that often. */
async function runs(wanted: Readonly<Record<string, number>>): Promise<readonly Dyno[]> {
  let dynos: readonly Dyno[] = [];
  await until(async () => {
    dynos = await client.dynos('shop').catch(() => []);
    const names = dynos.flatMap((dyno) => (dyno.state === 'up' ? dyno.name : [])).sort();
    const expected = Object.entries(wanted).flatMap(([name, times]) => Array.from({ length: times }, () => name));
    return dynos.length === expected.length && names.join() === expected.sort().join();
  });
  return dynos;
}

const pids = (dynos: readonly Dyno[]): (number | null)[] => dynos.map((dyno) => dyno.pid);

/** Asks the app through the router without a pause until `work` is done; how many answers were not 200. */
async function failuresDuring(work: () => Promise<unknown>): Promise<{ readonly asked: number; readonly failed: readonly string[] }> {
  const failed: string[] = [];
  let asked = 0;
  const over = new AbortController();
  const visitor = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const answer = await send({ url: `http://shop.localhost:${platform.port}/` }).catch((error: unknown) => ({
        status: 0,
        text: String(error),
      }));
      asked += 1;
      if (answer.status !== 200) failed.push(`${answer.status} ${answer.text.slice(0, 100)}`);
    }
  };
  const visitors = [visitor(), visitor()];
  await work().finally(() => over.abort());
  await Promise.all(visitors);
  return { asked, failed };
}

describe('the formation comes true', () => {
  it('up and down, without a request lost', async () => {
    const { asked, failed } = await failuresDuring(async () => {
      await client.scale('shop', { web: 4, worker: 2 });
      await runs({ 'web.1': 1, 'web.2': 1, 'web.3': 1, 'web.4': 1, 'worker.1': 1, 'worker.2': 1 });
      await client.scale('shop', { web: 2, worker: 0 });
      await runs({ 'web.1': 1, 'web.2': 1 });
    });
    assert.deepEqual(failed, []);
    assert.ok(asked > 0);
  });

  it('a restart replaces every dyno and loses no request', async () => {
    const [first] = await runs({ 'web.1': 1 });
    const { failed } = await failuresDuring(async () => {
      await client.restart('shop');
      await until(async () => (await client.dynos('shop')).every((dyno) => dyno.id !== first?.id && dyno.state === 'up'));
    });
    assert.deepEqual(failed, []);
  });

  it('a dyno that crashes is up again, and an event says so', async () => {
    const [dyno] = await runs({ 'web.1': 1 });
    process.kill(dyno?.pid ?? 0, 'SIGKILL');
    await until(async () => (await client.dynos('shop')).some((each) => each.restarts === 1 && each.state === 'up'));
    const [event] = (await client.events('shop', { limit: 100 })).filter(({ kind }) => kind === 'crash');
    assert.equal(event?.dyno, 'web.1');
    assert.match(event?.text ?? '', /Process exited with status 137/);
  });

  it('where the platform is root its dynos run as a user of the app’s own, who may not read what is another’s', async () => {
    const [web] = await runs({ 'web.1': 1 });
    const status = await readFile(`/proc/${web?.pid}/status`, 'utf8');
    const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
    const isRoot = process.getuid?.() === 0;
    assert.equal(uid, isRoot ? Math.max(uid, 1_500_000_000) : process.getuid?.());
    const lines: string[] = [];
    const command = `cat ${platform.paths.controlDb} /proc/${process.pid}/environ >/dev/null; echo "I am $(id -u)"`;
    const run = await client.startRun('shop', { command, env: {} });
    const signal = AbortSignal.timeout(20_000);
    await client.followRun('shop', run.id, { after: 0, onItem: (line) => void lines.push(line.text), signal });
    assert.equal(lines.filter((line) => line.includes('Permission denied')).length, isRoot ? 2 : 0);
    assert.ok(lines.includes(`I am ${uid}`));
  });

  const wrong = [
    { it: 'a process type that is not in the Procfile', quantities: { clock: 1 }, expect: /no process type "clock"/ },
    { it: 'more than a hundred', quantities: { web: 101 }, expect: /from 0 to 100/ },
    { it: 'less than none', quantities: { web: -1 }, expect: /from 0 to 100/ },
    { it: 'a size that there is not', quantities: { web: { size: 'huge' } }, expect: /no dyno size "huge"/ },
  ];
  for (const c of wrong)
    it(`refuses ${c.it}`, () => assert.rejects(client.scale('shop', c.quantities), { status: 422, message: c.expect }));

  it('a quantity that goes down and up while a release is on its way does not fail it', async () => {
    const slow = { ...helloApp, Procfile: 'web: sleep 1; node server.mjs\nworker: sleep 1000\n' };
    const build = await client.startBuild('shop', { kind: 'folder', path: await appFolder(slow) });
    for (const web of [2, 1, 2]) {
      await until(async () => (await client.build('shop', build.id)).status === 'releasing');
      await client.scale('shop', { web });
      await until(async () => (await client.dynos('shop')).some((dyno) => dyno.name === `web.${web}` && dyno.state === 'starting'));
    }
    await until(async () => (await client.build('shop', build.id)).status === 'succeeded');
  });

  it('a new size restarts the dynos of its type, which then have its memory', async () => {
    const [earlier] = await runs({ 'web.1': 1 });
    const formation = await client.scale('shop', { web: { size: 'Standard-2X' } });
    assert.equal(formation.find(({ type }) => type === 'web')?.size, 'standard-2x');
    await until(async () => (await client.dynos('shop')).every((dyno) => dyno.type !== 'web' || dyno.memoryQuotaMb === 1024));
    const [now] = await runs({ 'web.1': 1 });
    assert.notEqual(now?.pid, earlier?.pid);
    const [event] = (await client.events('shop', { limit: 100 })).filter(({ kind }) => kind === 'scale');
    assert.equal(event?.text, 'Scaled to web@1:Standard-2X');
  });

  it('refuses to restart a dyno that is not wanted', () => assert.rejects(client.restart('shop', 'web.9'), { status: 404 }));
});

describe('kill -9', () => {
  it('of control: no request fails, the dynos are the same', async () => {
    const earlier = pids(await runs({ 'web.1': 1 }));
    const { failed } = await failuresDuring(async () => {
      await platform.kill('control');
      platform.run('control');
      await platform.isReady();
    });
    assert.deepEqual(failed, []);
    assert.deepEqual(pids(await runs({ 'web.1': 1 })), earlier);
  });

  it('of control and dynod together: the same', async () => {
    const earlier = pids(await runs({ 'web.1': 1 }));
    const { failed } = await failuresDuring(async () => {
      await Promise.all([platform.kill('control'), platform.kill('dynod')]);
      platform.run('dynod');
      platform.run('control');
      await platform.isReady();
      await runs({ 'web.1': 1 });
    });
    assert.deepEqual(failed, []);
    assert.deepEqual(pids(await runs({ 'web.1': 1 })), earlier);
  });

  it('of control right after a wish: the next one makes it true', async () => {
    await client.scale('shop', { web: 3, worker: 1 });
    await platform.kill('control');
    platform.run('control');
    await platform.isReady();
    await runs({ 'web.1': 1, 'web.2': 1, 'web.3': 1, 'worker.1': 1 });
  });

  it('of control in a build: the next one builds and releases it, once', async () => {
    const manifest = { scripts: { build: 'sleep 1' } };
    const folder = await appFolder({ ...helloApp, 'package.json': JSON.stringify(manifest) });
    const earlier = (await client.releases('shop')).length;
    const build = await client.startBuild('shop', { kind: 'folder', path: folder });
    await platform.kill('control');
    platform.run('control');
    await platform.isReady();
    await until(async () => (await client.build('shop', build.id)).status === 'succeeded');
    assert.equal((await client.releases('shop')).length, earlier + 1);
  });

  it('of control in a roll-out: the next one goes on with it', async () => {
    const { release } = await client.setConfig('shop', { set: { GREETING: 'again' }, restart: true });
    await platform.kill('control');
    platform.run('control');
    await platform.isReady();
    await until(async () => (await client.app('shop')).release === release.version);
    const [dyno] = await runs({ 'web.1': 1 });
    assert.equal(dyno?.release, release.version);
  });

  it('of control in a release phase: it runs once', async () => {
    const folder = await appFolder({ ...helloApp, Procfile: `${helloApp.Procfile}release: echo migrating; sleep 2; echo migrated\n` });
    const build = await client.startBuild('shop', { kind: 'folder', path: folder });
    const linesSaying = async (text: string): Promise<number> =>
      (await client.logs('shop', { lines: 10_000, dyno: 'release' })).filter((line) => line.text === text).length;
    await until(async () => (await linesSaying('migrating')) === 1);
    await platform.kill('control');
    platform.run('control');
    await platform.isReady();
    await until(async () => (await client.build('shop', build.id)).status === 'succeeded');
    await until(async () => (await linesSaying('migrated')) === 1);
    assert.equal(await linesSaying('migrating'), 1);
  });
});

describe('destroying an app', () => {
  it('wants its name again', () => assert.rejects(client.destroyApp('shop', 'shoq'), { status: 409, hint: /--confirm shop/ }));

  it('leaves nothing, and its name is free', async () => {
    await client.createApp('short-lived');
    const folder = await appFolder(helloApp);
    await deploy(client, 'short-lived', { source: { kind: 'folder', path: folder }, onLine: () => {} });
    await client.destroyApp('short-lived', 'short-lived');
    await assert.rejects(client.app('short-lived'), { status: 404 });
    await client.createApp('short-lived');
    assert.deepEqual(await client.dynos('short-lived'), []);
    assert.deepEqual(await client.releases('short-lived'), []);
    const again = await deploy(client, 'short-lived', { source: { kind: 'folder', path: folder }, onLine: () => {} });
    assert.equal(again.status, 'succeeded', again.failure ?? '');
    await client.destroyApp('short-lived', 'short-lived');
  });
});

describe('names', () => {
  it('are taken once, also by two who ask at the same time', async () => {
    const answers = await Promise.allSettled([client.createApp('twice'), client.createApp('twice')]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await client.destroyApp('twice', 'twice');
  });

  for (const name of ['Shop', '1st', 'a', 'under_score', 'ends-', 'x'.repeat(31)]) {
    it(`"${name}" is none`, () => assert.rejects(client.createApp(name), { status: 422, code: 'PLATFORM_WRONG_NAME' }));
  }
});

describe('a first deploy', () => {
  it('is over when visitors are let in: nobody reads afterwards that there is nothing in the app', async () => {
    const folder = await appFolder(helloApp);
    const statuses: number[] = [];
    for (const name of ['first', 'second', 'third', 'fourth']) {
      await client.createApp(name);
      await until(async () => (await send({ url: `http://${name}.localhost:${platform.port}/` })).status === 503); // blank
      await deploy(client, name, { source: { kind: 'folder', path: folder }, onLine: () => {} });
      statuses.push((await send({ url: `http://${name}.localhost:${platform.port}/` })).status);
    }
    assert.deepEqual(statuses, [200, 200, 200, 200]);
  });
});
