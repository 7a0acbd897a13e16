import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createLogger } from '#kit/log/logger.ts';
import { fakeClock } from '#kit/testing/fake-clock.ts';
import { platformConfig } from '../config.ts';
import { alertChannelOperations } from '../control/alert-channel-operations.ts';
import { alertOperations } from '../control/alert-operations.ts';
import type { Control } from '../control/control.ts';
import { openControl } from '../control/open-control.ts';
import { TrafficBook } from '../observe/traffic-book.ts';
import { bucketOf } from '../rules/latency-buckets.ts';
import { uncounted } from '../rules/router-sample.ts';
import { Traffic } from '../store/traffic.ts';
import { AlertEars } from '../testing/alert-ears.ts';
import { evaluateAlerts } from './evaluate.ts';
import { sendDue } from './send.ts';
import { tellIncidents } from './tell.ts';

const ears = new AlertEars();
before(() => ears.open());
after(() => ears.close());

let home = '';
const clock = fakeClock(Date.UTC(2026, 6, 5, 9));
let control: Control;
let close: () => void;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rostra-alerts-'));
  open();
  control.store.apps.create('tab', clock.nowMs());
  ears.forget();
});
afterEach(async () => {
  close();
  await rm(home, { recursive: true });
});

/** Control as it is after a start, on the test's clock. */
function open(): void {
  const config = platformConfig({ ROSTRA_HOME: home, ROSTRA_PORT: '8080' });
  const opened = openControl(config, createLogger({ name: 'test', level: 'silent' }));
  const traffic = new Traffic(join(home, 'figures.db'));
  control = { ...opened.control, clock, trafficBook: new TrafficBook(traffic, clock) };
  close = () => {
    control.trafficBook.write();
    traffic.close();
    opened.close();
  };
}

function restart(): void {
  close();
  open();
}

interface Second {
  readonly ms: number;
  readonly failed: number;
}

/** Fifty requests a second for so long, with a look every ten seconds. */
async function live(seconds: number, { ms, failed }: Second): Promise<void> {
  for (let step = 0; step < seconds; step += 10) {
    const from = clock.nowMs() / 1000;
    const buckets: number[] = [];
    for (let bucket = 0; bucket < bucketOf(ms); bucket += 1) buckets.push(0);
    buckets.push(50);
    const samples = Array.from({ length: 10 }, (_, at) => ({
      ...uncounted,
      app: 'tab',
      second: from + at,
      requests: 50,
      failed,
      bytes: 0,
      byStatus: { '2xx': 50 - failed, '5xx': failed },
      codes: {},
      buckets,
      dynos: {},
    }));
    control.trafficBook.take({ samples, covers: { from, to: from + 10 } });
    clock.advance(10_000);
    evaluateAlerts(control);
    tellIncidents(control);
    await sendDue(control);
  }
}

const bad: Second = { ms: 18_000, failed: 3 };
const good: Second = { ms: 100, failed: 0 };

async function addChannels(): Promise<string> {
  const channels = alertChannelOperations(control);
  const { relay } = ears;
  await channels.addAlertChannel({ kind: 'email', name: 'us', address: 'us@example.org', relay });
  const address = `http://hooks.localhost:${ears.hookPort}/alerts`;
  return (await channels.addLoopbackChannel({ kind: 'webhook', name: 'hook', address, relay: null })).secret;
}

const tabbycat = (): Promise<unknown> => alertOperations(control, 'ada').applyAlertPreset('tab', 'tabbycat', {});

