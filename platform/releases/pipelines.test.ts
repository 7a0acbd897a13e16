import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deploy } from '../client.ts';
import type { Operations } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  for (const app of ['staging', 'shop', 'third']) await client.createApp(app);
});
after(() => platform[Symbol.asyncDispose]());

const release = async (app: string, files: Readonly<Record<string, string>>): Promise<void> => {
  const build = await deploy(client, app, { source: { kind: 'folder', path: await appFolder(files) }, onLine: () => {} });
  assert.equal(build.status, 'succeeded', build.failure ?? '');
};

async function ask(app: string): Promise<string> {
  const { release: version } = await client.app(app);
  const dyno = (await client.dynos(app)).find((each) => each.name === 'web.1' && each.state === 'up' && each.release === version);
  return (await fetch(`http://127.0.0.1:${dyno?.port}/`)).text();
}

describe('a pipeline', () => {
  it('has one app a stage, and each app one place', async () => {
    const made = await client.joinPipeline('staging', { pipeline: 'event', stage: 'staging', isNew: true });
    assert.deepEqual(made, { name: 'event', apps: [{ stage: 'staging', app: 'staging', release: null, slug: null }] });
    await assert.rejects(client.joinPipeline('third', { pipeline: 'event', stage: 'staging', isNew: true }), { status: 409 });
    await assert.rejects(client.joinPipeline('third', { pipeline: 'event', stage: 'staging', isNew: false }), {
      code: 'PLATFORM_STAGE_TAKEN',
    });
    await assert.rejects(client.joinPipeline('third', { pipeline: 'nothing', stage: 'staging', isNew: false }), { status: 404 });
    await assert.rejects(client.joinPipeline('third', { pipeline: 'No Name', stage: 'staging', isNew: true }), { status: 422 });
  });

  it('promotes nothing before there is a production and a build, and says what is missing', async () => {
    await assert.rejects(client.promote('third'), /stands in no pipeline/);
    await assert.rejects(client.promote('staging'), /no app at its stage production/);
    await client.joinPipeline('shop', { pipeline: 'event', stage: 'production', isNew: false });
    await assert.rejects(client.promote('staging'), /no build that serves/);
    await assert.rejects(client.promote('shop'), /promotions start at staging/);
  });

  it('shows how its stages differ', async () => {
    await client.setConfig('staging', { set: { GREETING: 'draft', ONLY_HERE: '1' }, restart: true });
    await client.setConfig('shop', { set: { GREETING: 'welcome' }, restart: true });
    await release('staging', helloApp);
    const diff = await client.pipelineDiff('shop');
    assert.equal(diff.isSameBuild, false);
    assert.deepEqual(diff.onlyStaging, ['ONLY_HERE']);
    assert.deepEqual(
      diff.processes.map(({ type, production }) => [type, production]),
      [
        ['web', null],
        ['worker', null],
      ],
    );
  });

  it('promotes the same build with the other app’s config vars, and runs its release phase there', async () => {
    await release('staging', { ...helloApp, Procfile: `release: echo moved in $ROSTRA_APP\n${helloApp.Procfile}` });
    const promoted = await client.promote('staging');
    assert.equal(promoted.app, 'shop');
    assert.equal(promoted.release.status, 'succeeded');
    assert.match(promoted.release.reason, /^Promote from v\d+ of staging$/);
    assert.match(await ask('shop'), / web\.1 welcome$/);
    assert.deepEqual(
      (await client.releaseOutput('shop', promoted.release.version)).map(({ text }) => text),
      ['moved in shop'],
    );
    assert.equal((await client.pipelineDiff('staging')).isSameBuild, true);
    await assert.rejects(client.promote('staging'), /runs the build of v\d+ of staging already/);
  });

  it('two people who promote at once make one release', async () => {
    await release('staging', { ...helloApp, 'note.txt': 'once' });
    const ends = await Promise.allSettled([client.promote('staging'), client.promote('staging')]);
    const last = await client.app('shop');
    const [newest] = await client.releases('shop');
    assert.equal(newest?.version, last.release);
    assert.ok(ends.some(({ status }) => status === 'fulfilled'));
    assert.match(await ask('shop'), / web\.1 welcome$/);
  });

  it('goes with its last app', async () => {
    await client.leavePipeline('shop');
    await assert.rejects(client.leavePipeline('shop'), { status: 404 });
    await client.leavePipeline('staging');
    assert.deepEqual(await client.pipelines(), []);
    await client.joinPipeline('third', { pipeline: 'event', stage: 'production', isNew: true });
  });
});

describe('a config var that follows another app', () => {
  it('has its value, and takes each change with a release of its own', async () => {
    await client.setConfig('staging', { set: { GREETING: 'shared' }, restart: true });
    const made = await client.attachConfig('shop', { key: 'GREETING', source: 'staging', sourceKey: 'GREETING' });
    assert.equal(made.reason, 'Attach GREETING from staging');
    assert.equal((await client.config('shop'))['GREETING'], 'shared');
    await client.setConfig('staging', { set: { GREETING: 'changed', OTHER: 'x' }, restart: true });
    assert.equal((await client.config('shop'))['GREETING'], 'changed');
    const [newest] = await client.releases('shop');
    assert.equal(newest?.reason, 'GREETING follows staging');
    await client.setConfig('staging', { set: { OTHER: 'y' }, restart: true });
    assert.equal((await client.releases('shop')).length, newest?.version);
  });

  it('may be followed in turn', async () => {
    await client.attachConfig('third', { key: 'HELLO', source: 'shop', sourceKey: 'GREETING' });
    await client.setConfig('staging', { set: { GREETING: 'through' }, restart: true });
    assert.equal((await client.config('third'))['HELLO'], 'through');
    const { attached, followers } = await client.configRefs('shop');
    assert.deepEqual(attached, [{ app: 'shop', key: 'GREETING', source: 'staging', sourceKey: 'GREETING' }]);
    assert.deepEqual(followers, [{ app: 'third', key: 'HELLO', source: 'shop', sourceKey: 'GREETING' }]);
  });

  it('closes no loop', async () => {
    const wish = { key: 'GREETING', source: 'third', sourceKey: 'HELLO' };
    await assert.rejects(client.attachConfig('staging', wish), /staging\.GREETING → third\.HELLO → shop\.GREETING → staging\.GREETING/);
  });

  it('is changed where it comes from, and not removed under those who follow', async () => {
    await assert.rejects(client.setConfig('shop', { set: { GREETING: 'own' }, restart: true }), /follows GREETING of staging/);
    await assert.rejects(client.setConfig('staging', { set: { GREETING: null }, restart: true }), /shop takes GREETING from staging/);
    await assert.rejects(client.destroyApp('staging', 'staging'), /shop takes GREETING from staging/);
    await assert.rejects(client.attachConfig('shop', { key: 'PORT', source: 'staging', sourceKey: 'OTHER' }), { status: 422 });
    await assert.rejects(client.attachConfig('shop', { key: 'X', source: 'staging', sourceKey: 'NOTHING' }), { status: 404 });
  });

  it('keeps its value when it lets go', async () => {
    await client.detachConfig('shop', 'GREETING');
    assert.equal((await client.config('shop'))['GREETING'], 'through');
    await assert.rejects(client.detachConfig('shop', 'GREETING'), { status: 404 });
    await client.setConfig('staging', { set: { GREETING: null }, restart: true });
    assert.equal((await client.config('shop'))['GREETING'], 'through');
  });
});
