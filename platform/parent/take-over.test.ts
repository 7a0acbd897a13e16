import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stopFromOutside } from './from-outside.ts';
import { until } from '../testing/dynod.ts';
import { withParent } from '../testing/parent.ts';
import { portHolder } from './port-holder.ts';

describe('kill -9', () => {
  it('of router, control and dynod: each is back, and the app has the same process', () =>
    withParent(async (parent) => {
      await parent.up();
      await parent.deployHello('hello');
      const [before] = await parent.client.dynos('hello');
      for (const part of ['control', 'dynod', 'router'] as const) {
        const { parts } = await parent.status();
        process.kill(parts[part] ?? 0, 'SIGKILL');
        await until(async () => ![null, parts[part]].includes((await parent.status()).parts[part]));
        await until(async () => (await parent.answer('hello')) === 'v1 web.1 hello');
        await until(async () => (await parent.client.status().catch(() => null))?.dynod === 'up');
      }
      const [after] = await parent.client.dynos('hello');
      assert.deepEqual([after?.id, after?.pid, after?.state], [before?.id, before?.pid, 'up']);
    }));

  it('of the parent: everything goes on, and the next start takes it over', () =>
    withParent(async (parent) => {
      await parent.up();
      await parent.deployHello('hello');
      const [dyno] = await parent.client.dynos('hello');
      const before = await parent.status();
      await parent.end('SIGKILL');
      assert.equal(await parent.answer('hello'), 'v1 web.1 hello');
      await parent.up();
      const after = await parent.status();
      assert.deepEqual([after.parts.control, after.parts.dynod], [before.parts.control, before.parts.dynod]);
      assert.notEqual(after.parts.router, before.parts.router);
      assert.equal(await parent.answer('hello'), 'v1 web.1 hello');
      assert.equal((await parent.client.dynos('hello'))[0]?.pid, dyno?.pid);
      await until(() => !parent.processes().includes(String(before.parts.router))); // it has handed over
      assert.equal(await parent.end('SIGTERM'), 0);
      assert.deepEqual(parent.processes(), []);
      assert.equal(portHolder(parent.port), null);
    }));

  it('of the parent, then `rostra down`: nothing is left', () =>
    withParent(async (parent) => {
      await parent.up();
      await parent.deployHello('hello');
      await parent.end('SIGKILL');
      assert.equal(await stopFromOutside(parent.paths), true);
      assert.deepEqual(parent.processes(), []);
      assert.equal(await stopFromOutside(parent.paths), false);
    }));

  it('of all four: the next start finds the dyno running', () =>
    withParent(async (parent) => {
      await parent.up();
      await parent.deployHello('hello');
      const [before] = await parent.client.dynos('hello');
      const { parts } = await parent.status();
      await parent.end('SIGKILL');
      for (const pid of Object.values(parts)) process.kill(pid ?? 0, 'SIGKILL');
      await parent.up();
      await until(async () => (await parent.answer('hello')) === 'v1 web.1 hello');
      assert.equal((await parent.client.dynos('hello'))[0]?.pid, before?.pid);
    }));
});
