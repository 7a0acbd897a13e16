import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { TestPlatform } from '../../testing/platform.ts';

let platform: TestPlatform;
let admin: DashboardVisitor;

before(async () => {
  platform = await TestPlatform.start();
  admin = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  await platform.client.createApp('tab');
});
after(() => platform[Symbol.asyncDispose]());

describe("the monitor's page", () => {
  it('says how it went, and what happened, in the time that was asked for', async () => {
    const { status, text } = await admin.get('/apps/tab/monitor?range=24h');
    assert.equal(status, 200);
    assert.match(text, /Nobody came\./);
    assert.match(text, /tab created/);
    assert.match(text, /aria-current="true"[^>]*>24 h/);
  });
  it('can be kept as Markdown', async () => {
    const { status, text } = await admin.get('/apps/tab/monitor.md?range=1h');
    assert.equal(status, 200);
    assert.match(text, /^# tab, .* UTC\n\nNobody came\./);
  });
  it('knows no app that is not there, and no time that is none', async () => {
    assert.equal((await admin.get('/apps/nowhere/monitor')).status, 404);
    assert.equal((await admin.get('/apps/tab/monitor?from=tomorrow')).status, 422);
  });
  it('says that a finding is none, and does nothing by its buttons', async () => {
    assert.equal((await admin.submit('/apps/tab/monitor', '/apps/tab/findings/7/undo', {})).status, 404);
  });
});
