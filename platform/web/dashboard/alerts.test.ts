import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '#kit/time/clock.ts';
import { actLink } from '../../alerts/act-links.ts';
import { deploy } from '../../client.ts';
import { platformConfig } from '../../config.ts';
import { AlertEars } from '../../testing/alert-ears.ts';
import { openStore } from '../../store/open.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { TestPlatform } from '../../testing/platform.ts';

const echo = join(import.meta.dirname, '../../../e2e/apps/echo');

let platform: TestPlatform;
let operator: DashboardVisitor;
const ears = new AlertEars();

before(async () => {
  await ears.open();
  platform = await TestPlatform.start(['dynod', 'control']);
  operator = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  await platform.client.createApp('hello');
  await deploy(platform.client, 'hello', { source: { kind: 'folder', path: echo }, onLine: () => {} });
});
after(async () => {
  ears.close();
  await platform[Symbol.asyncDispose]();
});

describe('alerts of an app', () => {
  it('are set by one press: the Tabbycat preset', async () => {
    const answer = await operator.submit('/apps/hello/alerts', '/apps/hello/alerts/preset', { preset: 'tabbycat' });
    assert.equal(answer.status, 303);
    const { text } = await operator.get('/apps/hello/alerts');
    assert.match(text, /95 of 100 pages within 15,000 ms or more, for 1 min/);
    assert.match(text, /failed 5 % or more, for 1 min/);
  });

  it('with a limit that makes no sense are refused on the page, in words', async () => {
    const wish = { condition: 'response_time p95', threshold: '10', for: '60' };
    const { status, text } = await operator.submit('/apps/hello/alerts', '/apps/hello/alerts', wish);
    assert.equal(status, 422);
    assert.match(text, /must lie between 50 and 300000 ms/);
  });

  it('are quiet for two hours, and tell again', async () => {
    await operator.submit('/apps/hello/alerts', '/apps/hello/alerts/snooze', { minutes: '120' });
    assert.match((await operator.get('/apps/hello/alerts')).text, /quiet until/);
    await operator.submit('/apps/hello/alerts', '/apps/hello/alerts/snooze', { minutes: '0' });
    assert.doesNotMatch((await operator.get('/apps/hello/alerts')).text, /quiet until/);
  });
});

describe('a link in a message', () => {
  const from = new URL('http://localhost');
  /** As control writes them: with the secret that lies in its data folder. */
  function linkOf(incident: number): string {
    const store = openStore(platform.paths.controlDb);
    const config = platformConfig({ ROSTRA_HOME: platform.paths.root, ROSTRA_PORT: '8080' });
    const link = actLink({ store, clock: systemClock, config }, { incident, app: 'hello', act: { verb: 'quiet', minutes: 120 } });
    store.close();
    return link.replace(/^http:\/\/localhost:8080/, '');
  }
  const stranger = (): DashboardVisitor => new DashboardVisitor(platform, '10.0.0.7');
  const press = (visitor: DashboardVisitor, link: string) =>
    visitor.submit(link, '/act', { link: new URL(link, from).searchParams.get('link') ?? '' });
  const isQuiet = async () => /quiet until/.test((await operator.get('/apps/hello/alerts')).text);

  it('asks once, and does what it says without a login, once, as the audit log tells', async () => {
    const link = linkOf(7);
    const { status, text } = await stranger().get(link);
    assert.equal(status, 200);
    assert.match(text, /Quiet for 2 hours\?/);
    assert.equal(await isQuiet(), false); // a mail program that opens it changes nothing
    assert.match((await press(stranger(), link)).text, /Done: Quiet for 2 hours/);
    assert.equal(await isQuiet(), true);
    const again = await stranger().get(link);
    assert.equal(again.status, 410);
    assert.match(again.text, /This link was used at \d\d:\d\d UTC/);
    const { entries } = await platform.client.audit({ action: 'snoozeAlerts', app: 'hello' });
    assert.deepEqual([entries[0]?.actor, entries[0]?.role], ['link of incident 7', 'operator']);
  });

  it('that somebody changed leads nowhere', async () => {
    for (const link of ['/act', '/act?link=', '/act?link=e30.e30', `${linkOf(8)}x`])
      assert.equal((await stranger().get(link)).status, 404, link);
  });
});

describe('channels', () => {
  it('to an address inside are refused on the page', async () => {
    const wish = { kind: 'webhook', name: 'inside', address: 'http://169.254.169.254/', relay: '' };
    const { status, text } = await operator.submit('/alerts', '/alerts/channels', wish);
    assert.equal(status, 422);
    assert.match(text, /lies in a private network/);
  });

  it('show the secret of a webhook once, and say whether a test arrived', async () => {
    const wish = { kind: 'webhook', name: 'hook', address: 'https://hooks.example.org/x', relay: '' };
    assert.match((await operator.submit('/alerts', '/alerts/channels', wish)).text, /whsec_/);
    assert.doesNotMatch((await operator.get('/alerts')).text, /whsec_/);
    await platform.client.addAlertChannel({ kind: 'email', name: 'team', address: 'us@example.org', relay: ears.relay });
    const { text } = await operator.submit('/alerts', '/alerts/test', { name: 'team' });
    assert.match(text, /The test went out/);
    assert.match(ears.mails[0] ?? '', /This is a test/);
  });

  it('tell people when they want to be told', async () => {
    const wish = { name: 'team', quiet: '22:00-07:00', digest: '', timezone: 'Europe/Dublin' };
    assert.equal((await operator.submit('/alerts', '/alerts/channels/hours', wish)).status, 303);
    assert.match((await operator.get('/alerts')).text, /at once, but from 22:00 to 07:00 \(Europe\/Dublin\) only of what is critical/);
    const wrong = await operator.submit('/alerts', '/alerts/channels/hours', { ...wish, quiet: 'at night' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /are no quiet hours; write them as 22:00-07:00/);
  });

  it('are changed by nobody who may only look', async () => {
    await platform.client.addUser('eve', { role: 'viewer', apps: null, password: 'correct horse eve' });
    const eve = new DashboardVisitor(platform, '10.0.0.9');
    await eve.submit('/login', '/login', { name: 'eve', password: 'correct horse eve' });
    const wish = { kind: 'webhook', name: 'eve', address: 'https://example.org/', relay: '' };
    assert.equal((await eve.submit('/alerts', '/alerts/channels', wish)).status, 403);
    assert.doesNotMatch((await eve.get('/alerts')).text, /Add a channel/);
  });
});
