import assert from 'node:assert/strict';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import { deploy } from '../../client.ts';
import { adminPassword, DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { TestPlatform } from '../../testing/platform.ts';

const echo = join(import.meta.dirname, '../../../e2e/apps/echo');
const password = adminPassword;

let platform: TestPlatform;
let operator: DashboardVisitor;

before(async () => {
  platform = await TestPlatform.start(['dynod', 'control']);
  operator = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  await platform.client.createApp('hello');
  await deploy(platform.client, 'hello', { source: { kind: 'folder', path: echo }, onLine: () => {} });
});
after(() => platform[Symbol.asyncDispose]());

describe('sign in', () => {
  it('sends a stranger to the sign-in page and back', async () => {
    const stranger = new DashboardVisitor(platform, '10.0.0.2');
    const { status, headers } = await stranger.get('/apps/hello');
    assert.deepEqual([status, headers['location']], [303, '/login?next=%2Fapps%2Fhello']);
    const back = await stranger.submit('/login?next=/apps/hello', '/login', { password, next: '/apps/hello' });
    assert.deepEqual([back.status, back.headers['location']], [303, '/apps/hello']);
  });
  it('asks for the password at the front door itself', async () => {
    const { status, text } = await new DashboardVisitor(platform, '10.0.0.7').get('/');
    assert.equal(status, 200);
    assert.match(text, /admin password/);
    assert.ok(!text.includes('hello.localhost'));
  });
  it('never sends anybody to another site', async () => {
    const answer = await new DashboardVisitor(platform, '10.0.0.3').submit('/login', '/login', { password, next: '//evil.example' });
    assert.equal(answer.headers['location'], '/');
  });
  it('refuses a wrong password in words, and after five tries any', async () => {
    const guesser = new DashboardVisitor(platform, '10.0.0.4');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const { status, text } = await guesser.submit('/login', '/login', { password: `guess ${attempt}` });
      assert.equal(status, 401);
      assert.match(text, /That is not the admin password/);
    }
    const { status, text } = await guesser.submit('/login', '/login', { password });
    assert.equal(status, 429);
    assert.match(text, /Too many tries/);
  });
  it('counts the tries of the address that the router saw, whatever the client claims', async () => {
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      statuses.push(
        (await new DashboardVisitor(platform, `9.9.9.${attempt}, 10.0.0.5`).submit('/login', '/login', { password: 'no' })).status,
      );
    }
    assert.equal(statuses.at(-1), 429);
  });
  it('ends with signing out', async () => {
    const visitor = await new DashboardVisitor(platform, '10.0.0.6').signIn();
    await visitor.submit('/', '/logout', {});
    assert.equal((await visitor.get('/apps/hello')).status, 303);
  });
});

describe('an app', () => {
  it('shows its dynos, its address and its release', async () => {
    const { status, text } = await operator.get('/apps/hello');
    assert.equal(status, 200);
    for (const part of ['web.1', 'hello.localhost', '>v1</a>', 'Run']) assert.ok(text.includes(part), part);
  });
  it('is scaled by + without any script, and offers the way back', async () => {
    const answer = await operator.submit('/apps/hello', '/apps/hello/scale', { type: 'web', quantity: '1', step: '1' });
    assert.deepEqual([answer.status, answer.headers['location']], [303, '/apps/hello?scaled=web&before=1']);
    assert.equal((await platform.client.formation('hello'))[0]?.quantity, 2);
    assert.match((await operator.get('/apps/hello?scaled=web&before=1')).text, /Go back to 1/);
  });
  for (const quantity of ['900', '-1', 'many', '']) {
    it(`is not scaled to "${quantity}"; the page says why`, async () => {
      const formation = await platform.client.formation('hello');
      const { status, text } = await operator.submit('/apps/hello', '/apps/hello/scale', { type: 'web', quantity });
      assert.equal(status, 422);
      assert.match(text, /role="alert"/);
      assert.deepEqual(await platform.client.formation('hello'), formation);
    });
  }
  it('goes into maintenance and out of it', async () => {
    await operator.submit('/apps/hello', '/apps/hello/maintenance', { on: '1' });
    assert.match((await operator.get('/apps/hello')).text, /visitors see the maintenance page/);
    await operator.submit('/apps/hello', '/apps/hello/maintenance', { on: '0' });
    assert.equal((await platform.client.app('hello')).maintenance, false);
  });
  it('that is not there is a page that says so', async () => {
    const { status, text } = await operator.get('/apps/nobody');
    assert.equal(status, 404);
    assert.match(text, /There is no app/);
  });
  it('is destroyed only by its own name', async () => {
    await platform.client.createApp('brief');
    const { status } = await operator.submit('/apps/brief/settings', '/apps/brief/destroy', { confirm: 'hello' });
    assert.equal(status, 409);
    await operator.submit('/apps/brief/settings', '/apps/brief/destroy', { confirm: 'brief' });
    assert.deepEqual(
      (await platform.client.apps()).map(({ name }) => name),
      ['hello'],
    );
  });
  it('with a wrong name is not made; the page keeps what was typed', async () => {
    const { status, text } = await operator.submit('/', '/apps', { name: 'Not A Name' });
    assert.equal(status, 422);
    assert.match(text, /value="Not A Name"/);
  });
});

