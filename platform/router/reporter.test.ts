import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { RouterRig, tabRoutes } from '../testing/router-rig.ts';

let rig: RouterRig;
let dyno: EchoDyno;

before(async () => {
  rig = await RouterRig.start();
  dyno = await startEchoDyno();
  await rig.push(tabRoutes([dyno]));
});
after(async () => {
  await rig.close();
  await dyno.kill();
});

describe('reports to control', () => {
  it('come without traffic too: an absent router is not an idle app', async () => {
    await rig.nextReport();
    await rig.nextReport();
  });

  it('tell the bots of a rehearsal in place from visitors, by a word that only they know', async () => {
    const tab = tabRoutes([dyno]);
    await rig.push({ ...tab, bots: 'of an hour' });
    await rig.call({ path: '/?bot', headers: { 'x-rostra-rehearsal': 'of an hour' } });
    await rig.call({ path: '/?visitor', headers: { 'x-rostra-rehearsal': 'guessed' } });
    const appOf = (path: string) => rig.reports.flatMap(({ lines }) => lines).find(({ line }) => line.includes(path))?.app;
    await rig.lineOf('/?visitor');
    await rig.lineOf('/?bot');
    assert.deepEqual([appOf('/?bot'), appOf('/?visitor')], ['tab/bots', 'tab']);
  });

  it('that control refuses are counted as dropped and do not stand in the way of later ones', async () => {
    rig.refuseReports(true);
    await rig.call({ path: '/?refused' });
    while (!rig.refusedReports.some(({ lines }) => lines.length > 0)) await rig.nextReport();
    rig.refuseReports(false);
    await rig.call({ path: '/?taken' });
    await rig.lineOf('/?taken');
    assert.ok(!rig.reports.some(({ lines }) => lines.some(({ line }) => line.includes('/?refused'))));
    assert.ok(rig.reports.some(({ dropped }) => dropped.lines === 1));
  });
});
