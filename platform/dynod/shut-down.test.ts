import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiConnection } from '../api-connection.ts';
import { fakeSpec, withDynod } from '../testing/dynod.ts';

describe('when the platform stops', () => {
  it('dynos end first, add-on servers last, and nothing starts any more', () =>
    withDynod(async (dynod) => {
      const seen: string[] = [];
      await dynod.driver.start(
        fakeSpec('postgres', 'listen', { kind: 'addon', type: 'postgres', stopSignal: 'SIGINT', stopLeaderOnly: true }),
      );
      await dynod.driver.start(fakeSpec('web1', 'polite listen'));
      await dynod.driver.start(fakeSpec('looping', 'exit 1', { type: 'worker', needsPort: false }));
      await dynod.when('postgres', (status) => status.state === 'up');
      await dynod.when('web1', (status) => status.state === 'up');
      const watch = await dynod.driver.watch(({ id, state }) => {
        if (id !== 'looping' && seen.at(-1) !== `${id} ${state}`) seen.push(`${id} ${state}`);
      });
      const parent = new ApiConnection({ kind: 'socket', path: dynod.paths.dynodSocket, actor: 'parent' });
      await parent.call({ method: 'POST', path: '/shutdown', body: { reason: 'The platform is stopping' } });
      assert.ok((await dynod.driver.list()).every((status) => status.state === 'down'));
      await assert.rejects(dynod.driver.start(fakeSpec('late', 'listen')), { code: 'PLATFORM_STOPPING', status: 503 });
      watch.close();
      await watch.ended;
      assert.deepEqual(
        seen.filter((change) => !change.endsWith(' up')),
        ['web1 stopping', 'web1 down', 'postgres stopping', 'postgres down'],
      );
    }));

  it('a second call with less time makes the first one hurry', () =>
    withDynod(async (dynod) => {
      await dynod.driver.start(fakeSpec('deaf', 'deaf listen', { graceMs: 30_000 }));
      await dynod.when('deaf', (status) => status.state === 'up');
      const parent = new ApiConnection({ kind: 'socket', path: dynod.paths.dynodSocket, actor: 'parent' });
      const ask = (budgetMs: number) => parent.call({ method: 'POST', path: '/shutdown', body: { reason: 'Stopping', budgetMs } });
      await Promise.all([ask(600_000), ask(0)]);
      assert.equal((await dynod.status('deaf'))?.exitStatus, 137);
    }));
});
