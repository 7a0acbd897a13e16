import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainManifest, readManifest } from './manifest.ts';

const read = (own: unknown, app: unknown = null) =>
  readManifest({ own: own === null ? null : JSON.stringify(own), app: app === null ? null : JSON.stringify(app) });

describe('readManifest', () => {
  it('without files says nothing', () => assert.deepEqual(read(null), { ok: true, manifest: plainManifest }));

  it('takes dynos, deploy mode and time limits in seconds from rostra.json', () => {
    const own = {
      formation: { web: { quantity: 3, size: 'standard-2x', slots: 4 } },
      deploy: { mode: 'hold' },
      routes: [
        { path: '/draw/', firstByte: 40 },
        { path: '/ws/', idle: 3600 },
      ],
    };
    assert.deepEqual(read(own), {
      ok: true,
      manifest: {
        formation: own.formation,
        deployMode: 'hold',
        routes: [
          { path: '/draw/', firstByteMs: 40_000, idleMs: null },
          { path: '/ws/', firstByteMs: null, idleMs: 3_600_000 },
        ],
      },
    });
  });

  it('takes the formation of app.json, and that of rostra.json before it', () => {
    const app = { name: 'Tab', formation: { web: { quantity: 1 }, worker: { quantity: 2, size: 'hobby' } }, scripts: {} };
    const result = read({ formation: { web: { quantity: 4 } } }, app);
    assert.deepEqual(result.ok && result.manifest.formation, { web: { quantity: 4 }, worker: { quantity: 2, size: 'hobby' } });
  });

  it('takes add-ons, jobs and what runs after the first deploy from app.json', () => {
    const app = {
      addons: ['heroku-redis', { plan: 'heroku-postgresql', as: 'ARCHIVE', options: { version: '15' } }],
      cron: [{ schedule: '@daily', command: 'node clean.js' }],
      scripts: { postdeploy: 'node seed.js', test: 'npm test' },
      stack: 'heroku-24',
    };
    const result = read(null, app);
    assert.deepEqual(result.ok && result.manifest.first, {
      addons: [
        { plan: 'heroku-redis', as: null },
        { plan: 'heroku-postgresql', as: 'ARCHIVE' },
      ],
      jobs: app.cron,
      postdeploy: 'node seed.js',
    });
  });

  const wrong = [
    {
      it: 'more dynos than there may be',
      own: { formation: { web: { quantity: 101 } } },
      says: /^rostra\.json is wrong: formation\.web\.quantity: /,
    },
    { it: 'a size that there is not', own: { formation: { web: { size: 'huge' } } }, says: /formation\.web\.size: there is no such size/ },
    { it: 'no slots', own: { formation: { web: { slots: 0 } } }, says: /formation\.web\.slots: / },
    { it: 'a mode that there is not', own: { deploy: { mode: 'quick' } }, says: /deploy\.mode: / },
    { it: 'a path that begins nowhere', own: { routes: [{ path: 'draw' }] }, says: /routes\.0\.path: / },
    { it: 'a limit that nobody would wait for', own: { routes: [{ path: '/', firstByte: 900 }] }, says: /routes\.0\.firstByte: / },
    { it: 'a list', own: [], says: /^rostra\.json is no JSON object\.$/ },
  ];
  for (const { it: what, own, says } of wrong) {
    it(`refuses ${what} and says where it stands`, () => {
      const result = read(own);
      assert.match(result.ok ? '' : result.fault, says);
    });
  }

  it('refuses what is no JSON', () =>
    assert.deepEqual(readManifest({ own: '{', app: null }), { ok: false, fault: 'rostra.json is no JSON object.' }));
});
