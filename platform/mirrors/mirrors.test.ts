import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import { deploy } from '../client.ts';
import type { Operations } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start(['router', 'dynod', 'control']);
  ({ client } = platform);
  await client.createApp('tab');
});
after(() => platform[Symbol.asyncDispose]());

async function release(app: string, files: Readonly<Record<string, string>>): Promise<void> {
  const build = await deploy(client, app, { source: { kind: 'folder', path: await appFolder(files) }, onLine: () => {} });
  assert.equal(build.status, 'succeeded', build.failure ?? '');
}

/** As a visitor, through the router. */
async function visit(app: string): Promise<string> {
  return (await send({ url: `http://${app}.localhost:${platform.port}/` })).text;
}

const site = { ...helloApp, Procfile: `release: echo moved in $ROSTRA_APP\n${helloApp.Procfile}` };
const newest = async (app: string): Promise<string> => (await client.releases(app))[0]?.reason ?? '';

describe('a mirror', () => {
  it('is refused, with the reason, where there is nothing to mirror', async () => {
    await assert.rejects(client.createMirror('tab', { name: 'tab-admin', size: null, door: null }), /no build that serves/);
    await release('tab', { ...helloApp, Procfile: `${helloApp.Procfile}oops: otree prodserver1of2\n` });
    await assert.rejects(client.createMirror('tab', { name: 'No Name', size: null, door: null }), { code: 'PLATFORM_WRONG_NAME' });
    await assert.rejects(client.createMirror('tab', { name: 'tab', size: null, door: null }), { code: 'PLATFORM_NAME_TAKEN' });
    await assert.rejects(client.createMirror('tab', { name: 'tab-admin', size: 'huge', door: null }), { code: 'PLATFORM_NO_SUCH_SIZE' });
    assert.deepEqual(
      (await client.apps()).map(({ name }) => name),
      ['tab'],
    );
  });

  it('works on the data and with the variables of its primary, with one web dyno and an address of its own, and moves nothing', async () => {
    await client.createAddon('tab', { plan: 'postgres:standard-0', as: null });
    await client.createAddon('tab', { plan: 'redis:premium-0', as: 'REDISCLOUD' });
    await client.setConfig('tab', { set: { DJANGO_SECRET_KEY: 'signs', GREETING: 'welcome' }, restart: true });
    await release('tab', site);
    await client.scale('tab', { web: 2, worker: 1 });
    for (const { id } of await client.backups('tab')) await client.deleteBackup('tab', id);
    const { mirror, check } = await client.createMirror('tab', { name: 'tab-admin', size: 'standard-2x', door: null });
    assert.deepEqual(check, { status: 200, rows: 0 });
    assert.deepEqual(
      (await client.backups('tab')).map(({ state }) => state),
      ['done'], // none was an hour old or younger, so one was taken
    );
    assert.deepEqual([mirror.primary, mirror.follows, mirror.drift, mirror.copied], ['tab', true, [], []]);
    assert.deepEqual(await client.config('tab-admin'), await client.config('tab'));
    assert.deepEqual(
      (await client.formation('tab-admin')).map(({ type, quantity, size }) => [type, quantity, size]),
      [
        ['web', 1, 'standard-2x'],
        ['worker', 0, 'standard-1x'],
      ],
    );
    assert.match(await visit('tab-admin'), /^v1 web\.1 welcome$/);
    assert.deepEqual(await client.releaseOutput('tab-admin', 1), []);
    await assert.rejects(client.createMirror('tab-admin', { name: 'third', size: null, door: null }), /itself a mirror of tab/);
  });

  it('is for those at the desk only where that is said', async () => {
    const url = `http://tab-admin.localhost:${platform.port}/`;
    const come = async (headers: Readonly<Record<string, string>> = {}): Promise<number> => (await send({ url, headers })).status;
    await assert.rejects(client.setMirrorDoor('tab-admin', { allow: ['the office'], user: null }), { code: 'PLATFORM_WRONG_DOOR' });
    const { mirror, password } = await client.setMirrorDoor('tab-admin', { allow: [], user: 'desk' });
    assert.deepEqual(mirror.door, { allow: [], user: 'desk' });
    await until(async () => (await come()) === 401);
    const said = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    assert.deepEqual([await come(said('desk:wrong')), await come(said(`desk:${password}`))], [401, 200]);
    await client.setMirrorDoor('tab-admin', { allow: ['192.0.2.0/24'], user: null });
    await until(async () => (await come()) === 403);
    await client.setMirrorDoor('tab-admin', null);
    await until(async () => (await come()) === 200);
  });

  it('takes each change of its primary: variables, passwords, deploys and rollbacks', async () => {
    await client.setConfig('tab', { set: { GREETING: 'changed' }, restart: true });
    const [database] = await client.addons('tab');
    await client.rotateCredentials('tab', database?.name ?? '');
    assert.deepEqual(await client.config('tab-admin'), await client.config('tab'));
    await release('tab', { ...site, 'note.txt': 'new' });
    const { release: deployed } = await client.app('tab');
    await until(async () => (await newest('tab-admin')) === `v${deployed} of tab`);
    const { version } = await client.rollback('tab', { version: null, withConfig: false });
    await until(async () => (await newest('tab-admin')) === `v${version} of tab`);
    await until(async () => (await client.mirrors())[0]?.drift.length === 0);
  });

  it('gets no release of its own while it follows', async () => {
    await assert.rejects(release('tab-admin', site), /gets each release of tab/);
    await assert.rejects(client.rollback('tab-admin', { version: null, withConfig: false }), { code: 'PLATFORM_MIRROR_FOLLOWS' });
    await client.setMirrorFollow('tab-admin', false);
    await release('tab', { ...site, 'note.txt': 'newer' });
    assert.deepEqual((await client.mirrors())[0]?.drift, []);
    await release('tab-admin', { ...helloApp, 'note.txt': 'its own' });
    await client.setMirrorFollow('tab-admin', true);
    const { release: serving } = await client.app('tab');
    await until(async () => (await newest('tab-admin')) === `v${serving} of tab`);
  });

  it('is made alike again with what it has for itself', async () => {
    const cache = (await client.addons('tab')).find(({ configVar }) => configVar === 'REDISCLOUD_URL');
    await client.detachAddon('tab-admin', cache?.name ?? '');
    await client.setConfig('tab-admin', { set: { REDISCLOUD_URL: 'redis://127.0.0.1:1/0', OWN: 'mine' }, restart: true });
    assert.match((await client.mirrors())[0]?.drift.join() ?? '', /^REDISCLOUD_URL is not that of tab: pages/);
    const { drift } = await client.resyncMirror('tab-admin');
    assert.deepEqual(drift, []);
    const config = await client.config('tab-admin');
    assert.deepEqual({ ...(await client.config('tab')), OWN: 'mine' }, config);
  });

  it('is held with its primary while their database is emptied, and starts anew on the empty one', async () => {
    const running = async (): Promise<readonly string[]> =>
      [...(await client.dynos('tab')), ...(await client.dynos('tab-admin'))].flatMap(({ id, state }) => (state === 'up' ? [id] : []));
    const earlier = await running();
    const database = (await client.addons('tab')).find(({ service }) => service === 'postgres');
    await client.resetDatabase('tab', database?.name ?? '', 'tab');
    await until(async () => (await running()).length === earlier.length);
    assert.deepEqual(
      (await running()).filter((id) => earlier.includes(id)),
      [],
    );
    assert.equal((await client.backups('tab'))[0]?.reason, 'reset');
  });

  it('takes the place of its primary, and gives it back', async () => {
    await client.addDomain('tab', 'tab.example.org');
    const turned = await client.promoteMirror('tab-admin');
    assert.deepEqual([turned.app, turned.primary, turned.tookHost, turned.drift], ['tab', 'tab-admin', true, []]);
    assert.deepEqual(
      (await client.domains('tab-admin')).map(({ host }) => host).filter((host) => host.includes('example')),
      ['tab.example.org'],
    );
    assert.deepEqual(
      (await client.formation('tab-admin')).map(({ type, quantity }) => [type, quantity]),
      [
        ['web', 2],
        ['worker', 1],
      ],
    );
    const { release: serving } = await client.app('tab-admin');
    assert.match(await visit('tab'), new RegExp(`^v${serving} web`));
    assert.deepEqual(new Set((await client.addons('tab-admin')).map(({ app }) => app)), new Set(['tab-admin']));
    await client.setConfig('tab-admin', { set: { GREETING: 'turned' }, restart: true });
    assert.equal((await client.config('tab'))['GREETING'], 'turned');
    await assert.rejects(client.promoteMirror('tab-admin'), { code: 'PLATFORM_NO_SUCH_MIRROR' });
    assert.equal((await client.promoteMirror('tab')).tookHost, false);
  });
});
