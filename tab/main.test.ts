import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { connect } from '#kit/db/connect.ts';
import { send } from '#kit/http/client.ts';
import { createLogger } from '#kit/log/logger.ts';
import { testDatabase } from '#kit/testing/database.ts';
import type { TestDatabase } from '#kit/testing/database.ts';
import { list } from './store/tournaments.ts';
import { startTabProcess } from './test-process.ts';
import type { TabProcess } from './test-process.ts';

describe('the processes of a tab', () => {
  let database: TestDatabase;
  const parts: TabProcess[] = [];
  before(async () => {
    database = await testDatabase();
  });
  after(async () => {
    await Promise.all(parts.map((part) => part.stop()));
    await database.drop();
  });

  const start = (verb: 'serve' | 'work', env: NodeJS.ProcessEnv = {}): TabProcess => {
    const part = startTabProcess(verb, { DATABASE_URL: database.url, DEMO_DATA: '1', TAB_API_KEY: 'key', ...env });
    parts.push(part);
    return part;
  };

  it('start at once on an empty database and make one demo tournament together', async () => {
    const webs = [start('serve'), start('serve')];
    const worker = start('work');
    const listening = await Promise.all(webs.map((web) => web.said('tab_listening')));
    await worker.said('worker_ready');
    for (const { address } of listening) {
      const answer = await send({ url: `${String(address)}/api/v1/tournaments`, headers: { authorization: 'Token key' } });
      assert.match(answer.text, /"slug":"harbour-open"/);
      assert.equal((await send({ url: `${String(address)}/harbour-open/draw/` })).status, 200);
    }
    const db = connect({ url: database.url, logger: createLogger({ name: 'test', level: 'silent' }), applicationName: 'test' });
    assert.equal((await list(db)).length, 1);
    await db.end();
  });

  it('end cleanly when told to', async () => {
    for (const end of await Promise.all(parts.map((part) => part.stop()))) assert.deepEqual(end, [0, null]);
  });

  it('say in one sentence that the port is taken', async () => {
    const first = start('serve');
    const { address } = await first.said('tab_listening');
    const second = start('serve', { PORT: new URL(String(address)).port });
    await once(second.child, 'exit');
    assert.match(second.complaints(), /Port \d+ is taken by another program\./);
  });
});
