import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { deploy } from '../client.ts';
import type { Addon, Backup, Operations, Restore } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { plainDump } from '../testing/plain-dump.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
let database: Addon;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  await client.createApp('tab');
  database = await client.createAddon('tab', { plan: 'postgres', as: null });
  await deploy(client, 'tab', { source: { kind: 'folder', path: await appFolder(helloApp) }, onLine: () => {} });
  await query(`create table ballots (id int primary key, words text, at timestamptz default now());
    create table "odd name;" (note text, raw bytea);
    insert into ballots select n, 'ballot; $$ ''' || n || E'\\ttab \\\\ back' from generate_series(1, 500) n;
    insert into "odd name;" values (E'two\\nlines', '\\x00ff'), (null, null);
    create function shout(words text) returns text language sql as $$ select upper(words) || ';' $$;`);
});
after(() => platform[Symbol.asyncDispose]());

async function query(sql: string): Promise<unknown[]> {
  const url = (await client.config('tab'))['DATABASE_URL'];
  const connection = new pg.Client({ connectionString: url });
  connection.on('error', () => {});
  await connection.connect();
  try {
    return (await connection.query(sql)).rows;
  } finally {
    await connection.end();
  }
}

const present = (): Promise<unknown[]> =>
  query(`select (select count(*)::int from ballots) ballots, (select md5(string_agg(b::text, '|' order by id)) from ballots b) checksum,
    (select count(*)::int from "odd name;") odd, shout('still there') shout`);

async function taken(wish: { readonly database: string | null } = { database: null }): Promise<Backup> {
  const { id } = await client.captureBackup('tab', wish);
  await until(async () => (await client.backup('tab', id)).state !== 'running');
  return client.backup('tab', id);
}

async function restored(backup: number): Promise<Restore> {
  await until(async () => (await client.releases('tab'))[0]?.status !== 'pending');
  const { id } = await client.restoreBackup('tab', { backup, from: null, database: null, confirm: 'tab' });
  await until(async () => ['done', 'failed'].includes((await client.restore('tab', id)).state));
  return client.restore('tab', id);
}

async function fileOf(id: number): Promise<Buffer> {
  return buffer((await client.downloadBackup('tab', id)).stream);
}

async function uploaded(content: Uint8Array): Promise<Backup> {
  return client.uploadBackup('tab', { database: null, stream: asStream(content) });
}

