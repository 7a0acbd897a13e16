import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { claimReceipt, newIntent } from '#kit/db/receipts.ts';
import { textQuery } from '#kit/db/query.ts';
import { loginStore } from './store/logins.ts';
import { firstBadRow } from './store/journal.ts';
import { testTab } from './test-tab.ts';
import type { TestTab } from './test-tab.ts';
import { createDemo } from './tournaments/demo.ts';
import { upkeep } from './upkeep.ts';

const ageReceipts = textQuery<object, unknown>('test.age', `update receipts set created_at = now() - interval '32 days'`, () => []);
const countReceipts = textQuery<object, { count: number }>('test.count', 'select count(*)::int as count from receipts', () => []);
const forge = textQuery<object, unknown>('test.forge', `update journal set entry = '{"verb":"nothing"}' where seq = 1`, () => []);

describe('upkeep', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
  });
  after(() => tab.close());

  const receipt = (): Promise<unknown> =>
    claimReceipt(tab.db, { intent: newIntent(), actor: 'person:1', target: 'debate:1', bodyHash: 'x', reply: {} });

  it('forgets receipts after a month, and keeps the others', async () => {
    await receipt();
    await tab.db.run(ageReceipts, {});
    await receipt();
    await upkeep['clean-up'](tab);
    assert.equal((await tab.db.one(countReceipts, {})).count, 1);
  });

  it('forgets logins that have run out', async () => {
    const store = loginStore(tab.db);
    await store.create('old', 'admin', tab.clock.nowMs() - 1000);
    await store.create('new', 'admin', tab.clock.nowMs() + 60_000);
    await upkeep['clean-up'](tab);
    assert.deepEqual([await store.find('old', 0), await store.find('new', 0)], [null, 'admin']);
  });

  it('finds the journal row that was changed behind our back', async () => {
    const tournament = await createDemo(tab, { demo: 'wsdc8', actor: 'demo', simulate: 1 });
    assert.equal(await firstBadRow(tab.db, tournament.id), null);
    await tab.db.run(forge, {});
    assert.equal(await firstBadRow(tab.db, tournament.id), 1);
    await upkeep['verify-journals'](tab);
  });
});
