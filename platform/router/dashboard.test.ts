import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as ask, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

let rig: RouterRig;
let control: Server;

before(async () => {
  rig = await RouterRig.start();
  await rig.push();
  control = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  control.listen(rig.paths.dashboardSocket);
  await once(control, 'listening');
});
after(async () => {
  control.closeAllConnections();
  control.close();
  await rig.close();
});

describe('the bare base domain', () => {
  for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1:8080', '[::1]:8080']) {
    it(`is control’s: ${host}`, async () => {
      const { status, body } = await rig.call({ host });
      assert.equal(status, 200);
      const headers = JSON.parse(body);
      assert.deepEqual([headers.host, headers['x-forwarded-host'], headers['x-forwarded-for']], [host, host, '127.0.0.1']);
    });
  }

  it('is in no app’s log and no app’s counts', async () => {
    await rig.call({ host: 'localhost', path: '/?dashboard' });
    await rig.nextReport();
    await rig.nextReport();
    assert.deepEqual(
      rig.reports.flatMap(({ lines, samples }) => [...lines, ...samples]),
      [],
    );
  });

  it('takes what is deployed and pushed, larger than what an app gets', async () => {
    assert.equal(await statusOf('localhost', 104_857_601), 200);
    await rig.push(tabRoutes([{ port: 9 }]));
    assert.equal(await statusOf('tab.localhost', 104_857_601), 413);
    assert.equal(await statusOf('localhost', 1_153_433_601), 413);
  });

  it('is back as soon as control is', async () => {
    const closed = once(control, 'close');
    control.closeAllConnections();
    control.close();
    await closed;
    assert.equal((await rig.call({ host: 'localhost' })).status, 503);
    control.listen(rig.paths.dashboardSocket);
    await once(control, 'listening');
    assert.equal((await rig.call({ host: 'localhost' })).status, 200);
  });
});

/** Of a request that only says how large its body will be. */
async function statusOf(host: string, bytes: number): Promise<number> {
  const asked = ask({ host: '127.0.0.1', port: rig.port, method: 'POST', headers: { host, 'content-length': bytes } });
  asked.on('error', () => {}); // the rest of it never comes
  asked.flushHeaders();
  const [answer] = await once(asked, 'response');
  asked.destroy();
  return answer.statusCode;
}
