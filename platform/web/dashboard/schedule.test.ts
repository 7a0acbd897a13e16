import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deploy } from '../../client.ts';
import { appFolder, helloApp } from '../../testing/app-folder.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { TestPlatform } from '../../testing/platform.ts';

let platform: TestPlatform;
let ann: DashboardVisitor;
before(async () => {
  platform = await TestPlatform.start();
  await platform.client.createApp('hello');
  await deploy(platform.client, 'hello', { source: { kind: 'folder', path: await appFolder(helloApp) }, onLine: () => {} });
  ann = await new DashboardVisitor(platform, '10.0.0.1').signIn();
});
after(() => platform[Symbol.asyncDispose]());

const page = '/apps/hello/scaling';
const shown = async (): Promise<string> => (await ann.get(page)).text;

describe('the page of what changes by itself', () => {
  it('says that nothing does', async () => assert.match(await shown(), /hello stays at one dyno until somebody changes it/));

  it('switches the autoscaler on and off, without a script', async () => {
    const on = await ann.submit(page, `${page}/autoscale`, {
      do: 'on',
      type: 'web',
      min: '1',
      max: '4',
      p95: '800',
      hours: '4',
      afterwards: '1',
    });
    assert.deepEqual([on.status, on.headers['location']], [303, page]);
    assert.match(await shown(), /take over 800 ms/);
    const [autoscale] = await platform.client.autoscales('hello');
    assert.deepEqual([autoscale?.max, autoscale?.afterwards], [4, { web: { quantity: 1 } }]);
    await ann.submit(page, `${page}/autoscale`, { do: 'off', type: 'web' });
    assert.deepEqual(await platform.client.autoscales('hello'), []);
  });

  it('refuses numbers that cannot be, in words', async () => {
    const answer = await ann.submit(page, `${page}/autoscale`, { do: 'on', type: 'web', min: '5', max: '2' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /At least 5 dynos and at most 2 cannot be/);
  });

  const weekend = {
    type: 'web',
    quantity: '10',
    from: '09:00',
    to: '18:00',
    'day-sat': '1',
    'day-sun': '1',
    timezone: 'Europe/Dublin',
    after: '0',
  };

  it('plans dynos for a weekend and draws them', async () => {
    const answer = await ann.submit(page, `${page}/schedules`, weekend);
    assert.equal(answer.status, 303);
    assert.match(await shown(), /web=10, then web=0<\/b>, 09:00 to 18:00, Sat and Sun, Europe\/Dublin/);
    const [schedule] = await platform.client.schedules('hello');
    await ann.submit(page, `${page}/schedules/${schedule?.id}/remove`, {});
    assert.deepEqual(await platform.client.schedules('hello'), []);
  });

  it('speaks of the clock that its reader has chosen', async () => {
    await ann.submit(page, `${page}/schedules`, { ...weekend, timezone: 'Asia/Tokyo' });
    assert.match(await shown(), /09:00 to [^<]*18:00 by the clock of Asia\/Tokyo/); // the one planned in last stays chosen
    const chosen = await ann.get(`${page}?zone=Asia/Singapore`);
    assert.deepEqual([chosen.status, chosen.headers['location']], [303, page]);
    assert.match(await shown(), /Next: [^<]*09:00 to [^<]*18:00\. For you [^<]*08:00 to [^<]*17:00\./);
    await ann.get(`${page}?zone=Nowhere/Else`);
    assert.match(await shown(), /08:00 to [^<]*17:00 by the clock of Asia\/Singapore/);
    const [schedule] = await platform.client.schedules('hello');
    await ann.submit(page, `${page}/schedules/${schedule?.id}/remove`, {});
  });

  it('refuses a plan without a number', async () => {
    const answer = await ann.submit(page, `${page}/schedules`, { ...weekend, quantity: 'many' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /whole number from 0 to 100/);
  });
});
