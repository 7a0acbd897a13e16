import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { send } from '#kit/http/client.ts';
import { deploy } from '../client.ts';
import type { Operations, Upgrade } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { publishedSource } from '../testing/git-server.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;

async function query(sql: string): Promise<unknown[]> {
  const connection = new pg.Client({ connectionString: (await client.config('tab'))['DATABASE_URL'] });
  connection.on('error', () => {});
  await connection.connect();
  try {
    return (await connection.query(sql)).rows;
  } finally {
    await connection.end();
  }
}

/** A version whose migrations are this. */
const version = async (migrations: string) =>
  ({ kind: 'folder', path: await appFolder({ ...helloApp, Procfile: `release: ${migrations}\n${helloApp.Procfile}` }) }) as const;
const sql = (statement: string): string => `psql "$DATABASE_URL" --set ON_ERROR_STOP=1 --command "${statement}"`;

async function begun(migrations: string, wish: { readonly rehearses?: boolean } = {}): Promise<Upgrade> {
  return client.startUpgrade('tab', await version(migrations), { ref: 'v2', rehearses: false, ...wish });
}

/** However long it takes; control may be away meanwhile. */
async function ended({ id }: Upgrade): Promise<Upgrade> {
  for (;;) {
    const upgrade = await client.upgrade('tab', id).catch(() => null);
    if (upgrade !== null && upgrade.seconds !== null) return upgrade;
    await delay(100);
  }
}

const contents = (): Promise<unknown[]> =>
  query('select count(*)::int ballots, md5(string_agg(b::text, id::text order by id)) from ballots b');
const visit = async (): Promise<string> => (await send({ url: `http://tab.localhost:${platform.port}/`, timeoutMs: 60_000 })).text;
const serving = async (): Promise<string> => `v${(await client.app('tab')).release} `;

