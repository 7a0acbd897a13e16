import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { deploy } from '../../client.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { until } from '../../testing/dynod.ts';
import { TestPlatform } from '../../testing/platform.ts';

const echo = join(import.meta.dirname, '../../../e2e/apps/echo');

let platform: TestPlatform;
let operator: DashboardVisitor;

before(async () => {
  platform = await TestPlatform.start(['dynod', 'control']);
  operator = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  await platform.client.createApp('hello');
  await deploy(platform.client, 'hello', { source: { kind: 'folder', path: echo }, onLine: () => {} });
});
after(() => platform[Symbol.asyncDispose]());

describe('config vars', () => {
  it('are hidden until somebody asks for one', async () => {
    await operator.submit('/apps/hello/config', '/apps/hello/config', { name: 'API_KEY', value: 'very secret' });
    assert.equal((await platform.client.config('hello'))['API_KEY'], 'very secret');
    assert.ok(!(await operator.get('/apps/hello/config')).text.includes('very secret'));
    const revealed = await operator.submit('/apps/hello/config', '/apps/hello/config/reveal', { name: 'API_KEY' });
    assert.match(revealed.text, /value="very secret"/);
    const [{ action, detail } = {}] = (await platform.client.audit({ app: 'hello', limit: 1 })).entries;
    assert.deepEqual([action, detail], ['config', '"API_KEY"']);
  });
  it('are pasted as the lines of a .env file, in one release', async () => {
    const earlier = (await platform.client.releases('hello')).length;
    await operator.submit('/apps/hello/config', '/apps/hello/config/paste', { lines: '# ours\nONE=1\nexport TWO="2 words"\n' });
    const { ONE, TWO } = await platform.client.config('hello');
    assert.deepEqual([ONE, TWO, (await platform.client.releases('hello')).length - earlier], ['1', '2 words', 1]);
  });
  it('are not pasted with a line that is none; the page says which and keeps them', async () => {
    const { status, text } = await operator.submit('/apps/hello/config', '/apps/hello/config/paste', { lines: 'A=1\nnonsense' });
    assert.equal(status, 422);
    assert.match(text, /Line 2: it is no NAME=value/);
    assert.match(text, /A=1\nnonsense<\/textarea>/);
  });
  it('are not overwritten by a form that was made beside older ones', async () => {
    const page = (await operator.get('/apps/hello/config')).text;
    const seen = /name="seen" value="(\d+)"/.exec(page)?.[1] ?? '';
    await platform.client.setConfig('hello', { set: { ONE: 'of somebody else' }, restart: false });
    const { status, text } = await operator.submit('/apps/hello/config', '/apps/hello/config', { name: 'ONE', value: 'mine', seen });
    assert.equal(status, 409);
    assert.match(text, /Somebody else was faster/);
    assert.equal((await platform.client.config('hello'))['ONE'], 'of somebody else');
  });
  it('with a wrong name are refused and stay in the form', async () => {
    const { status, text } = await operator.submit('/apps/hello/config', '/apps/hello/config', { name: 'two words', value: 'x' });
    assert.equal(status, 422);
    assert.match(text, /value="two words"/);
  });
});

describe('a release', () => {
  it('says what it changed by name, never a value', async () => {
    await platform.client.setConfig('hello', { set: { LATEST: 'a very secret value' }, restart: false });
    const [newest] = await platform.client.releases('hello');
    const { text } = await operator.get(`/apps/hello/releases/${newest?.version}`);
    assert.match(text, /<code>LATEST<\/code>/);
    assert.doesNotMatch(text, /very secret value/);
  });
  it('is not gone back to from a page on which another one served', async () => {
    const { status, text } = await operator.submit('/apps/hello/releases', '/apps/hello/releases/1/rollback', { seen: '9999' });
    assert.equal(status, 409);
    assert.match(text, /Look at the releases and decide again/);
  });
});

describe('a command of one’s own', () => {
  it('is started, and its page shows what it wrote', async () => {
    const { headers } = await operator.submit('/apps/hello/runs', '/apps/hello/runs', { command: 'echo from the run; sleep 60' });
    const path = String(headers['location']);
    await until(async () => (await operator.get(path)).text.includes('from the run'));
    await operator.submit(path, `${path}/stop`, {});
    await until(async () => /ended|done/.test((await operator.get(path)).text));
  });
  it('that is none is refused in words', async () => {
    const { status, text } = await operator.submit('/apps/hello/runs', '/apps/hello/runs', { command: '' });
    assert.equal(status, 422);
    assert.match(text, /role="alert"/);
  });
});

describe('somebody with a role', () => {
  it('signs in by name, sees only the apps that are theirs and is offered only what they may do', async () => {
    await operator.submit('/people', '/people', { name: 'ada', role: 'viewer', apps: 'hello', password: 'some long words' });
    await platform.client.createApp('hidden');
    const ada = new DashboardVisitor(platform, '10.0.0.20');
    const into = await ada.submit('/login', '/login', { name: 'ada', password: 'some long words' });
    assert.equal(into.status, 303);
    const front = (await ada.get('/')).text;
    assert.ok(front.includes('/apps/hello') && !front.includes('/apps/hidden') && !front.includes('/people'));
    assert.equal((await ada.get('/apps/hidden')).status, 403);
    const page = (await ada.get('/apps/hello')).text;
    assert.ok(!page.includes('name="step"') && !page.includes('Restart all'));
    const refused = await ada.submit('/apps/hello', '/apps/hello/maintenance', { on: '1' });
    assert.equal(refused.status, 403);
    assert.match(refused.text, /It takes the role operator or admin or owner/);
  });
  it('is out at once when removed', async () => {
    const ben = new DashboardVisitor(platform, '10.0.0.21');
    await operator.submit('/people', '/people', { name: 'ben', role: 'viewer', apps: '', password: 'some long words' });
    await ben.submit('/login', '/login', { name: 'ben', password: 'some long words' });
    assert.equal((await ben.get('/apps/hello')).status, 200);
    await operator.submit('/people', '/people/ben/remove', {});
    assert.equal((await ben.get('/apps/hello')).status, 303);
  });
});