describe('rules of the page cache', () => {
  const rules = '/apps/hello/cache/rules';
  const press = async (fields: Readonly<Record<string, string>>) => operator.submit('/apps/hello/cache', rules, fields);
  const section = '{"rules": [{"path": "/{t}/draw/", "tier": "fast"}, {"path": "/admin/**", "deny": true}]}';

  it('are tried before they are in force', async () => {
    const { text } = await press({ act: 'try', section, page: '/cup/draw/' });
    assert.match(text, /\/cup\/draw\/ falls under \/\{t\}\/draw\/ and is kept 60 s\./);
    assert.equal((await platform.client.cacheRules('hello')).version, 0);
  });
  it('that are wrong are refused in words, and stay on the page', async () => {
    const wrong = await press({ act: 'set', section: '{"rules": [{"path": "draw"}]}' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /The cache rules are wrong: rules\.0\.path/);
    assert.match((await press({ act: 'set', section: 'no json' })).text, /cannot be read as JSON/);
  });
  it('that keep whatever the app says are refused as long as nobody has seen that the page is the same for all', async () => {
    const { status, text } = await press({ act: 'set', section: '{"rules": [{"path": "/own/*", "ttl": 60, "force": true}]}' });
    assert.equal(status, 422);
    assert.match(text, /nobody can tell whether it is the same for everybody/);
  });
  it('are in force from then on, as a version, and those before come back', async () => {
    assert.equal((await press({ act: 'set', section })).status, 303);
    assert.deepEqual(
      (await platform.client.cacheRules('hello')).settings?.rules.map(({ path }) => path),
      ['/{t}/draw/', '/admin/**'],
    );
    await press({ act: 'back', version: 'release' });
    const { from, version } = await platform.client.cacheRules('hello');
    assert.deepEqual([from, version], ['nowhere', 2]);
  });
});

describe('forms', () => {
  it('without the token of a page of ours do nothing', async () => {
    const { status } = await operator.post('/apps/hello/maintenance', { on: '1' });
    assert.equal(status, 403);
    assert.equal((await platform.client.app('hello')).maintenance, false);
  });
});

describe('every other page', () => {
  for (const path of [
    '/',
    '/apps/hello/metrics',
    '/apps/hello/metrics?range=2h',
    '/apps/hello/releases',
    '/apps/hello/logs?source=rostra',
    '/apps/hello/logs?search=Deploy',
    '/apps/hello/activity?kind=scale&by=admin',
    '/apps/hello/releases/1',
    '/apps/hello/runs',
    '/apps/hello/addons',
    '/apps/hello/cache',
    '/apps/hello/domains',
    '/apps/hello/settings',
    '/people',
    '/audit?app=hello',
    '/audit?check=1',
  ]) {
    it(path, async () => assert.equal((await operator.get(path)).status, 200));
  }
});

describe('the live stream', () => {
  it('brings a page its regions, then what has changed', async () => {
    const stream = request({
      socketPath: platform.paths.dashboardSocket,
      path: '/apps/hello/live?regions=dynos&streams=traffic,logs',
      headers: { cookie: operator.cookie, accept: 'text/event-stream' },
    });
    const answer = new Promise<IncomingMessage>((resolve) => stream.once('response', resolve).end());
    const seen = eventsUntil(await answer, ['event: traffic\n', 'event: dynos\n', 'event: log\n', 'web.3']);
    await platform.client.scale('hello', { web: 3 });
    await seen;
  });
  it('is for those who are signed in', async () => {
    const socketPath = platform.paths.dashboardSocket;
    assert.equal((await send({ url: 'http://localhost/apps/hello/live', socketPath })).status, 401);
  });
});

/** Reads until all of the wanted words have come; then the connection is ended. */
async function eventsUntil(stream: IncomingMessage, wanted: readonly string[]): Promise<void> {
  let text = '';
  for await (const piece of stream) {
    text += String(piece);
    if (wanted.every((word) => text.includes(word))) return;
  }
}
