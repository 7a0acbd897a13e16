import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { appFolder } from '../../testing/app-folder.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { until } from '../../testing/dynod.ts';
import { TestPlatform } from '../../testing/platform.ts';
import { signProgram } from '../../updates/signature.ts';

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

describe('the page of the installation', () => {
  it('says which program runs, and gives all of it in one file that a passphrase closes', async () => {
    const { version } = await platform.client.status();
    assert.match((await operator.get('/system')).text, new RegExp(`Rostra ${version} runs`));
    const short = await operator.submit('/system', '/system/backup', { passphrase: 'short' });
    assert.deepEqual([short.status, short.text.includes('at least 12 characters')], [422, true]);
    const { headers, text } = await operator.submit('/system', '/system/backup', { passphrase: 'correct horse battery' });
    assert.match(String(headers['content-disposition']), /rostra-\d{4}-\d\d-\d\d\.backup/);
    assert.match(text, /^ROSTRA-BACKUP-1/);
  });

  it('shows what an update is and what is new in it before anything is changed; what nobody signed is refused', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    await writeFile(platform.paths.updateKey, publicKey.export({ type: 'spki', format: 'pem' }));
    const [key, program] = [
      await appFolder({ 'key.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }) }),
      await appFolder({
        'package.json': '{"version":"99.0.0"}',
        'CHANGELOG.md': '# Changes\n\n## 99.0.0\n\nA <bell>.\n\n## 98.0.0\n\nOld.\n',
      }),
    ];
    const look = async () => operator.get(`/system?source=${encodeURIComponent(program)}`);
    const unsigned = await look();
    assert.deepEqual([unsigned.status, unsigned.text.includes('it has no signed list of its files')], [422, true]);
    await signProgram(program, join(key, 'key.pem'));
    const { text } = await look();
    assert.match(text, /Rostra 99\.0\.0.*A &lt;bell&gt;\..*Back up and update/s);
    assert.doesNotMatch(text, /Old\./);
    assert.equal(await platform.client.systemUpdate(), null);
  });
});