async function* asStream(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

describe('a backup', () => {
  it('has the rows and a checksum of every table at its moment, versions and a hash of its file', async () => {
    const backup = await taken();
    assert.deepEqual([backup.state, backup.failure, backup.rows], ['done', null, 502]);
    assert.deepEqual(
      backup.tables.map(({ table, rows }) => [table, rows]),
      [
        ['public."odd name;"', 2],
        ['public.ballots', 500],
      ],
    );
    assert.match(`${backup.server} | ${backup.tool}`, /^PostgreSQL \d+.* \| pg_dump \(PostgreSQL\) \d+/);
    assert.match(backup.sha256 ?? '', /^[0-9a-f]{64}$/);
    assert.equal(backup.drill, null);
  });

  it('is downloaded as it was written', async () => {
    const [backup] = await client.backups('tab');
    const { name, bytes, stream } = await client.downloadBackup('tab', backup?.id ?? 0);
    assert.match(name, /^tab-b\d+-\d{4}-\d\d-\d\d\.dump$/);
    const file = await buffer(stream);
    assert.deepEqual([file.length, file.subarray(0, 5).toString()], [bytes, 'PGDMP']);
  });

  it('is tried: every table comes back as it was, in a database of its own that is gone afterwards', async () => {
    const backup = await client.drillBackup('tab', null);
    assert.deepEqual([backup.drill?.passed, backup.drill?.words], [true, '2 tables with 502 rows came back as they were']);
    assert.deepEqual(await query("select datname from pg_database where datname ~ '_(drill|new)$'"), []);
  });

  it('is looked at by the app itself, where its Procfile has a process type drill: with that database, and no other add-on', async () => {
    const { configVar } = await client.createAddon('tab', { plan: 'redis', as: null });
    const check = (wanted: number): string => `drill: case "$DATABASE_URL$${configVar}" in *_drill) exit ${wanted} ;; *) exit 9 ;; esac\n`;
    const verdict = async (wanted: number): Promise<Backup['drill']> => {
      const files = { ...helloApp, Procfile: helloApp.Procfile + check(wanted) };
      await deploy(client, 'tab', { source: { kind: 'folder', path: await appFolder(files) }, onLine: () => {} });
      return (await client.drillBackup('tab', null)).drill;
    };
    const subjects = async (): Promise<readonly string[]> =>
      (await client.incidents('tab')).filter(({ isOpen }) => isOpen).flatMap(({ facts }) => facts.map((fact) => fact.text));
    assert.match((await verdict(3))?.words ?? '', /^the app’s own check \(drill\) ended with 3$/);
    assert.match((await subjects()).join(), /could not be restored when it was tried: the app’s own check/);
    assert.equal((await verdict(0))?.passed, true);
    assert.deepEqual(await subjects(), []);
  });

  it('is deleted with its file', async () => {
    const { id } = await taken();
    await client.deleteBackup('tab', id);
    await assert.rejects(client.backup('tab', id), { code: 'BACKUP_NOT_FOUND', status: 404 });
    assert.ok(!(await readdir(platform.paths.backups)).includes(`b${id}.dump`));
  });
});

describe('a restore', () => {
  it('brings back what was there, for an app that goes on by a release of its own; the former database stays beside it', async () => {
    const earlier = await present();
    const backup = await taken();
    await query('drop table ballots; delete from "odd name;"');
    const restore = await restored(backup.id);
    assert.deepEqual([restore.state, restore.failure, restore.rows], ['done', null, 502]);
    assert.deepEqual(await present(), earlier);
    await query('insert into ballots values (501)'); // its tables belong to the app
    await query('delete from ballots where id = 501');
    assert.equal((await client.releases('tab'))[0]?.reason, `Restore DATABASE from b${backup.id}`);
    await until(async () => (await client.app('tab')).state === 'up');
    const former = await query(`select datname from pg_database where datname like '${database.name.replaceAll('-', '_')}_old_%'`);
    assert.equal(former.length, 1);
    assert.equal((await client.backup('tab', restore.safety ?? 0)).reason, 'restore');
  });

  it('of a file that is cut short, or is none, or of another server, changes nothing and says why', async () => {
    const whole = await fileOf((await taken()).id);
    const earlier = await present();
    const releases = (await client.releases('tab')).length;
    const wrong = [
      { content: whole.subarray(0, whole.length - 200), says: /cut short|damaged/ },
      { content: whole.subarray(0, 300), says: /cut short/ },
      { content: Buffer.from('-- PostgreSQL database dump\n\ncreate table more (id int);\n'), says: /cut short/ },
      { content: Buffer.from('create table more (id int);\nselect no_such_function();\n'), says: /no_such_function/ },
      { content: Buffer.from('select 1;\n\\! touch /tmp/owned\n'), says: /cut short|syntax error/ },
    ];
    for (const { content, says } of wrong) {
      const restore = await restored((await uploaded(content)).id);
      assert.equal(restore.state, 'failed');
      assert.match(restore.failure ?? '', says);
    }
    for (const content of ['', 'PK\u0003\u0004zip', 'SQLite format 3\u0000', 'a letter\u0000'])
      await assert.rejects(uploaded(Buffer.from(content)), { code: 'BACKUP_NOT_USABLE', status: 422 });
    assert.deepEqual(await present(), earlier);
    assert.equal((await client.releases('tab')).length, releases);
    assert.deepEqual(await query("select datname from pg_database where datname ~ '_(drill|new)$'"), []);
  });

  it('takes plain SQL too, also gzipped, without the roles it came from', async () => {
    for (const content of [Buffer.from(plainDump), gzipSync(plainDump)]) {
      const { id, format } = await uploaded(content);
      assert.match(format, /^plain/);
      assert.deepEqual([(await restored(id)).failure, (await query('select * from ballots order by id')).length], [null, 2]);
    }
  });

  it('asks for the name of the app, and for a backup of that app', async () => {
    const backup = await taken();
    const wish = { backup: backup.id, from: null, database: null, confirm: '' };
    await assert.rejects(client.restoreBackup('tab', wish), { status: 409 });
    await client.createApp('other');
    await client.createAddon('other', { plan: 'postgres', as: null });
    await assert.rejects(client.restoreBackup('other', { ...wish, confirm: 'other' }), { code: 'BACKUP_NOT_FOUND' });
    const { id } = await client.restoreBackup('other', { ...wish, from: 'tab', confirm: 'other' });
    await until(async () => ['done', 'failed'].includes((await client.restore('other', id)).state));
    assert.equal((await client.restore('other', id)).failure, null);
  });

  it('that a killed control left half done has happened or has not, and the app goes on', async () => {
    const backup = await taken();
    const earlier = await present();
    const { id } = await client.restoreBackup('tab', { backup: backup.id, from: null, database: null, confirm: 'tab' });
    await platform.kill('control');
    platform.run('control');
    await platform.isReady();
    await until(async () => ['done', 'failed'].includes((await client.restore('tab', id)).state));
    assert.deepEqual(await present(), earlier);
    await until(async () => (await client.app('tab')).state === 'up');
  });
});

describe('a place outside the data folder', () => {
  it('is taken when a file that was written there can be read again', async () => {
    const missing = client.addBackupTarget({ name: 'usb', to: '/mnt/no-such-disk' });
    await assert.rejects(missing, { code: 'BACKUP_TARGET_WRONG', message: /\/mnt\/no-such-disk is not there/ });
    await assert.rejects(client.addBackupTarget({ name: 'host', to: 'sftp://host/x' }), { code: 'BACKUP_TARGET_WRONG' });
    assert.deepEqual(await client.backupTargets(), []);
  });

  it('gets every backup, and gives one back that is gone from the data folder', async () => {
    const disk = await appFolder({ 'lost+found': '' });
    await client.addBackupTarget({ name: 'usb', to: disk });
    await assert.rejects(client.addBackupTarget({ name: 'usb', to: disk }), { code: 'BACKUP_TARGET_TAKEN' });
    const { id, sha256 } = await taken();
    const copy = join(disk, 'tab', `b${id}-${sha256?.slice(0, 12)}.dump`);
    await until(() => existsSync(copy));
    await rm(join(platform.paths.backups, `b${id}.dump`));
    assert.equal((await client.drillBackup('tab', id)).drill?.passed, true);
    await client.deleteBackup('tab', id);
    assert.equal(existsSync(copy), false);
    await client.removeBackupTarget('usb');
    await assert.rejects(client.removeBackupTarget('usb'), { code: 'BACKUP_TARGET_NOT_FOUND' });
  });
});

describe('the calendar of backups', () => {
  it('is on for every database, at four', async () => {
    const [schedule] = await client.backupSchedules('tab');
    assert.deepEqual([schedule?.isOn, schedule?.at, schedule?.timezone], [true, '04:00', 'UTC']);
  });

  it('is another time in another zone, or off', async () => {
    const changed = await client.setBackupSchedule('tab', { database: null, at: '03:30', timezone: 'Europe/Dublin' });
    assert.deepEqual([changed.at, changed.timezone], ['03:30', 'Europe/Dublin']);
    assert.equal((await client.setBackupSchedule('tab', { database: null, at: null, timezone: 'UTC' })).nextAt, null);
    await assert.rejects(client.setBackupSchedule('tab', { database: null, at: '25:00', timezone: 'UTC' }), { status: 422 });
    await assert.rejects(client.setBackupSchedule('tab', { database: null, at: '04:00', timezone: 'Europe/Atlantis' }), { status: 422 });
  });
});

describe('a parked app', () => {
  it('costs nothing and runs nowhere, and comes back with every row', async () => {
    const earlier = await present();
    const parked = await client.parkApp('tab', { force: false });
    assert.equal((await client.backup('tab', parked.backups[0] ?? 0)).drill?.passed, true);
    assert.deepEqual(
      (await client.dynos('tab')).filter(({ state }) => state === 'up'),
      [],
    );
    await assert.rejects(client.parkApp('tab', { force: false }), { code: 'PARK_IS_PARKED' });
    await client.unparkApp('tab');
    assert.deepEqual(await present(), earlier);
    await until(async () => (await client.app('tab')).state === 'up');
  });
});

describe('a destroyed app', () => {
  it('comes out of the bin with its config, its data and its release', async () => {
    await client.setConfig('tab', { set: { GREETING: 'good day' }, restart: true });
    const earlier = await present();
    await client.destroyApp('tab', 'tab');
    assert.deepEqual(
      (await client.binnedApps()).map(({ app, databases }) => [app, databases]),
      [['tab', 1]],
    );
    await client.restoreApp('tab');
    assert.deepEqual(await present(), earlier);
    assert.equal((await client.config('tab'))['GREETING'], 'good day');
    await until(async () => (await client.app('tab')).state === 'up');
    assert.deepEqual(await client.binnedApps(), []);
    await assert.rejects(client.restoreApp('tab'), { code: 'BIN_NOT_FOUND' });
  });
});
