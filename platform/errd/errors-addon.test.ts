import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { send, type Answer } from '#kit/http/client.ts';
import type { Issue, Operations } from '../client.ts';
import { localDriver } from '../drivers/local.ts';
import { appFolder } from '../testing/app-folder.ts';
import { DashboardVisitor } from '../testing/dashboard-visitor.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start(['dynod', 'control', 'router']);
  ({ client } = platform);
  await client.createApp('lab');
});
after(() => platform[Symbol.asyncDispose]());

/** Line 3 is where it breaks. */
const page = 'export function payoff(group) {\n  const total = 10;\n  return total / group.players.lenght;\n}\n';

let sent = 0;

const thrown = (change: object = {}) => ({
  event_id: String((sent += 1)).padStart(32, '0'),
  exception: {
    values: [
      {
        type: 'TypeError',
        value: 'no players',
        stacktrace: { frames: [{ filename: 'games/pg.js', function: 'payoff', lineno: 3, in_app: true }] },
      },
    ],
  },
  release: 'v1',
  user: { id: 'p1' },
  tags: { request_id: 'abc-123' },
  ...change,
});

const dsnOf = async (): Promise<string> => (await client.config('lab'))['SENTRY_DSN'] ?? '';

/** What an SDK does with a DSN. */
async function report(event: object, dsn?: string): Promise<Answer> {
  const { username, origin, pathname } = new URL(dsn ?? (await dsnOf()));
  const body = `{}\n{"type":"event"}\n${JSON.stringify(event)}\n`;
  return send({
    url: `${origin}/api${pathname}/envelope/`,
    method: 'POST',
    body,
    timeoutMs: 60_000,
    headers: { 'x-sentry-auth': `Sentry sentry_key=${username}` },
  });
}

const newest = async () => (await client.issues('lab', { state: 'all' }))[0];

