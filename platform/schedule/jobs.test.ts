import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deploy } from '../client.ts';
import type { Operations } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';
import { nextDueMs } from './next-due.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  await client.createApp('tab');
  await deploy(client, 'tab', { source: { kind: 'folder', path: await appFolder(helloApp) }, onLine: () => {} });
});
after(() => platform[Symbol.asyncDispose]());

const job = { schedule: '0 4 * * *', timezone: null, overlap: 'forbid', command: 'echo cleaned' } as const;

describe('a job', () => {
  it('has its next time in its own time zone, also over a change of clocks', () => {
    const at = (text: string): number => Date.parse(text);
    const dublin = { schedule: '30 1 * * *', timezone: 'Europe/Dublin', createdAtMs: 0 };
    assert.equal(nextDueMs(dublin, at('2026-07-01T12:00:00Z')), at('2026-07-02T00:30:00Z'));
    assert.equal(nextDueMs(dublin, at('2026-12-01T12:00:00Z')), at('2026-12-02T01:30:00Z'));
  });

  it('runs by hand as a one-off dyno, its lines in the log under its name, its end in its history', async () => {
    const added = await client.addJob('tab', job);
    const started = await client.runJob('tab', added.id);
    assert.match(started.dyno ?? '', /^scheduler\.\d+$/);
    await until(async () => (await client.jobRuns('tab', added.id))[0]?.outcome === 'ended');
    assert.equal((await client.jobRuns('tab', added.id))[0]?.exitStatus, 0);
    await until(async () => (await client.logs('tab', { lines: 50, dyno: started.dyno ?? '' })).some(({ text }) => text === 'cleaned'));
    await client.removeJob('tab', added.id);
    assert.deepEqual(await client.jobs('tab'), []);
  });

  it('runs by itself, once each time, also when control is killed meanwhile', async () => {
    const added = await client.addJob('tab', { ...job, schedule: '@every 1s' });
    const ended = async (): Promise<number> => (await client.jobRuns('tab', added.id)).filter(({ outcome }) => outcome === 'ended').length;
    await until(async () => (await ended()) >= 1);
    await platform.kill('control');
    platform.run('control');
    await platform.isReady();
    const earlier = await ended();
    await until(async () => (await ended()) > earlier);
    const due = (await client.jobRuns('tab', added.id)).map(({ dueAt }) => dueAt);
    assert.equal(new Set(due).size, due.length);
    await client.removeJob('tab', added.id);
  });

  it('is skipped while the one before is still at it', async () => {
    const added = await client.addJob('tab', { ...job, schedule: '@every 1s', command: 'sleep 60' });
    await until(async () => (await client.jobRuns('tab', added.id)).some(({ reason }) => reason === 'the run before was still at it'));
    assert.equal((await client.jobRuns('tab', added.id)).filter(({ outcome }) => outcome === 'running').length, 1);
    await client.removeJob('tab', added.id);
  });

  const wrong = [
    { it: 'a schedule that is none', wish: { ...job, schedule: 'daily' }, says: /is no schedule/ },
    { it: 'fields out of range', wish: { ...job, schedule: '61 * * * *' }, says: /is no schedule/ },
    { it: 'a day that never comes', wish: { ...job, schedule: '0 0 31 2 *' }, says: /ever comes/ },
    { it: 'a time zone that is none', wish: { ...job, timezone: 'Europe/Atlantis' }, says: /no time zone/ },
    { it: 'no command', wish: { ...job, command: ' ' }, says: /needs a command/ },
  ];
  for (const c of wrong)
    it(`is refused with ${c.it}`, () => assert.rejects(client.addJob('tab', c.wish), { status: 422, message: c.says }));
});