describe('five bad minutes', () => {
  it('are one mail and one signed call with both facts, and one of each when they are over, over restarts of control', async () => {
    const secret = await addChannels();
    await tabbycat();
    await live(60, good);
    await live(100, bad);
    restart();
    await live(200, bad);
    restart();
    assert.equal(ears.mails.length, 1);
    assert.match(ears.mails[0] ?? '', /95 of 100 pages within 17,920 ms[\s\S]*failed 6 % \(limit 5 %\)/);
    const [call] = ears.calls;
    const [, seconds = '', sum = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(call?.headers['rostra-signature'])) ?? [];
    assert.equal(sum, createHmac('sha256', secret).update(`${seconds}.${call?.body}`).digest('hex'));
    const body: { type: string; grouped: string[] } = JSON.parse(call?.body ?? '');
    assert.deepEqual([body.type, body.grouped], ['alert.firing', ['failed_percent all 6 ≥ 5']]);

    await live(240, good);
    restart();
    await live(240, good);
    assert.deepEqual(
      ears.calls.map(({ body: text }) => /"type":"([a-z.]+)"/.exec(text)?.[1]),
      ['alert.firing', 'alert.resolved'],
    );
    assert.equal(ears.mails.length, 2);
    assert.match(ears.mails[1] ?? '', /tab is well again/);
    assert.deepEqual(
      control.store.incidents.newest(null, 10).map(({ endedAtMs }) => endedAtMs === null),
      [false],
    );
  });

  it('that nobody wants to hear of are told when the silence ends, if they last', async () => {
    await addChannels();
    await tabbycat();
    await alertOperations(control, 'ada').snoozeAlerts('tab', { minutes: 10, rule: null });
    await live(300, bad);
    assert.equal(ears.mails.length, 0);
    await live(330, bad);
    assert.equal(ears.mails.length, 1);
  });

  it('of an app whose rule is taken away meanwhile are over', async () => {
    await tabbycat();
    await live(200, bad);
    const alerts = alertOperations(control, 'ada');
    for (const { id } of await alerts.alertRules('tab')) await alerts.removeAlertRule('tab', id);
    assert.deepEqual(
      (await alerts.incidents('tab')).map(({ isOpen }) => isOpen),
      [false],
    );
  });
});

describe('ten flaps in ten minutes', () => {
  it('are one open incident and one end', async () => {
    await addChannels();
    await tabbycat();
    await live(120, bad);
    for (let flap = 0; flap < 10; flap += 1) {
      await live(30, bad);
      await live(30, good);
    }
    assert.equal(control.store.incidents.newest(null, 10).filter(({ endedAtMs }) => endedAtMs === null).length, 1);
    await live(1800, good);
    assert.deepEqual(
      ears.calls.map(({ body }) => /"type":"([a-z.]+)"/.exec(body)?.[1]),
      ['alert.firing', 'alert.resolved'],
    );
  });
});

describe('a webhook', () => {
  it('that does not take it is tried again later, six times in all, and then stands among the dead', async () => {
    await addChannels();
    await tabbycat();
    ears.refuses = 500;
    await live(1500, bad);
    assert.equal(ears.calls.length, 6);
    assert.deepEqual(new Set(ears.calls.map(({ headers }) => headers['rostra-delivery'])).size, 1);
    const dead = (await alertChannelOperations(control).alertDeliveries()).filter(({ state }) => state === 'dead');
    assert.deepEqual(
      dead.map(({ channel, tries, failure }) => [channel, tries, failure?.replace(/\d+ /, '')]),
      [['hook', 6, `hooks.localhost:${ears.hookPort} answered 500`.replace(/\d+ /, '')]],
    );
    ears.refuses = null;
    await alertChannelOperations(control).resendAlert(dead[0]?.id ?? 0);
    await sendDue(control);
    assert.equal(ears.calls.length, 7);
  });

  it('that fails three times in a row is told by the other channels, and again when it works', async () => {
    await addChannels();
    await tabbycat();
    ears.refuses = 302;
    await live(300, bad);
    assert.match(ears.mails.join('\n'), /the channel hook failed 3 times in\s+a row/);
    ears.refuses = null;
    const [test] = await alertChannelOperations(control).testAlertChannels('hook');
    assert.equal(test?.ok, true);
    await live(10, bad);
    assert.match(ears.mails.at(-1) ?? '', /is well again/);
  });

  const inside = ['http://169.254.169.254/latest', 'http://10.0.0.1/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://2130706433/'];
  for (const address of inside) {
    it(`to ${address} is refused`, async () => {
      const added = alertChannelOperations(control).addAlertChannel({ kind: 'webhook', name: 'inside', address, relay: null });
      await assert.rejects(added, /lies in a private network/);
    });
  }

  it('by a name that leads inside is refused when it is used', async () => {
    const channels = alertChannelOperations(control);
    await channels.addAlertChannel({
      kind: 'webhook',
      name: 'inside',
      address: `http://x.localhost:${ears.hookPort}`,
      relay: null,
    });
    const [test] = await channels.testAlertChannels('inside');
    assert.match(test?.failure ?? '', /x\.localhost lies in a private network/);
    assert.equal(ears.calls.length, 0);
  });

  it('for trials may lead to this machine, but no further inside', async () => {
    const added = alertChannelOperations(control).addLoopbackChannel({
      kind: 'webhook',
      name: 'inside',
      address: 'http://169.254.169.254/',
      relay: null,
    });
    await assert.rejects(added, /lies in a private network/);
  });
});
