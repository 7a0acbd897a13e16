import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTransport } from 'nodemailer';
import { deploy } from '../../client.ts';
import { appFolder, helloApp } from '../../testing/app-folder.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { TestPlatform } from '../../testing/platform.ts';

let platform: TestPlatform;
let admin: DashboardVisitor;

before(async () => {
  platform = await TestPlatform.start(['dynod', 'control']);
  admin = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  for (const app of ['tab', 'admin']) {
    await platform.client.createApp(app);
    await deploy(platform.client, app, { source: { kind: 'folder', path: await appFolder(helloApp) }, onLine: () => {} });
  }
  await platform.client.createAddon('tab', { plan: 'mail', as: null });
});
after(() => platform[Symbol.asyncDispose]());

describe('jobs', () => {
  it('are added, run at once and removed', async () => {
    const added = { command: 'echo clean', schedule: '0 4 * * *', timezone: 'Europe/Dublin', overlap: 'forbid' };
    assert.equal((await admin.submit('/apps/tab/jobs', '/apps/tab/jobs', added)).status, 303);
    const page = (await admin.get('/apps/tab/jobs')).text;
    assert.match(page, /<code>echo clean<\/code>.*<code>0 4 \* \* \*<\/code>.*Europe\/Dublin/s);
    await admin.submit('/apps/tab/jobs', '/apps/tab/jobs/1/run', {});
    assert.match((await admin.get('/apps/tab/jobs/1')).text, /scheduler\.1/);
    await admin.submit('/apps/tab/jobs', '/apps/tab/jobs/1/remove', {});
    assert.match((await admin.get('/apps/tab/jobs')).text, /No job yet/);
  });
  it('that never come are refused, and what was typed stays', async () => {
    const wrong = { command: 'echo x', schedule: 'sometimes', timezone: '', overlap: 'forbid' };
    const { status, text } = await admin.submit('/apps/tab/jobs', '/apps/tab/jobs', wrong);
    assert.deepEqual([status, text.includes('value="echo x"'), text.includes('value="sometimes"')], [422, true, true]);
  });
});

describe('mail', () => {
  it('that is kept shows as its receiver would see it, and can do nothing', async () => {
    const { MAIL_URL = '' } = await platform.client.config('tab');
    const transport = createTransport(MAIL_URL);
    await transport.sendMail({
      from: 'tab@example.org',
      to: 'ada@example.org',
      subject: 'Your room is <B204>',
      text: 'Round 3 begins at ten.',
      html: '<h2 onclick="alert(1)">Round 3</h2><script>alert(2)</script><p>begins at ten</p>',
    });
    transport.close();
    const list = (await admin.get('/apps/tab/mail')).text;
    assert.match(list, /Your room is &lt;B204&gt;/);
    assert.match(list, /kept here and goes to nobody/);
    const page = (await admin.get(/\/apps\/tab\/mail\/\d+/.exec(list)?.[0] ?? '')).text;
    assert.match(page, /<iframe[^>]* sandbox=""[^>]*srcdoc="[^"]*Round 3/);
    assert.doesNotMatch(page, /alert\(/);
  });
  it('goes out by a relay whose password no page shows', async () => {
    await admin.submit('/apps/tab/mail', '/apps/tab/mail/relay', { relay: 'smtp://me:secret@relay.example.org:587' });
    const { text } = await admin.get('/apps/tab/mail');
    assert.match(text, /goes out by smtp:\/\/.*relay\.example\.org:587/);
    assert.doesNotMatch(text, /secret/);
  });
});

describe('log drains', () => {
  it('are added and removed; a wrong address is said and stays', async () => {
    const wrong = await admin.submit('/apps/tab/drains', '/apps/tab/drains', { url: 'gopher://x', source: '' });
    assert.deepEqual([wrong.status, wrong.text.includes('value="gopher://x"')], [422, true]);
    await admin.submit('/apps/tab/drains', '/apps/tab/drains', { url: 'https://logs.example.org/in', source: 'app' });
    assert.match((await admin.get('/apps/tab/drains')).text, /logs\.example\.org\/in/);
    await admin.submit('/apps/tab/drains', '/apps/tab/drains/1/remove', {});
    assert.match((await admin.get('/apps/tab/drains')).text, /The log stays here/);
  });
});

describe('an add-on of another app', () => {
  it('is attached under a name of its own, shown as the owner’s, and used no more', async () => {
    const [mail] = await platform.client.addons('tab');
    await admin.submit('/apps/admin/addons', '/apps/admin/addons/attach', { addon: mail?.name ?? '', as: 'POST' });
    const page = (await admin.get('/apps/admin/addons')).text;
    assert.match(page, /<code>POST_URL<\/code>/);
    assert.match(page, /of <a href="\/apps\/tab\/addons">tab<\/a>/);
    assert.match((await admin.get('/apps/tab/addons')).text, /used by admin too/);
    await admin.submit('/apps/admin/addons', `/apps/admin/addons/${mail?.name}/detach`, {});
    assert.equal((await platform.client.config('admin'))['POST_URL'], undefined);
  });
  it('is not for somebody who works on this app only', async () => {
    await platform.client.addUser('ada', { role: 'admin', apps: ['admin'], password: 'some long words' });
    const ada = new DashboardVisitor(platform, '10.0.0.20');
    await ada.submit('/login', '/login', { name: 'ada', password: 'some long words' });
    const [mail] = await platform.client.addons('tab');
    assert.ok(!(await ada.get('/apps/admin/addons')).text.includes(mail?.name ?? '?'));
    const refused = await ada.submit('/apps/admin/addons', '/apps/admin/addons/attach', { addon: mail?.name ?? '', as: '' });
    assert.equal(refused.status, 403);
    assert.match(refused.text, /does not reach the app tab/);
  });
});
