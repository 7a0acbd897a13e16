import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

let rig: RouterRig;
before(async () => (rig = await RouterRig.start()));
after(() => rig.close());

const status = { notes: [{ at: '2026-07-05T09:00:00.000Z', text: 'Round 3 is <late>', nextAt: '2026-07-05T09:10:00.000Z' }] };
const path = '/.rostra/status';

describe('a status page', () => {
  it('is answered by the router while nothing of the app runs, with what was said', async () => {
    await rig.push(tabRoutes([], { desired: 1, status }));
    const { status: code, body, headers } = await rig.call({ path });
    assert.deepEqual([code, headers['cache-control']], [200, 'public, max-age=5']);
    assert.match(body, /It does not answer now\..*Round 3 is &lt;late&gt;.*09:10 UTC/s);
  });

  it('says that it is closed for maintenance, and is linked from the page that says so', async () => {
    await rig.push(tabRoutes([], { desired: 1, status, maintenance: { html: null } }));
    assert.match((await rig.call({ path })).body, /closed for maintenance/);
    assert.match((await rig.call({ path: '/', headers: { accept: 'text/html' } })).body, /href="\/\.rostra\/status"/);
  });

  it('is none where nobody has switched it on', async () => {
    await rig.push(tabRoutes([], { desired: 1 }));
    assert.equal((await rig.call({ path })).status, 404);
    assert.doesNotMatch((await rig.call({ path: '/', headers: { accept: 'text/html' } })).body, /rostra\/status/);
  });
});
