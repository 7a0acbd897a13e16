import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deploy } from '../../client.ts';
import { appFolder, helloApp } from '../../testing/app-folder.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { until } from '../../testing/dynod.ts';
import { publishedSource } from '../../testing/git-server.ts';
import { TestPlatform } from '../../testing/platform.ts';

let platform: TestPlatform;
let admin: DashboardVisitor;
before(async () => {
  platform = await TestPlatform.start(['dynod', 'control', 'router']);
  admin = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  await platform.client.createApp('tab');
});
after(() => platform[Symbol.asyncDispose]());

const page = '/apps/tab/mirrors';
const text = async (path: string): Promise<string> => (await admin.get(path)).text;

describe('a mirror on the dashboard', () => {
  it('is made in one form; what is refused is said there, with what was typed', async () => {
    assert.match(await text(page), /tab has no mirror/);
    const refused = await admin.submit(page, page, { name: 'tab-desk', size: '' });
    assert.deepEqual(
      [refused.status, /no build that serves/.test(refused.text), refused.text.includes('value="tab-desk"')],
      [422, true, true],
    );
    await deploy(platform.client, 'tab', { source: { kind: 'folder', path: await appFolder(helloApp) }, onLine: () => {} });
    await platform.client.setConfig('tab', { set: { SECRET_KEY: 'signs' }, restart: true });
    assert.equal((await admin.submit(page, page, { name: 'tab-desk', size: '' })).status, 303);
    assert.match(await text(page), /tab has one mirror, and all is alike.*mirror of .*tab.*alike/s);
  });

  it('that is not like its primary says what is other, and is made like it again by a button', async () => {
    await platform.client.detachConfig('tab-desk', 'SECRET_KEY');
    await platform.client.setConfig('tab-desk', { set: { SECRET_KEY: 'another' }, restart: true });
    assert.match(await text(page), /tab-desk is not like tab.*SECRET_KEY is not that of tab.*not alike/s);
    await admin.submit(page, '/apps/tab-desk/mirrors/resync', {});
    assert.match(await text('/apps/tab-desk/mirrors'), /tab-desk is a mirror of tab, and both are alike/);
  });

  it('keeps its build, and takes the place of its primary', async () => {
    await admin.submit(page, '/apps/tab-desk/mirrors/follow', { follows: 'no' });
    assert.match(await text(page), /keeps its build/);
    await admin.submit(page, '/apps/tab-desk/mirrors/promote', {});
    assert.match(await text(page), /tab is a mirror of tab-desk/);
  });
});

describe('an upgrade on the dashboard', () => {
  const upgrade = '/apps/tab-desk/upgrade';
  const over = async (): Promise<void> => until(async () => (await platform.client.upgrades('tab-desk'))[0]?.seconds !== null);

  it('is begun where the project says what it was made of; without a script it is followed by loading the page again', async () => {
    assert.match(await text(upgrade), /tab-desk does not say what it was made of/);
    const source = await publishedSource({ v2: await appFolder({ ...helloApp, 'note.txt': 'next' }) });
    const project = JSON.stringify({ source: source.url, ref: 'v1', template: null });
    const path = await appFolder({ ...helloApp, '.rostra-guest.json': project });
    await deploy(platform.client, 'tab-desk', { source: { kind: 'folder', path }, onLine: () => {} });
    assert.match(await text(upgrade), /tab-desk runs v1.*Which versions are there/s);
    assert.match(await text(`${upgrade}?versions=1`), /<option value="v2"[^>]*>v2</);
    const refused = await admin.submit(upgrade, upgrade, { ref: 'v2', confirm: 'tab' });
    assert.deepEqual([refused.status, refused.text.includes('value="v2"')], [409, true]);
    assert.equal((await admin.submit(upgrade, upgrade, { ref: 'v2', confirm: 'tab-desk' })).status, 303);
    await over();
    await source.close();
    assert.match(await text(upgrade), /tab-desk was upgraded to v2.*Take it back/s);
  });

  it('is taken back when the name of the app is typed', async () => {
    const id = (await platform.client.upgrades('tab-desk'))[0]?.id;
    assert.equal((await admin.submit(upgrade, `${upgrade}/${id}/take-back`, { confirm: 'tab-desk' })).status, 303);
    await over();
    assert.match(await text(upgrade), /tab-desk runs v\d+ as before, with the data of before.*took it back/s);
  });
});
