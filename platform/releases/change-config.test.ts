import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deploy } from '../client.ts';
import type { Build, Operations } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
});
after(() => platform[Symbol.asyncDispose]());

async function deployed(app: string, files: Readonly<Record<string, string>>): Promise<Build> {
  const folder = await appFolder(files);
  return deploy(client, app, { source: { kind: 'folder', path: folder }, onLine: () => {} });
}

/** What the serving release answers; dynos of the one before may still be on their way out. */
async function ask(app: string): Promise<string> {
  const { release } = await client.app(app);
  const dynos = (await client.dynos(app)).filter((dyno) => dyno.name === 'web.1' && dyno.state === 'up');
  const serving = dynos.find((dyno) => dyno.release === release) ?? dynos[0];
  const answer = await fetch(`http://127.0.0.1:${serving?.port}/`);
  return answer.text();
}

describe('config vars that are changed while a build is on its way', () => {
  it('are not lost with it', async () => {
    await client.createApp('hasty');
    await deployed('hasty', helloApp);
    const folder = await appFolder({ Procfile: 'web: sleep 1000' });
    const build = await client.startBuild('hasty', { kind: 'folder', path: folder });
    await until(async () => (await client.build('hasty', build.id)).status === 'releasing');
    const { release } = await client.setConfig('hasty', { set: { GREETING: 'in time' }, restart: true });
    assert.equal(release.version, 3);
    await until(async () => (await client.app('hasty')).release === 4);
    assert.equal((await client.build('hasty', build.id)).status, 'failed');
    assert.equal((await client.release('hasty', 4)).reason, 'Config vars of v3 with the build of v1');
    assert.equal(await ask('hasty'), 'v4 web.1 in time');
  });
});

describe('config vars and rollback', () => {
  before(async () => {
    await client.createApp('turning');
    await deployed('turning', helloApp);
    await deployed('turning', { ...helloApp, 'note.txt': 'second' });
  });

  it('a change is one release and reaches the dynos', async () => {
    const { release, config } = await client.setConfig('turning', { set: { GREETING: 'salve', EMPTY: '' }, restart: true });
    assert.deepEqual(config, { EMPTY: '', GREETING: 'salve' });
    assert.equal(release.reason, 'Set GREETING, EMPTY config vars');
    await until(async () => (await client.app('turning')).release === release.version);
    assert.equal(await ask('turning'), 'v3 web.1 salve');
  });

  it('a change without a restart waits for one', async () => {
    const { release } = await client.setConfig('turning', { set: { GREETING: null }, restart: false });
    assert.equal(release.status, 'succeeded');
    assert.equal(await ask('turning'), 'v3 web.1 salve');
    assert.equal((await client.app('turning')).restartPending, true);
    await client.restart('turning', 'web');
    await until(async () => (await client.dynos('turning')).every((dyno) => dyno.release === 4 && dyno.state === 'up'));
    assert.equal(await ask('turning'), 'v4 web.1 hello');
    assert.equal((await client.app('turning')).restartPending, false);
  });

  it('a rollback serves the older build with the present config vars', async () => {
    await client.setConfig('turning', { set: { GREETING: 'ave' }, restart: false });
    const release = await client.rollback('turning', { version: null, withConfig: false });
    assert.deepEqual([release.status, release.current, release.reason], ['succeeded', true, 'Rollback to v1']);
    assert.equal(await ask('turning'), 'v6 web.1 ave');
  });

  it('a rollback may take the config vars along', async () => {
    await client.rollback('turning', { version: 3, withConfig: true });
    assert.equal(await ask('turning'), 'v7 web.1 salve');
  });

  it('there is no rollback to a release that is not there', () =>
    assert.rejects(client.rollback('turning', { version: 99, withConfig: false }), { message: 'There is no release v99.' }));

  const wrong = [
    { it: 'a key with a hyphen', set: { 'A-B': '1' }, expect: /is no name for a config var/ },
    { it: 'a key of the platform', set: { PORT: '80' }, expect: /set by the platform/ },
    { it: 'nothing at all', set: {}, expect: /No config var is named/ },
  ];
  for (const c of wrong) {
    it(`refuses ${c.it}`, () =>
      assert.rejects(client.setConfig('turning', { set: c.set, restart: true }), { status: 422, message: c.expect }));
  }
});
