import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { deploy } from '../../client.ts';
import { DashboardVisitor } from '../../testing/dashboard-visitor.ts';
import { until } from '../../testing/dynod.ts';
import { TestPlatform } from '../../testing/platform.ts';

let platform: TestPlatform;
let operator: DashboardVisitor;

before(async () => {
  platform = await TestPlatform.start(['dynod', 'control']);
  operator = await new DashboardVisitor(platform, '10.0.0.1').signIn();
  await platform.client.createApp('tab');
  await deploy(platform.client, 'tab', {
    source: { kind: 'folder', path: join(import.meta.dirname, '../../../e2e/apps/echo') },
    onLine: () => {},
  });
  await until(async () => (await platform.client.costs({})).totalMicro > 0); // the meter counts whole seconds
});
after(() => platform[Symbol.asyncDispose]());

const pageAt = async (path: string): Promise<string> => {
  const { status, text } = await operator.get(path);
  assert.equal(status, 200, path);
  return text;
};

describe('costs on the dashboard', () => {
  it('says what the month will come to, what runs now, and whose prices these are', async () => {
    const text = await pageAt('/costs');
    assert.match(text, /This month will come to about \$/);
    assert.match(text, /\$0\.035/); // a standard-1x an hour
    assert.match(text, /Prices of heroku-2025 as shipped on/);
    assert.match(text, /<b>standard-1x<\/b>/);
  });
  it('has the ledger, a receipt and a table for a spreadsheet', async () => {
    assert.match(await pageAt('/costs/ledger'), /say the same, to the last fraction/);
    assert.match(await pageAt('/costs/receipt?app=tab'), /for tab/);
    assert.match(await pageAt('/costs.csv'), /^app,kind,what,seconds,amount,currency\r\ntab,dyno,standard-1x,/);
  });
  it('refuses a day that is none in words, and still shows the page', async () => {
    const { status, text } = await operator.get('/costs?from=yesterday');
    assert.equal(status, 422);
    assert.match(text, /&quot;yesterday&quot; is no day/);
  });
  it('shows the worked table of a ready plan', async () => {
    const text = await pageAt('/costs/estimate?plan=regional');
    for (const amount of ['$4.2000', '$1.6333', '$2.3333', '$4.1667', '$1.7361', '$14.0694']) assert.ok(text.includes(amount), amount);
  });
  it('puts a plan into the calendar after it was looked at, and takes it away', async () => {
    const plan = JSON.stringify({ title: 'Australs', lines: [{ kind: 'dyno', key: 'standard-1x', qty: 3, hoursPerDay: 10, days: 4 }] });
    const fields = { plan, app: 'tab', start: '2027-07-01', timezone: 'Europe/Dublin' };
    const looked = await operator.submit('/costs/estimate', '/costs/estimate', fields);
    assert.match(looked.text, /In the calendar of tab/);
    assert.deepEqual(await platform.client.schedules('tab'), []);
    const applied = await operator.submit('/costs/estimate', '/costs/estimate/apply', fields);
    assert.deepEqual([applied.status, applied.headers['location']], [303, '/apps/tab/scaling']);
    assert.match(await pageAt('/costs'), /Events in the calendar/);
    await operator.submit('/costs', '/costs/events/tab/Australs/remove', {});
    assert.deepEqual(await platform.client.schedules('tab'), []);
  });
  it('says in one sentence what is wrong with a plan', async () => {
    const { status, text } = await operator.submit('/costs', '/costs/estimate', {
      plan: '{"lines":[{"kind":"dyno","key":"huge","qty":1,"days":1}]}',
    });
    assert.equal(status, 422);
    assert.match(text, /the price book seed-2019 has no dyno size &quot;huge&quot;/);
  });
  it('sets a budget and removes it', async () => {
    await operator.submit('/costs', '/costs/budgets', { name: 'summer', amount: '12.50', app: 'tab', action: 'freeze-up' });
    assert.equal((await platform.client.budgets())[0]?.amountMicro, 12_500_000);
    const wrong = await operator.submit('/costs', '/costs/budgets', { name: 'autumn', amount: 'much' });
    assert.match(wrong.text, /amount of a budget must be above 0/);
    await operator.submit('/costs', '/costs/budgets/summer/remove', {});
    assert.deepEqual(await platform.client.budgets(), []);
  });
  it('confirms prices and lets the meter reckon by others', async () => {
    await operator.submit('/costs/prices', '/costs/prices/seed-2019/confirm', {});
    await operator.submit('/costs/prices', '/costs/prices/seed-2019/choose', {});
    assert.match(await pageAt('/costs/prices'), /The meter reckons by Heroku as the guides of 2019 know it/);
  });
  it('shows what a dyno costs an hour beside its number', async () => {
    assert.match(await pageAt('/apps/tab'), /\$0\.0347 an hour each/);
  });
});
