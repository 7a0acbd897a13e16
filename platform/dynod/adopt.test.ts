import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { send } from '#kit/http/client.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import { fakeSpec, until, withDynod } from '../testing/dynod.ts';
import { isRunning, readProcess } from './processes.ts';

const isUp = (status: DynoStatus): boolean => status.state === 'up';
const isDown = (status: DynoStatus): boolean => status.state === 'down';

describe('after kill -9 of dynod', () => {
  it('dynos go on with the same pids, answer, and can be stopped by the next dynod', () =>
    withDynod(async (dynod) => {
      await Promise.all([1, 2, 3].map((n) => dynod.driver.start(fakeSpec(`web${n}`, 'listen', { number: n }))));
      const before = await Promise.all([1, 2, 3].map((n) => dynod.when(`web${n}`, isUp)));
      await dynod.end('SIGKILL');
      const answer = await send({ url: `http://127.0.0.1:${before[0]?.port}/` });
      assert.equal(answer.text, `${before[0]?.pid}\n`);
      await dynod.run();
      const after = await dynod.driver.list();
      const essence = (status: DynoStatus) => [status.id, status.state, status.pid, status.port, status.restarts];
      assert.deepEqual(
        new Map(after.map((status) => [status.id, essence(status)])),
        new Map(before.map((status) => [status.id, essence(status)])),
      );
      await dynod.driver.stop('web1', 'Stopped by the test');
      await dynod.when('web1', isDown);
    }));

  it('a watch ends, so that control lists again', () =>
    withDynod(async (dynod) => {
      const watch = await dynod.driver.watch(() => {});
      await dynod.end('SIGKILL');
      await watch.ended;
      await assert.rejects(
        dynod.driver.watch(() => {}),
        { code: 'PLATFORM_UNREACHABLE' },
      );
      await dynod.run();
    }));

  it('one that ended meanwhile is found with its exit status, and started again', () =>
    withDynod(async (dynod) => {
      await dynod.driver.start(fakeSpec('dies', 'polite listen'));
      const up = await dynod.when('dies', isUp);
      await dynod.end('SIGKILL');
      process.kill(up.pid ?? 0, 'SIGTERM');
      await until(() => readProcess(up.pid ?? 0) === null);
      await dynod.run();
      const again = await dynod.when('dies', (status) => status.state === 'up' && status.restarts === 1);
      assert.equal(again.exitStatus, 0);
      assert.notEqual(again.pid, up.pid);
      assert.equal(again.port, up.port);
    }));

  it('one that was booting comes up, and one that was stopping goes down', () =>
    withDynod(async (dynod) => {
      await dynod.driver.start(fakeSpec('boots', 'wait', { number: 2 }));
      await dynod.driver.start(fakeSpec('worker', 'wait', { needsPort: false }));
      await dynod.driver.start(fakeSpec('stops', 'deaf listen', { graceMs: 1_500 }));
      await dynod.when('stops', isUp);
      await dynod.driver.stop('stops', 'Stopped by the test');
      await dynod.end('SIGKILL');
      await dynod.run();
      assert.equal((await dynod.status('boots'))?.state, 'starting');
      await dynod.when('worker', isUp);
      assert.equal((await dynod.when('stops', isDown)).exitStatus, 137);
    }));

  it('every line of output is stored once', () =>
    withDynod(async (dynod) => {
      await dynod.driver.start(fakeSpec('talks', 'count', { needsPort: false }));
      for (let kills = 0; kills < 3; kills += 1) {
        const seen = dynod.lines('shop').length;
        await until(() => dynod.lines('shop').length > seen + 20);
        await dynod.end('SIGKILL');
        await dynod.run();
      }
      await dynod.driver.stop('talks', 'Stopped by the test');
      await dynod.when('talks', isDown);
      await until(() => dynod.lines('shop').length > 100);
      const lines = dynod.lines('shop');
      assert.deepEqual(
        lines,
        lines.map((_, i) => `line ${i + 1}`),
      );
    }));

  it('and a restart of the machine, what ran is down: control starts anew', () =>
    withDynod(async (dynod) => {
      await dynod.driver.start(fakeSpec('lost', 'listen'));
      const up = await dynod.when('lost', isUp);
      await dynod.end('SIGKILL');
      process.kill(up.pid ?? 0, 'SIGKILL');
      const path = join(dynod.paths.dynos, 'lost', 'record.json');
      await writeFile(path, (await readFile(path, 'utf8')).replace(/"bootId":"[^"]*"/, '"bootId":"another run"'));
      await dynod.run();
      assert.equal((await dynod.when('lost', isDown)).reason, 'The machine was restarted');
    }));

  it('what nobody has written down is ended', () =>
    withDynod(async (dynod) => {
      await dynod.driver.start(fakeSpec('ghost', 'listen'));
      const up = await dynod.when('ghost', isUp);
      const row = readProcess(up.pid ?? 0);
      assert.ok(row);
      await dynod.end('SIGKILL');
      await rm(join(dynod.paths.dynos, 'ghost'), { recursive: true });
      await dynod.run();
      await until(() => !isRunning(row));
      assert.deepEqual(await dynod.driver.list(), []);
    }));
});

describe('SIGTERM to dynod', () => {
  it('leaves the dynos running', () =>
    withDynod(async (dynod) => {
      await dynod.driver.start(fakeSpec('stays', 'listen'));
      const up = await dynod.when('stays', isUp);
      await dynod.end('SIGTERM');
      await dynod.run();
      assert.equal((await dynod.status('stays'))?.pid, up.pid);
    }));
});

describe('a second dynod on the same data folder', () => {
  it('does not start', () =>
    withDynod(async (dynod) => {
      const second = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
        env: { ...process.env, ROSTRA_HOME: dynod.paths.root },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [output, [status]] = await Promise.all([text(second.stdout), once(second, 'exit')]);
      assert.equal(status, 1);
      assert.match(output, /Another process already serves .*dynod\.sock/);
      assert.deepEqual(await dynod.driver.list(), []);
    }));
});
