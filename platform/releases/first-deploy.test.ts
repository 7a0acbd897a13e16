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
  return deploy(client, app, { source: { kind: 'folder', path: await appFolder(files) }, onLine: () => {} });
}

describe('app.json', () => {
  const env = { GREETING: 'welcome', KEY: { generator: 'secret' }, CONTACT: { description: 'Who answers' } };
  const files = { ...helloApp, 'app.json': JSON.stringify({ env }) };

  it('asks for config vars before the first deploy', async () => {
    await client.createApp('asks');
    const build = await deployed('asks', files);
    assert.equal(build.status, 'failed');
    assert.match(build.failure ?? '', /asks for CONTACT, and nobody has set it: rostra config:set CONTACT=… --app asks/);
    assert.deepEqual(await client.config('asks'), {});
  });

  it('gives values and makes up secrets at the first deploy, and never again', async () => {
    await client.setConfig('asks', { set: { CONTACT: 'ada' }, restart: true });
    assert.equal((await deployed('asks', files)).status, 'succeeded');
    const { KEY = '', ...others } = await client.config('asks');
    assert.match(KEY, /^[0-9a-f]{64}$/);
    assert.deepEqual(others, { CONTACT: 'ada', GREETING: 'welcome' });
    await client.setConfig('asks', { set: { GREETING: null }, restart: true });
    assert.equal((await deployed('asks', { ...files, 'note.txt': 'two' })).status, 'succeeded');
    assert.deepEqual(await client.config('asks'), { CONTACT: 'ada', KEY });
  });
});

describe('app.json of an app that is new', () => {
  const app = {
    addons: ['scheduler', 'papertrail:choklad', { plan: 'mail', as: 'POST' }],
    cron: [{ schedule: '0 4 * * *', command: 'node clean.mjs' }],
    scripts: { postdeploy: 'echo seeded in $DYNO' },
  };
  const files = { ...helloApp, 'app.json': JSON.stringify(app) };

  it('brings its add-ons, its jobs and one run of postdeploy; what nobody offers here is said and left out', async () => {
    await client.createApp('whole');
    const lines: string[] = [];
    const folder = await appFolder(files);
    const build = await deploy(client, 'whole', { source: { kind: 'folder', path: folder }, onLine: (line) => lines.push(line) });
    assert.equal(build.status, 'succeeded', build.failure ?? '');
    assert.ok((await client.config('whole'))['POST_URL']);
    assert.deepEqual(
      (await client.jobs('whole')).map(({ schedule, command }) => `${schedule} ${command}`),
      ['0 4 * * * node clean.mjs'],
    );
    assert.match(lines.join('\n'), /Left out of app\.json: papertrail:choklad/);
    await until(async () => (await client.logs('whole', { lines: 50, dyno: 'run' })).some(({ text }) => text === 'seeded in run.1'));
  });

  it('brings them once', async () => {
    await deployed('whole', { ...files, 'note.txt': 'two' });
    assert.equal((await client.jobs('whole')).length, 1);
    assert.equal((await client.runs('whole')).length, 1);
  });
});

describe('an oTree app', () => {
  it('stays on one web dyno, and says why (F10)', async () => {
    await client.createApp('otree');
    await client.setConfig('otree', { set: { X: '1' }, restart: true });
    const command = 'web: echo otree prodserver1of2 >/dev/null; exec node server.mjs\n';
    assert.equal((await deployed('otree', { ...helloApp, Procfile: command })).status, 'succeeded');
    await assert.rejects(client.scale('otree', { web: 2 }), /Refused \(F10\)/);
    assert.deepEqual(
      (await client.formation('otree')).map(({ quantity }) => quantity),
      [1],
    );
    await client.scale('otree', { web: 0 });
  });
});

describe('several people at once', () => {
  it('a deploy, a scale and config changes end in one state that has all of them', async () => {
    await client.createApp('crowd');
    await deployed('crowd', helloApp);
    const changes = ['A', 'B', 'C'].map((name) => client.setConfig('crowd', { set: { [name]: '1' }, restart: true }));
    const ends = await Promise.allSettled([
      deployed('crowd', { ...helloApp, 'note.txt': 'x' }),
      client.scale('crowd', { web: 2 }),
      ...changes,
    ]);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ends.map(() => 'fulfilled'),
    );
    const settled = await client.rollback('crowd', { version: null, withConfig: false });
    assert.equal(settled.status, 'succeeded');
    const versions = (await client.releases('crowd')).map(({ version }) => version);
    assert.deepEqual(
      versions,
      versions.map((_, at) => versions.length - at),
    );
    assert.deepEqual(await client.config('crowd'), { A: '1', B: '1', C: '1' });
    const up = (await client.dynos('crowd')).filter(({ state, release }) => state === 'up' && release === settled.version);
    assert.deepEqual(up.map(({ name }) => name).sort(), ['web.1', 'web.2']);
  });
});
