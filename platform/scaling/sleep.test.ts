import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import { deploy } from '../client.ts';
import type { Operations } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

/** A minute of the platform's calendar is three seconds. */
const speed = 20;
let platform: TestPlatform;
let ann: Operations;
before(async () => {
  const now = new Date().toISOString();
  process.env['ROSTRA_CLOCK'] = `${now}@${now} x${speed}`;
  platform = await TestPlatform.start(['dynod', 'control', 'router']);
  ann = platform.client;
  await ann.createApp('hello');
  await deploy(ann, 'hello', { source: { kind: 'folder', path: await appFolder(helloApp) }, onLine: () => {} });
  await ann.scale('hello', { worker: 1 });
});
after(() => platform[Symbol.asyncDispose]());

const up = async (type: string): Promise<number> =>
  (await ann.dynos('hello')).filter((dyno) => dyno.type === type && dyno.state === 'up').length;
const words = async (word: string): Promise<number> => (await ann.logs('hello', { lines: 500 })).filter(({ text }) => text === word).length;

describe('an app that sleeps', () => {
  it('stops its web dyno when nobody asks for it, and no other', async () => {
    await until(async () => (await up('worker')) === 1);
    assert.deepEqual(await ann.setSleep('hello', { afterMinutes: 1, sleepsAll: false }), {
      afterMinutes: 1,
      sleepsAll: false,
      showsPage: true,
      asleepSince: null,
    });
    await until(async () => (await ann.app('hello')).state === 'asleep' && (await up('web')) === 0);
    assert.equal(await up('worker'), 1);
    assert.equal(await words('Idling'), 1);
  });

  it('wakes for twenty people at once with one start, and answers all of them', async () => {
    const url = `http://hello.localhost:${platform.port}/`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ url, method: 'GET' })));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(await words('Unidling'), 1);
    assert.equal(await up('web'), 1);
  });

  it('sleeps no more when that is said, and wakes', async () => {
    await until(async () => (await ann.app('hello')).state === 'asleep');
    await ann.setSleep('hello', { afterMinutes: null, sleepsAll: false });
    await until(async () => (await up('web')) === 1);
    assert.equal((await ann.sleep('hello')).afterMinutes, null);
  });

  it('cannot sleep after no time at all', () =>
    assert.rejects(ann.setSleep('hello', { afterMinutes: 0, sleepsAll: false }), { status: 422, message: /1 to 10080 minutes/ }));
});
