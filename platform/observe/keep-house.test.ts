import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '#kit/log/logger.ts';
import { platformConfig } from '../config.ts';
import { openControl } from '../control/open-control.ts';
import type { OpenControl } from '../control/open-control.ts';
import { dynoId } from '../rules/dyno-id.ts';
import { plainManifest } from '../rules/manifest.ts';
import { keepHouse } from './keep-house.ts';

const dayMs = 24 * 3600 * 1000;

let home = '';
let open: OpenControl;
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'rostra-house-'));
  open = openControl(platformConfig({ ROSTRA_HOME: home }), createLogger({ name: 'test', level: 'error' }));
});
after(async () => {
  open.close();
  await rm(home, { recursive: true });
});

/** An app with this many releases, each of a slug of its own, the last one serving. */
async function appWithReleases(name: string, count: number): Promise<void> {
  const { store, paths } = open.control;
  store.apps.create(name, 0);
  const app = store.apps.byName(name);
  assert.ok(app);
  for (let version = 1; version <= count; version += 1) {
    const id = `${name}-${version}`;
    store.releases.addSlug({ id, processes: {}, manifest: plainManifest, sizeBytes: 0, builtOn: '', nowMs: 0 });
    const release = {
      appId: app.id,
      status: 'succeeded',
      slugId: id,
      configSetId: app.configSetId,
      runsSince: null,
      phase: 'none',
    } as const;
    store.releases.append({ ...release, reason: '', actor: '', nowMs: 0 });
    await mkdir(join(paths.slugs, id), { recursive: true });
  }
  store.apps.setServing(app.id, count);
}

describe('keeping house', () => {
  it('keeps the slugs of the last ten releases, and of what serves', async () => {
    await appWithReleases('lab', 12);
    await keepHouse(open.control, open);
    const kept = await readdir(open.control.paths.slugs);
    assert.equal(kept.length, 10);
    assert.ok(!kept.includes('lab-1') && !kept.includes('lab-2') && kept.includes('lab-12'));
  });

  it('drops the folders of old builds', async () => {
    const now = Date.now();
    const [old, young] = [now - 8 * dayMs, now - dayMs].map((atMs) => dynoId(atMs, new Uint8Array(16)));
    for (const id of [old, young]) await mkdir(join(open.control.paths.builds, id ?? ''), { recursive: true });
    await keepHouse(open.control, open);
    assert.deepEqual(await readdir(open.control.paths.builds), [young]);
  });

  it('drops lines that are older than a week', async () => {
    const line = { app: 'lab', source: 'app', dyno: 'web.1' } as const;
    open.logs.append([
      { ...line, atMs: Date.now() - 8 * dayMs, text: 'old' },
      { ...line, atMs: Date.now(), text: 'young' },
    ]);
    await keepHouse(open.control, open);
    assert.deepEqual(
      open.logs.newest('lab', { lines: 10 }).map(({ text }) => text),
      ['young'],
    );
  });
});
