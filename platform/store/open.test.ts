import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { plainManifest } from '../rules/manifest.ts';
import { openStore } from './open.ts';
import type { Store } from './open.ts';
import type { NewRelease } from './releases.ts';

let folder = '';
let store: Store;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-store-'));
  store = openStore(join(folder, 'control.db'));
});
after(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

function appId(name: string): number {
  store.apps.create(name, 0);
  return store.apps.byName(name)?.id ?? 0;
}

const release = (app: number, change: Partial<NewRelease> = {}): NewRelease => ({
  appId: app,
  status: 'pending',
  slugId: null,
  configSetId: 1,
  runsSince: null,
  phase: 'none',
  reason: 'Deploy',
  actor: 'ann',
  nowMs: 0,
  ...change,
});

describe('control.db', () => {
  it('is for our eyes only: config vars are secrets', async () => {
    for (const name of ['control.db', 'control.db-wal']) assert.equal((await stat(join(folder, name))).mode & 0o077, 0, name);
  });

  it('is the same when it is opened again', () => {
    appId('kept');
    store.close();
    store = openStore(join(folder, 'control.db'));
    assert.equal(store.apps.byName('kept')?.name, 'kept');
  });

  it('keeps all of a transaction or nothing', () => {
    assert.throws(() =>
      store.transaction(() => {
        store.apps.create('half', 0);
        throw new Error('killed here');
      }),
    );
    assert.equal(store.apps.byName('half'), null);
  });
});

describe('apps', () => {
  it('have names of their own, also against one that is leaving', () => {
    const id = appId('leaver');
    assert.equal(store.apps.create('leaver', 0), false);
    store.apps.setLeaving(id);
    assert.equal(store.apps.byName('leaver'), null);
    assert.equal(store.apps.create('leaver', 0), false);
    store.apps.delete(id);
    assert.equal(store.apps.create('leaver', 0), true);
  });

  it('serve only releases that are there', () => {
    const id = appId('dangling');
    assert.throws(() => store.apps.setServing(id, 7), /FOREIGN KEY/);
  });
});

describe('releases', () => {
  it('are counted from 1, without a gap, app by app', () => {
    const [one, other] = [appId('counted'), appId('counted-too')];
    assert.deepEqual(
      [release(one), release(one), release(other), release(one)].map((each) => store.releases.append(each)),
      [1, 2, 1, 3],
    );
  });

  it('keep the config vars they were made with', () => {
    const id = appId('snapshot');
    const first = store.releases.append(release(id, { configSetId: store.apps.setConfig(id, { A: '1' }) }));
    store.releases.append(release(id, { configSetId: store.apps.setConfig(id, { A: '2' }) }));
    assert.deepEqual(store.releases.find(id, first)?.config, { A: '1' });
    assert.deepEqual(store.apps.byName('snapshot')?.config, { A: '2' });
  });

  it('run since themselves unless they say otherwise', () => {
    const id = appId('since');
    store.releases.append(release(id));
    store.releases.append(release(id, { runsSince: 1 }));
    assert.deepEqual(
      store.releases.list(id).map((each) => [each.version, each.runsSince]),
      [
        [2, 1],
        [1, 1],
      ],
    );
  });

  it('lose their slug when it is not worth keeping', () => {
    const id = appId('slugs');
    const slug = { processes: { web: 'start' }, manifest: plainManifest, sizeBytes: 1, builtOn: 'Node', nowMs: 0 };
    for (const name of ['old', 'new']) store.releases.addSlug({ ...slug, id: name });
    store.releases.append(release(id, { slugId: 'old' }));
    store.releases.append(release(id, { slugId: 'new' }));
    assert.deepEqual(store.releases.forgetSlugs(['new']), ['old']);
    assert.deepEqual(
      store.releases.list(id).map((each) => each.slugId),
      ['new', null],
    );
  });
});

describe('builds', () => {
  it('end with their release, and follow it when another takes its place', () => {
    const id = appId('built');
    store.builds.create({ id: 'b1', appId: id, actor: 'ann', createdAtMs: 0, commit: null });
    assert.deepEqual(
      store.builds.unfinished('building').map((build) => build.id),
      ['b1'],
    );
    const first = store.releases.append(release(id));
    store.builds.setReleasing('b1', first);
    const second = store.releases.append(release(id));
    store.builds.moveToRelease(id, { from: first, to: second });
    store.builds.finishOfRelease(id, first, 'too late');
    assert.equal(store.builds.find('b1')?.status, 'releasing');
    store.builds.finishOfRelease(id, second, null);
    assert.deepEqual([store.builds.find('b1')?.status, store.builds.find('b1')?.release], ['succeeded', second]);
  });
});

describe('add-ons', () => {
  const addon = { service: 'postgres', plan: 'hobby-dev', configVar: 'DATABASE_URL', password: 'p', settings: {}, createdAtMs: 0 } as const;

  it('hold a config var of their app alone', () => {
    const id = appId('holder');
    store.addons.create({ ...addon, name: 'pg-1', appId: id });
    assert.throws(() => store.addons.create({ ...addon, name: 'pg-2', appId: id }), /UNIQUE/);
  });

  it('outlive no app: it goes only after them', () => {
    const id = store.apps.byName('holder')?.id ?? 0;
    assert.throws(() => store.apps.delete(id), /FOREIGN KEY/);
    store.addons.delete('pg-1');
    store.apps.delete(id);
  });
});

describe('tokens', () => {
  it('are found by their hash until they are revoked', () => {
    store.access.addToken({ id: 't1', label: 'bot', role: 'viewer', hash: 'h', nowMs: 0, expiresAtMs: 200_000 });
    assert.deepEqual(store.access.useToken('h', 90_000), { label: 'bot', role: 'viewer' });
    assert.equal(store.access.useToken('h', 200_000), null);
    assert.equal(store.access.tokens()[0]?.lastUsedAt, '1970-01-01T00:01:30.000Z');
    assert.equal(store.access.useToken('other', 0), null);
    assert.equal(store.access.revokeToken('t1'), true);
    assert.equal(store.access.revokeToken('t1'), false);
    assert.equal(store.access.useToken('h', 0), null);
  });
});

describe('logins', () => {
  it('end by themselves', () => {
    store.access.beginLogin({ hash: 'l', actor: 'admin', expiresAtMs: 100 });
    assert.equal(store.access.loginActor('l', 99), 'admin');
    assert.equal(store.access.loginActor('l', 100), null);
    store.access.endExpiredLogins(100);
    assert.equal(store.access.loginActor('l', 0), null);
  });
});

describe('a secret', () => {
  it('is made once', () => {
    assert.equal(
      store.access.secret('cookies', () => 'first'),
      'first',
    );
    assert.equal(
      store.access.secret('cookies', () => 'second'),
      'first',
    );
  });
});

describe('events', () => {
  it('are newest first, those of one app, since a moment', () => {
    const id = appId('eventful');
    for (const atMs of [1, 2, 3]) store.events.append({ appId: id, atMs, kind: 'scale', text: `at ${atMs}`, actor: 'ann' });
    assert.deepEqual(
      store.events.list(id, { sinceMs: 2, limit: 10 }).map((event) => event.text),
      ['at 3', 'at 2'],
    );
  });
});
