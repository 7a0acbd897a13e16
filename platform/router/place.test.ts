import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { appRoutes, typeRoutes } from '../rules/app-routes.ts';
import { plainManifest } from '../rules/manifest.ts';
import { PageApp } from '../testing/page-app.ts';
import { RouterRig } from '../testing/router-rig.ts';

let rig: RouterRig;
let web: PageApp;
let live: PageApp;
before(async () => {
  rig = await RouterRig.start();
  web = await PageApp.start(() => ({ body: 'web' }));
  live = await PageApp.start(() => ({ body: 'live' }));
});
after(() => Promise.all([rig.close(), web.close(), live.close()]));

describe('a rule that names a process type', () => {
  const rule = { path: '/ws/', firstByteMs: null, idleMs: null, to: 'live' };
  const up = { number: 1, release: 1, state: 'up', restarts: 0, reason: '' } as const;
  const app = (dynos: readonly { id: string; type: string; port: number }[]) => ({
    name: 'tab',
    maintenance: false,
    release: 1,
    hosts: ['tab.localhost'],
    https: null,
    slugFolder: null,
    manifest: { ...plainManifest, routes: [rule] },
    desired: 1,
    quantities: { web: 1, live: 1 },
    dynos: dynos.map((dyno) => ({ ...up, ...dyno })),
    routed: dynos.map(({ id }) => id),
    webIsExchanged: false,
  });
  const push = (routed: ReturnType<typeof app>): Promise<void> => rig.push(appRoutes(routed), ...typeRoutes(routed));

  it('is answered by its dynos, all else by web', async () => {
    await push(
      app([
        { id: 'a', type: 'web', port: web.port },
        { id: 'b', type: 'live', port: live.port },
      ]),
    );
    assert.deepEqual([(await rig.call({ path: '/ws/check-in' })).body, (await rig.call({ path: '/' })).body], ['live', 'web']);
  });

  it('waits for its own dynos alone', async () => {
    await push({ ...app([{ id: 'a', type: 'web', port: web.port }]), quantities: { web: 1, live: 0 } });
    assert.match((await rig.call({ path: '/ws/check-in' })).body, /H14/);
    assert.equal((await rig.call({ path: '/' })).body, 'web');
  });
});
