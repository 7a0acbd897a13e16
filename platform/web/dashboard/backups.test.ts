import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { until } from '../../testing/dynod.ts';
import { TestPlatform } from '../../testing/platform.ts';

let platform: TestPlatform;
let operator: DashboardVisitor;
before(async () => {
  platform = await TestPlatform.start(['dynod', 'control']);
  operator = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  await platform.client.createApp('tab');
  await platform.client.createAddon('tab', { plan: 'postgres', as: null });
  await query('create table ballots as select n id from generate_series(1, 40) n');
});
after(() => platform[Symbol.asyncDispose]());

async function query(sql: string): Promise<unknown[]> {
  const connection = new pg.Client({ connectionString: (await platform.client.config('tab'))['DATABASE_URL'] });
  connection.on('error', () => {});
  await connection.connect();
  try {
    return (await connection.query(sql)).rows;
  } finally {
    await connection.end();
  }
}

const list = '/apps/tab/backups';

describe('the page of backups', () => {
  it('says that there is none, takes one, and says that it is unproven', async () => {
    assert.match((await operator.get(list)).text, /tab has no backup yet/);
    assert.equal((await operator.submit(list, list, {})).status, 303);
    await until(async () => (await platform.client.backups('tab'))[0]?.state === 'done');
    assert.match((await operator.get(list)).text, /The newest backup of tab is unproven/);
  });

  it('tries one, shows what is in it, and gives its file', async () => {
    const page = `${list}/1`;
    await operator.submit(page, `${page}/drill`, {});
    const { text } = await operator.get(page);
    assert.match(text, /b1 of tab is proven: 1 table with 40 rows came back as it was/);
    assert.match(text, /public\.ballots/);
    assert.match(String((await operator.get(`${page}/file`)).headers['content-disposition']), /^attachment; filename="tab-b1-.*\.dump"$/);
  });

  it('restores one when the name of the app is typed, and says what became of what was there', async () => {
    await query('drop table ballots');
    const refused = await operator.submit(`${list}/1`, `${list}/1/restore`, { confirm: 'lab' });
    assert.equal(refused.status, 409);
    assert.equal((await operator.submit(`${list}/1`, `${list}/1/restore`, { confirm: 'tab' })).status, 303);
    await until(async () => (await platform.client.restores('tab'))[0]?.state === 'done');
    assert.deepEqual(await query('select count(*)::int from ballots'), [{ count: 40 }]);
    assert.match((await operator.get(list)).text, /What was there stays beside it/);
  });

  it('sets the time, and keeps what is wrong from being set', async () => {
    const [{ database } = { database: '' }] = await platform.client.backupSchedules('tab');
    await operator.submit(list, '/apps/tab/backup-schedule', { database, isOn: '1', at: '05:15', timezone: 'Europe/Dublin' });
    assert.equal((await platform.client.backupSchedules('tab'))[0]?.at, '05:15');
    const { status, text } = await operator.submit(list, '/apps/tab/backup-schedule', { database, isOn: '1', at: 'noon', timezone: 'UTC' });
    assert.equal(status, 422);
    assert.match(text, /“noon” is no time of the day/);
  });

  it('parks the app, and turns it on again', async () => {
    await operator.submit(list, '/apps/tab/park', { on: '1' });
    assert.match((await operator.get(list)).text, /tab is parked since/);
    await operator.submit(list, '/apps/tab/park', {});
    assert.deepEqual(await platform.client.parkedApps(), []);
  });
});
