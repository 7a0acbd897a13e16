import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Finding } from '../rules/findings/finding.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { watchMirrors } from './watch.ts';

let rig: SimulatedControl;
beforeEach(() => {
  rig = new SimulatedControl(Date.UTC(2026, 6, 5, 9));
  rig.addApp('tab', { web: 'serve' });
  rig.addApp('tab-admin', { web: 'serve' });
  addon('tab', 'postgres', 'DATABASE_URL');
  rig.control.store.addons.addServer({ name: '_postgres', service: 'postgres', port: 30_000, tlsPort: null });
  give('tab', { DATABASE_URL: database, REDISCLOUD_URL: 'redis://one', DJANGO_SECRET_KEY: 'signs' });
});
afterEach(() => rig.close());

const database = 'postgres://postgres_a:secret@127.0.0.1:30000/postgres_a';

function addon(app: string, service: 'postgres', configVar: string): void {
  const { addons } = rig.control.store;
  const { id: appId } = rig.app(app);
  addons.create({ name: 'postgres-a', appId, service, plan: 'hobby-dev', configVar, password: 'secret', settings: {}, createdAtMs: 0 });
  addons.setState('postgres-a', 'available');
}

function give(app: string, config: Readonly<Record<string, string>>): void {
  rig.control.store.apps.setConfig(rig.app(app).id, config);
}

async function look(): Promise<readonly Finding[]> {
  await watchMirrors(rig.control);
  return rig.ann.findings('tab-admin');
}

describe('a mirror made by hand', () => {
  it('is recognised by the database that it uses, and what the guide forgets is named', async () => {
    give('tab-admin', { DATABASE_URL: database });
    const [finding] = await look();
    assert.deepEqual(
      (await rig.ann.mirrors()).map(({ app, primary, isByHand }) => [app, primary, isByHand]),
      [['tab-admin', 'tab', true]],
    );
    assert.deepEqual([finding?.rule, finding?.severity, finding?.title], ['F29', 'critical', 'This mirror is not like tab']);
    assert.deepEqual(
      finding?.evidence.map(({ text, value }) => `${text} ${value}`.trim()),
      [
        'DJANGO_SECRET_KEY is missing: who signs in on one is a stranger on the other',
        'REDISCLOUD_URL is missing: pages and rounds that one changes stay as they were on the other',
        'written out: the next change at the primary does not come here DATABASE_URL',
      ],
    );
  });

  it('is only told of where all is alike, for an address that is written out is right until it changes', async () => {
    give('tab-admin', rig.app('tab').config);
    assert.deepEqual(
      (await look()).map(({ severity, title }) => [severity, title]),
      [['info', 'This app is a mirror of tab, made by hand']],
    );
    give('tab', { ...rig.app('tab').config, DATABASE_URL: database.replace('secret', 'rotated') });
    assert.match((await rig.ann.mirrors())[0]?.drift.join() ?? '', /^DATABASE_URL is not that of tab/);
  });

  it('becomes one of ours by the button: the add-on is attached and the variables follow', async () => {
    give('tab-admin', { DATABASE_URL: database, OWN: 'mine' });
    const [finding] = await look();
    rig.control.changes.announce();
    const pressed = rig.ann.actOnFinding('tab-admin', finding?.id ?? 0, 0);
    await Promise.resolve();
    const { rollOut, id } = rig.app('tab-admin');
    rig.control.store.apps.setServing(id, rollOut ?? 0); // the reconciler's part
    rig.control.changes.announce();
    await pressed;
    const [mirror] = await rig.ann.mirrors();
    assert.deepEqual([mirror?.isByHand, mirror?.follows, mirror?.drift, mirror?.copied], [false, true, [], []]);
    assert.deepEqual(rig.app('tab-admin').config, { ...rig.app('tab').config, OWN: 'mine' });
    assert.deepEqual(
      rig.control.store.addons.holders('postgres-a').map(({ appName }) => appName),
      ['tab', 'tab-admin'],
    );
  });

  it('is none any more once it has a database of its own', async () => {
    give('tab-admin', { DATABASE_URL: database });
    await look();
    give('tab-admin', { DATABASE_URL: 'postgres://x:y@127.0.0.1:30000/another' });
    await look();
    assert.deepEqual(await rig.ann.mirrors(), []);
  });
});
