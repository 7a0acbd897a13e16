import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { until } from '../../testing/dynod.ts';
import { TestPlatform } from '../../testing/platform.ts';

let platform: TestPlatform;
let admin: DashboardVisitor;
before(async () => {
  platform = await TestPlatform.start(['dynod', 'control', 'router']);
  admin = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  await platform.client.createApp('tab');
});
after(() => platform[Symbol.asyncDispose]());

const page = '/apps/tab/status';
const publicly = () => send({ url: `http://tab.localhost:${platform.port}/.rostra/status` });

describe('a status page on the dashboard', () => {
  it('is switched on by the first word, which everybody can read, also with control away', async () => {
    assert.match((await admin.get(page)).text, /Nobody can read how tab stands/);
    assert.equal((await admin.submit(page, '/apps/tab/status/notes', { text: 'We begin at ten', next: '10' })).status, 303);
    assert.match((await admin.get(page)).text, /Everybody can read.*We begin at ten/s);
    await until(async () => (await publicly()).status === 200);
    await platform.kill('control');
    assert.match((await publicly()).text, /It is switched off\..*We begin at ten.*The next word/s);
    platform.run('control');
    await platform.isReady();
  });

  it('takes nothing empty, and goes when it is switched off', async () => {
    assert.equal((await admin.submit(page, '/apps/tab/status/notes', { text: ' ', next: '' })).status, 422);
    await admin.submit(page, page, { on: 'no' });
    await until(async () => (await publicly()).status !== 200);
  });
});
