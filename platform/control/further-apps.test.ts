import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openStore } from '../store/open.ts';
import { furtherApps } from './further-apps.ts';

describe('apps that a verb touches besides the one it names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rostra-further-'));
  const store = openStore(join(folder, 'control.db'));
  after(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });
  for (const name of ['tab', 'tab-test', 'other']) store.apps.create(name, 0);
  const [tab, test] = ['tab', 'tab-test'].map((name) => store.apps.byName(name)?.id ?? 0);
  const addon = { name: 'postgres-1', service: 'postgres', plan: 'hobby-dev', configVar: 'DATABASE_URL', password: 'x' } as const;
  store.addons.create({ ...addon, appId: tab ?? 0, settings: {}, createdAtMs: 0 });
  store.pipelines.create('tabs', 0);
  store.pipelines.seat('tabs', { id: tab ?? 0, stage: 'production' });
  store.pipelines.seat('tabs', { id: test ?? 0, stage: 'staging' });

  const cases = [
    { verb: 'attachAddon', args: ['other', { addon: 'postgres-1', as: null }], expect: ['tab'] },
    { verb: 'attachAddon', args: ['tab', { addon: 'postgres-1', as: 'AGAIN' }], expect: [] },
    { verb: 'attachAddon', args: ['other', { addon: 'nothing', as: null }], expect: [] },
    { verb: 'attachConfig', args: ['other', { key: 'A', source: 'tab', sourceKey: 'A' }], expect: ['tab'] },
    { verb: 'promote', args: ['tab-test'], expect: ['tab'] },
    { verb: 'pipelineDiff', args: ['tab'], expect: ['tab-test'] },
    { verb: 'promote', args: ['other'], expect: [] },
    { verb: 'joinPipeline', args: ['other', { pipeline: 'tabs', stage: 'staging', isNew: false }], expect: ['tab-test', 'tab'] },
    { verb: 'scale', args: ['tab', { web: 2 }], expect: [] },
  ];
  for (const { verb, args, expect } of cases) {
    it(`${verb} ${JSON.stringify(args)}: ${expect.join(', ') || 'none'}`, () => assert.deepEqual(furtherApps(store, verb, args), expect));
  }
});
