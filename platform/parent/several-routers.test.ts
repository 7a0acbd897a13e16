import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiConnection } from '../api-connection.ts';
import { routerSockets } from '../config.ts';
import { until } from '../testing/dynod.ts';
import { type TestParent, withParent } from '../testing/parent.ts';

const three = { ROSTRA_ROUTERS: '3' };

describe('several routers on one port', () => {
  it('have the same table; one that is killed comes back alone, and the others serve meanwhile', () =>
    withParent(async (parent) => {
      await parent.up();
      await parent.deployHello('hello');
      const before = (await parent.status()).routers;
      assert.equal(new Set(before).size, 3);
      assert.equal(new Set(await versions(parent)).size, 1);
      process.kill(before[1] ?? 0, 'SIGKILL');
      const answers: string[] = [];
      await until(async () => {
        answers.push(await parent.answer('hello'));
        return ![null, before[1]].includes((await parent.status()).routers[1] ?? null);
      });
      const refused = answers.filter((answer) => answer !== 'v1 web.1 hello');
      assert.ok(
        refused.every((answer) => answer.startsWith('<NoAnswer')),
        `only a connection that it had taken may break: ${String(refused)}`,
      );
      await until(async () => (await parent.answer('hello')) === 'v1 web.1 hello');
      const after = (await parent.status()).routers;
      assert.deepEqual([after[0], after[2]], [before[0], before[2]]);
      await until(async () => new Set(await versions(parent)).size === 1);
      assert.equal(await parent.end('SIGTERM'), 0);
      assert.deepEqual(parent.processes(), []);
    }, three));

  it('are all taken over by the next parent, and all stopped', () =>
    withParent(async (parent) => {
      await parent.up();
      const before = (await parent.status()).routers;
      await parent.end('SIGKILL');
      await parent.up();
      await until(() => before.every((pid) => !parent.processes().includes(String(pid)))); // they have handed over
      assert.equal(await parent.end('SIGTERM'), 0);
      assert.deepEqual(parent.processes(), []);
    }, three));
});

/** Of the table in each router; -1 while it is away. */
async function versions({ paths }: TestParent): Promise<number[]> {
  const routers = routerSockets(paths, 3).map((path) => new ApiConnection({ kind: 'socket', path, actor: 'test' }));
  const answers = routers.map((router) => router.call<{ version: number }>({ method: 'GET', path: '/status' }));
  return (await Promise.allSettled(answers)).map((answer) => (answer.status === 'fulfilled' ? answer.value.version : -1));
}