describe('an errors add-on', () => {
  it('tells the app where to report, in the words of every Sentry SDK', async () => {
    await assert.rejects(client.issues('lab', {}), { code: 'PLATFORM_NO_ERRORS_ADDON' });
    const addon = await client.createAddon('lab', { plan: 'errors:unlimited', as: null });
    assert.deepEqual([addon.service, addon.configVar, addon.state], ['errors', 'SENTRY_DSN', 'available']);
    assert.match(await dsnOf(), /^http:\/\/[0-9a-f]{32}@127\.0\.0\.1:\d+\/\d+$/);
  });

  it('makes one issue of what happens again, with who, when and the request', async () => {
    assert.equal((await report(thrown())).status, 200);
    assert.equal((await report(thrown({ user: { id: 'p2' } }))).status, 200);
    const issue = await newest();
    assert.deepEqual([issue?.title, issue?.culprit, issue?.count, issue?.users], ['TypeError: no players', 'payoff in games/pg.js', 2, 2]);
    const event = await client.issueEvent('lab', issue?.id ?? 0, null);
    assert.equal(event?.requestId, 'abc-123');
    assert.notEqual(event?.previous, null);
  });

  it('shows the code that the release was deployed with where the SDK sent none', async () => {
    const folder = await appFolder({ Procfile: 'worker: sleep 1000\n', 'games/pg.js': page });
    const build = await client.startBuild('lab', { kind: 'folder', path: folder });
    await until(async () => (await client.build('lab', build.id)).status === 'succeeded');
    const release = `v${(await client.build('lab', build.id)).release}`;
    await report(thrown({ release }));
    const event = await client.issueEvent('lab', (await newest())?.id ?? 0, null);
    const { firstRelease } = await client.issue('lab', (await newest())?.id ?? 0);
    assert.equal(firstRelease, 'v1');
    const [frame] = event?.event.exceptions[0]?.frames ?? [];
    assert.deepEqual([frame?.context, frame?.before.length], ['  return total / group.players.lenght;', 2]);
  });

  it('shows compiled code as it was written, by the map that was uploaded for it', async () => {
    const map = { version: 3, sources: ['src/draw.ts'], sourcesContent: ['draw(round).rooms.lenght;'], names: [], mappings: 'AAAA' };
    const debugId = '6f1e8f0a-1234-4abc-8def-0123456789ab';
    await client.putSourceMap('lab', { release: 'v7', name: '~/app.js', map: JSON.stringify({ ...map, debugId }) });
    await assert.rejects(client.putSourceMap('lab', { release: 'v7', name: '~/app.js', map: 'no map' }), { code: 'PLATFORM_SOURCE_MAP' });
    const frames = [{ filename: 'https://lab.example/app.js', function: 'a', lineno: 1, colno: 1 }];
    const exception = { values: [{ type: 'TypeError', value: 'no rooms', stacktrace: { frames } }] };
    const images = [{ type: 'sourcemap', code_file: 'https://lab.example/app.js', debug_id: debugId }];
    for (const found of [{ release: 'v7' }, { release: 'v8', debug_meta: { images } }]) {
      await report(thrown({ exception, ...found }));
      const [issue] = await client.issues('lab', { state: 'all', search: 'no rooms' });
      const frame = (await client.issueEvent('lab', issue?.id ?? 0, null))?.event.exceptions[0]?.frames[0];
      assert.deepEqual([frame?.file, frame?.context], ['src/draw.ts', 'draw(round).rooms.lenght;']);
    }
  });

  it('leads from the list to the failing line in one click', async () => {
    const visitor = await new DashboardVisitor(platform, '192.0.2.1').signIn();
    const list = (await visitor.get('/apps/lab/errors')).text;
    const link = /href="(\/apps\/lab\/errors\/\d+)">TypeError: no players</.exec(list)?.[1] ?? '';
    assert.match((await visitor.get(link)).text, /<mark><span class="n">3<\/span>  return total \/ group.players.lenght;/);
    assert.equal((await visitor.submit(link, `${link}/note`, { text: 'Seen in round 2.' })).status, 303);
  });

  it('takes reports of browsers through the router', async () => {
    const { browserDsn } = await client.errorProject('lab');
    const { username, pathname } = new URL(browserDsn);
    const through = `http://${username}@errors.localhost:${platform.port}${pathname}`;
    await until(async () => (await report({ message: 'From a page', level: 'info' }, through).catch(() => null))?.status === 200);
    assert.equal((await newest())?.title, 'From a page');
  });

  it('opens an alert for a new error and ends it when somebody resolves it', async () => {
    const openFacts = async () => (await client.incidents('lab')).flatMap(({ facts }) => facts.filter(({ endedAt }) => endedAt === null));
    await until(async () => (await openFacts()).some(({ text }) => text.includes('TypeError: no players')));
    const issue = (await client.issues('lab', { search: 'no players' }))[0];
    assert.equal((await client.decideIssue('lab', issue?.id ?? 0, { state: 'resolved' })).state, 'resolved');
    await until(async () => (await openFacts()).every(({ text }) => !text.includes('no players')));
  });

  it('opens what was resolved when it comes back', async () => {
    await report(thrown());
    const issue = (await client.issues('lab', { search: 'no players' }))[0];
    assert.equal(issue?.state, 'regressed');
    const detail = await client.noteIssue('lab', issue?.id ?? 0, 'It was the spelling.');
    assert.deepEqual(
      detail.notes.map(({ text }) => text),
      ['It was the spelling.', 'Resolved', 'Seen in round 2.'],
    );
    await assert.rejects(client.issue('lab', 999_999), { code: 'PLATFORM_NO_ISSUE' });
  });

  it('is told when an error comes to many people, until it does so no longer', async () => {
    await client.setErrorProject('lab', { alerts: { times: null, people: { count: 2, minutes: 5 }, crashFreePercent: null } });
    const told = async () =>
      (await client.incidents('lab'))
        .flatMap(({ facts }) => facts)
        .find(({ text }) => text.includes('people in 5 min: TypeError: no players'));
    await until(async () => (await told())?.endedAt === null);
    await client.setErrorProject('lab', { alerts: { times: null, people: null, crashFreePercent: null } });
    await until(async () => typeof (await told())?.endedAt === 'string');
    const wrong = { alerts: { times: { count: 0, minutes: 5 }, people: null, crashFreePercent: null } };
    await assert.rejects(client.setErrorProject('lab', wrong), { code: 'PLATFORM_ERROR_SETTINGS' });
  });

  it('takes rules, owners and merging from the page', async () => {
    const visitor = await new DashboardVisitor(platform, '192.0.2.1').signIn();
    const rules = 'message:"No room*" -> rooms';
    assert.equal((await visitor.submit('/apps/lab/errors', '/apps/lab/errors/settings', { what: 'rules', rules })).status, 303);
    for (const room of [1, 2]) await report({ message: `No room ${'abcd'.slice(room)} left`, level: 'error' });
    const only = async (search: string): Promise<Issue> => (await client.issues('lab', { search }))[0] ?? assert.fail(search);
    const [rooms, broken] = [await only('No room'), await only('no players')];
    assert.equal(rooms.count, 2);
    const arrange = ({ id }: Issue, what: object) =>
      visitor.submit(`/apps/lab/errors/${id}`, `/apps/lab/errors/${id}/arrange`, { ...what });
    await arrange(rooms, { what: 'take' });
    assert.equal((await client.issue('lab', rooms.id)).assignee, 'admin');
    await arrange(rooms, { what: 'merge', into: String(broken.id) });
    assert.equal((await client.issue('lab', rooms.id)).id, broken.id);
    await arrange(broken, { what: 'split' });
    assert.equal((await client.issue('lab', rooms.id)).id, rooms.id);
  });

  it('takes what comes with any of its keys, and refuses one from the moment it is switched off', async () => {
    const { name, dsn } = await client.addErrorKey('lab', 'browser');
    assert.equal((await report(thrown(), dsn)).status, 200);
    assert.equal(typeof (await client.switchErrorKey('lab', name, false)).offAt, 'string');
    const refused = await report(thrown(), dsn);
    assert.deepEqual([refused.status, refused.json()], [403, { detail: 'The key was switched off.' }]);
    assert.equal((await report(thrown())).status, 200);
    await client.switchErrorKey('lab', name, true);
    assert.equal((await report(thrown(), dsn)).status, 200);
    await assert.rejects(client.addErrorKey('lab', 'browser'), { code: 'PLATFORM_ERROR_KEY_TAKEN' });
    await assert.rejects(client.addErrorKey('lab', 'Not a name'), { code: 'PLATFORM_ERROR_KEY_NAME' });
    await assert.rejects(client.switchErrorKey('lab', 'nobody', false), { code: 'PLATFORM_NO_ERROR_KEY' });
  });

  it('gets a new key while dynos and open pages go on with the one before', async () => {
    const former = await dsnOf();
    await assert.rejects(client.switchErrorKey('lab', 'app', false), { code: 'PLATFORM_ERROR_KEY_OWN' });
    const visitor = await new DashboardVisitor(platform, '192.0.2.1').signIn();
    const press = (what: string, name: string) => visitor.submit('/apps/lab/errors', '/apps/lab/errors/keys', { what, name });
    assert.equal((await press('rotate', 'app')).status, 303);
    assert.notEqual(await dsnOf(), former);
    const statuses = async () => [(await report(thrown())).status, (await report(thrown(), former)).status];
    assert.deepEqual(await statuses(), [200, 200]);
    await press('off', 'app-old');
    assert.deepEqual(await statuses(), [200, 403]);
    await client.rotateErrorKey('lab', 'browser');
    const names = (await client.errorKeys('lab')).map((key) => key.name);
    assert.deepEqual(names.toSorted(), ['app', 'app-old', 'browser', 'browser-old']);
  });

  it('is started again when it dies, and nothing that it answered is lost', async () => {
    const earlier = (await client.issues('lab', { search: 'no players' }))[0]?.count ?? 0;
    const driver = localDriver(platform.paths.dynodSocket);
    const pid = (await driver.list()).find(({ app, state }) => app === '_errors' && state === 'up')?.pid;
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    await until(async () => (await report(thrown()).catch(() => null))?.status === 200);
    assert.equal((await client.issues('lab', { search: 'no players' }))[0]?.count, earlier + 1);
  });

  it('takes its address away and forgets when it goes', async () => {
    const [addon] = await client.addons('lab');
    await client.destroyAddon('lab', addon?.name ?? '', 'lab');
    assert.equal(await dsnOf(), '');
    const driver = localDriver(platform.paths.dynodSocket);
    await until(async () => (await driver.list()).every(({ app, state }) => app !== '_errors' || state === 'down'));
  });
});
