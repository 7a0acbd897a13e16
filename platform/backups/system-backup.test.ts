import assert from 'node:assert/strict';
import { createWriteStream, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import type { RedisReply } from '#kit/redis/reply.ts';
import { RedisSession } from '#kit/redis/session.ts';
import { homePaths } from '../config.ts';
import { until } from '../testing/dynod.ts';
import { TestParent } from '../testing/parent.ts';
import { closedPort } from '../testing/raw-socket.ts';
import { restoreSystem } from './system-restore.ts';

const passphrase = 'correct horse battery';

let folder: string;
let file: string;
let first: TestParent;

async function query(parent: TestParent, sql: string): Promise<unknown[]> {
  const connection = new pg.Client({ connectionString: (await parent.client.config('hello'))['DATABASE_URL'] });
  connection.on('error', () => {});
  await connection.connect();
  try {
    return (await connection.query(sql)).rows;
  } finally {
    await connection.end();
  }
}

/** A command of the app to its Redis. */
async function redis(parent: TestParent, ...words: readonly string[]): Promise<RedisReply> {
  const session = await RedisSession.open((await parent.client.config('hello'))['REDIS_URL'] ?? '');
  try {
    return await session.command(...words);
  } finally {
    await session.close();
  }
}

/** A folder in which a second installation may stand. */
const freshHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'rostra-second-'));

describe('the backup of an installation', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-system-'));
    file = join(folder, 'rostra.backup');
    first = new TestParent({ home: await mkdtemp(join(tmpdir(), 'rostra-first-')), port: await closedPort() });
    await first.up();
    await first.deployHello('hello');
    await first.client.createAddon('hello', { plan: 'postgres', as: null });
    await first.client.createAddon('hello', { plan: 'redis', as: null });
    await first.client.setConfig('hello', { set: { GREETING: 'good day' }, restart: true });
    await query(first, 'create table ballots as select n id from generate_series(1, 300) n');
    await redis(first, 'SET', 'login', 'ada');
  });
  after(async () => {
    await first.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is one file that nobody reads without its passphrase, and a short one closes nothing', async () => {
    await pipeline((await first.client.systemBackup({ passphrase })).stream, createWriteStream(file));
    const content = await readFile(file);
    assert.match(content.subarray(0, 16).toString(), /^ROSTRA-BACKUP-1\n/);
    assert.ok(!content.includes('good day') && !content.includes('ballots'));
    await assert.rejects(first.client.systemBackup({ passphrase: 'short' }), { code: 'SYSTEM_PASSPHRASE_SHORT', status: 422 });
  });

  it('with a wrong passphrase, cut short, or into a folder that has something, changes nothing', async () => {
    const home = await freshHome();
    await assert.rejects(restoreSystem({ home, file, passphrase: 'wrong horse battery' }), { code: 'SYSTEM_BACKUP_CLOSED' });
    const cut = join(folder, 'cut.backup');
    await writeFile(cut, await readFile(file));
    await truncate(cut, 5000);
    await assert.rejects(restoreSystem({ home, file: cut, passphrase }), { code: 'SYSTEM_BACKUP_CLOSED' });
    await assert.rejects(restoreSystem({ home, file: join(folder, 'none'), passphrase }), { code: 'SYSTEM_BACKUP_FILE' });
    assert.deepEqual(readdirSync(home), []);
    await writeFile(join(home, 'thesis.tex'), 'years of work');
    await assert.rejects(restoreSystem({ home, file, passphrase }), { code: 'SYSTEM_HOME_IN_USE' });
    await rm(home, { recursive: true });
  });

  it('makes a second installation: its apps come up with their code, config, every row, and what their Redis knew', async () => {
    const home = await freshHome();
    await restoreSystem({ home, file, passphrase });
    const second = new TestParent({ home, port: await closedPort() });
    try {
      const said = await second.up();
      assert.ok(said.includes((await readFile(first.paths.adminPassword, 'utf8')).trim()));
      await until(async () => (await second.answer('hello')).includes('good day'));
      assert.deepEqual(await query(second, 'select count(*)::int, sum(id)::int from ballots'), [{ count: 300, sum: 45_150 }]);
      assert.deepEqual(await redis(second, 'GET', 'login'), { kind: 'text', text: 'ada' });
      await query(second, 'insert into ballots values (301)'); // its tables belong to the app
      assert.ok(!readdirSync(homePaths(home).root).includes('coming-back.json'));
      assert.equal((await first.answer('hello')).includes('good day'), true);
    } finally {
      await second.close();
    }
  });
});