describe('another version of a guest', () => {
  before(async () => {
    platform = await TestPlatform.start(['router', 'dynod', 'control']);
    ({ client } = platform);
    await client.createApp('tab');
    await client.createAddon('tab', { plan: 'postgres', as: null });
    await deploy(client, 'tab', { source: await version('true'), onLine: () => {} });
    await query(`create table ballots (id int primary key, words text); insert into ballots select n, 'aye' from generate_series(1, 50) n`);
  });
  after(() => platform[Symbol.asyncDispose]());

  describe('an upgrade', () => {
    it('migrates behind a backup; who comes meanwhile waits and is answered, by the one version or the other', async () => {
      const upgrade = await begun(sql("alter table ballots add column note text default 'new'"));
      const seen = [];
      for (let isOver = false; !isOver; isOver = (await client.upgrade('tab', upgrade.id)).seconds !== null) seen.push(await visit());
      const { state, failure, backups, before: earlier } = await client.upgrade('tab', upgrade.id);
      assert.deepEqual([state, failure], ['done', null]);
      assert.deepEqual(new Set(seen.map((text) => /^v\d+ web\.1 hello$/.test(text))), new Set([true]), seen.join());
      assert.equal((await visit()).startsWith(await serving()), true);
      assert.deepEqual(await query('select distinct note from ballots'), [{ note: 'new' }]);
      assert.equal((await client.backup('tab', backups[0]?.backup ?? 0)).rows, 50);
      assert.ok(((await client.app('tab')).release ?? 0) > earlier);
    });

    const failing = [
      { it: 'whose migrations fail', migrations: `${sql('drop table ballots')}; exit 3`, says: /release phase failed.*status 3/ },
      {
        it: 'whose migrations lose rows',
        migrations: sql('delete from ballots where id > 7'),
        says: /public\.ballots has 7 rows, and had 50/,
      },
    ];
    for (const c of failing)
      it(`${c.it} leaves build and data as they were`, async () => {
        const [earlier, text] = [await contents(), /^v(\d+)/.exec(await visit())?.[1]];
        const upgrade = await ended(await begun(c.migrations));
        assert.deepEqual([upgrade.state, upgrade.isUndone, String(upgrade.before)], ['failed', true, text]);
        assert.match(upgrade.failure ?? '', c.says);
        assert.deepEqual(await contents(), earlier);
        assert.equal((await visit()).startsWith(await serving()), true);
      });

    it('that is tried on a copy first changes nothing when the copy fails, and leaves none', async () => {
      const [earlier, releases] = [await contents(), (await client.releases('tab')).length];
      const upgrade = await ended(await begun(sql('delete from ballots'), { rehearses: true }));
      assert.deepEqual([upgrade.state, upgrade.isUndone, upgrade.backups], ['failed', true, []]);
      assert.match(upgrade.failure ?? '', /public\.ballots has 0 rows, and had 50/);
      assert.deepEqual(await contents(), earlier);
      assert.equal((await client.releases('tab')).length, releases);
      await until(async () => (await client.apps()).length === 1);
      assert.deepEqual(await client.binnedApps(), []);
    });

    it('is finished by the next control when one is killed in the middle; nobody deploys and nobody upgrades meanwhile', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rostra-upgrade-'));
      chmodSync(folder, 0o755);
      const go = join(folder, 'go');
      const earlier = await contents();
      const upgrade = await begun(`${sql('truncate ballots')}; until test -e ${go}; do sleep 0.1; done; exit 1`);
      await until(async () => (await client.dynos('tab')).some(({ type, state }) => type === 'release' && state === 'up'));
      await assert.rejects(begun('true'), { code: 'UPGRADE_UNDER_WAY' });
      await assert.rejects(client.startBuild('tab', await version('true')), { code: 'UPGRADE_UNDER_WAY' });
      await platform.kill('control');
      const waiting = visit();
      platform.run('control');
      await platform.isReady();
      writeFileSync(go, '');
      const { state, isUndone } = await ended(upgrade);
      assert.deepEqual([state, isUndone], ['failed', true]);
      assert.deepEqual(await contents(), earlier);
      assert.match(await waiting, /^v\d+ web\.1 hello$|H20/); // on a slow machine a minute is not enough
      assert.match(await visit(), /^v\d+ web\.1 hello$/);
      rmSync(folder, { recursive: true });
    });
  });

  describe('an app whose project says where its source is published', () => {
    let source: { readonly url: string; readonly close: () => Promise<void> };
    const folderOf = async (migrations: string): Promise<string> => (await version(migrations)).path;
    before(async () => {
      source = await publishedSource({
        'v1.9': await folderOf('true'),
        'v1.10': await folderOf(sql("alter table ballots add column venue text default 'hall'")),
      });
      const project = JSON.stringify({ source: source.url, ref: 'v1.9', template: null });
      const path = await appFolder({ ...helloApp, '.rostra-guest.json': project });
      await deploy(client, 'tab', { source: { kind: 'folder', path }, onLine: () => {} });
    });
    after(() => source.close());

    it('names its versions, newest first', async () => {
      assert.deepEqual(await client.guest('tab'), { source: source.url, ref: 'v1.9', isPublic: true });
      assert.deepEqual(await client.guestVersions('tab'), ['v1.10', 'v1.9']);
    });

    it('is upgraded with what the platform fetches itself, and knows its version then', async () => {
      await assert.rejects(client.upgradeGuest('tab', { ref: 'v1.10', rehearses: false, confirm: '' }), { status: 409 });
      const missing = client.upgradeGuest('tab', { ref: 'v3', rehearses: false, confirm: 'tab' });
      await assert.rejects(missing, { code: 'GUEST_NO_SOURCE', message: /could not be fetched at v3/ });
      const { state, failure } = await ended(await client.upgradeGuest('tab', { ref: 'v1.10', rehearses: false, confirm: 'tab' }));
      assert.deepEqual([state, failure], ['done', null]);
      assert.deepEqual(await query('select distinct venue from ballots'), [{ venue: 'hall' }]);
      assert.equal((await client.guest('tab'))?.ref, 'v1.10');
    });

    it('goes back, build and data together, when it is not wanted after all; once', async () => {
      const [done] = await client.upgrades('tab');
      const id = done?.id ?? 0;
      await assert.rejects(client.takeUpgradeBack('tab', id, ''), { status: 409 });
      const { state, isUndone } = await ended(await client.takeUpgradeBack('tab', id, 'tab'));
      assert.deepEqual([state, isUndone], ['failed', true]);
      await assert.rejects(query('select venue from ballots'), /venue.*does not exist/);
      assert.equal((await client.guest('tab'))?.ref, 'v1.9');
      await assert.rejects(client.takeUpgradeBack('tab', id, 'tab'), { code: 'UPGRADE_NOT_UNDONE' });
    });

    it('is not read from a folder of this machine because its project says so', async () => {
      const path = await appFolder({ ...helloApp, '.rostra-guest.json': JSON.stringify({ source: '/root', ref: null }) });
      await deploy(client, 'tab', { source: { kind: 'folder', path }, onLine: () => {} });
      assert.equal((await client.guest('tab'))?.isPublic, false);
      await assert.rejects(client.guestVersions('tab'), { code: 'GUEST_NOT_FROM_HERE' });
      await assert.rejects(client.upgradeGuest('tab', { ref: null, rehearses: false, confirm: 'tab' }), { code: 'GUEST_NOT_FROM_HERE' });
    });
  });
});
