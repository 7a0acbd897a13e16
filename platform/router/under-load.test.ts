import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { Load } from '../testing/load.ts';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

let rig: RouterRig;
let dynos: EchoDyno[];

before(async () => {
  rig = await RouterRig.start({ firstByteMs: 5000, queueWaitMs: 5000 });
  dynos = await Promise.all([startEchoDyno(), startEchoDyno(), startEchoDyno(), startEchoDyno()]);
});
after(async () => {
  await rig.close();
  await Promise.all(dynos.map((dyno) => dyno.kill()));
});

describe('under load', () => {
  it('a change of the table loses nothing: 2, 4, 2 dynos, and those that left are stopped when they are done', async () => {
    await rig.push(tabRoutes(dynos.slice(0, 2)));
    const load = new Load({ port: rig.port, clients: 8, keepAlive: true });
    await load.more(100);
    await rig.push(tabRoutes(dynos));
    await load.more(100);
    await rig.push(tabRoutes(dynos.slice(0, 2)));
    const leaving = dynos.splice(2);
    await isDone(leaving);
    await Promise.all(leaving.map((dyno) => dyno.kill()));
    await load.more(100);
    await load.stop();
    assert.deepEqual(load.failures, []);
  });

  it('a killed dyno loses at most the requests that it was working on', async () => {
    await rig.push(tabRoutes(dynos));
    const load = new Load({ port: rig.port, clients: 8, keepAlive: true });
    await load.more(100);
    await dynos.pop()?.kill();
    await load.more(200);
    await load.stop();
    assert.ok(load.failures.length <= 8, load.failures.join(' '));
    assert.deepEqual(
      [...new Set(load.failures)].filter((failure) => failure !== '503'),
      [],
    );
  });

  it('control goes away and comes back: nobody notices, and its log has every line', async () => {
    await rig.push(tabRoutes(dynos));
    const load = new Load({ port: rig.port, clients: 4, keepAlive: true, path: '/?away' });
    await load.more(50);
    await rig.loseControl();
    await load.more(100);
    await rig.findControl();
    await load.more(50);
    await load.stop();
    assert.deepEqual(load.failures, []);
    await rig.call({ path: '/?last' });
    await rig.lineOf('/?last');
    const lines = rig.reports.flatMap((report) => report.lines).filter(({ line }) => line.includes('/?away'));
    assert.equal(lines.length, load.answered);
    while (counted() < load.answered) await rig.nextReport();
  });
});

function counted(): number {
  return rig.reports.flatMap((report) => report.samples).reduce((sum, sample) => sum + sample.requests, 0);
}

/** Settles when the router says that these dynos, which have left the table, work on nothing any more. */
async function isDone(leaving: readonly EchoDyno[]): Promise<void> {
  for (;;) {
    const { inflight } = await rig.tables.call<{ inflight: Record<string, number> }>({ method: 'GET', path: '/status' });
    if (!leaving.some((dyno) => `tab-web-${dyno.port}` in inflight)) return;
  }
}
