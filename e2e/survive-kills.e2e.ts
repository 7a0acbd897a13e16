import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInstallation, type Installation } from './installation.ts';
import { steadyLoad, type LoadResult } from './steady-load.ts';

const app = join(import.meta.dirname, 'apps', 'echo');

describe('an app under 200 requests a second, while the platform around it is killed', () => {
  let house: Installation;
  before(async () => {
    house = await startInstallation();
    await house.rostra('apps:create', 'echo');
    await house.rostra('deploy', app, '-a', 'echo');
    await house.rostra('ps:scale', 'web=2', '-a', 'echo');
    await until(async () => (await dynos(house)).filter((dyno) => dyno.state === 'up').length === 2);
  });
  after(async () => house.remove());

  for (const parts of [['control'], ['dynod'], ['control', 'dynod']]) {
    it(`answers every request while ${parts.join(' and ')} ${parts.length > 1 ? 'are' : 'is'} killed with -9, and its dynos stay the same`, async () => {
      const earlier = await dynos(house);
      const result = await underLoad(house, async () => {
        for (const part of parts) for (const pid of pidsOf(house, part)) process.kill(pid, 'SIGKILL');
        await until(async () => parts.every((part) => pidsOf(house, part).length === 1));
        await until(async () => sameDynos(earlier, await dynos(house).catch(() => [])));
      });
      assert.deepEqual(result.failures, []);
      assert.ok(result.sent > 100);
      assert.ok(sameDynos(earlier, await dynos(house)));
    });
  }

  it('answers every request while it is scaled to four dynos and back to two', async () => {
    const result = await underLoad(house, async () => {
      await house.rostra('ps:scale', 'web=4', '-a', 'echo');
      await until(async () => (await dynos(house)).filter((dyno) => dyno.state === 'up').length === 4);
      await house.rostra('ps:scale', 'web=2', '-a', 'echo');
      await until(async () => (await dynos(house)).length === 2);
    });
    assert.deepEqual(result.failures, []);
  });

  it('loses nothing but the requests in its hands when a dyno is killed, and starts it again', async () => {
    const [victim] = await dynos(house);
    assert.ok(victim?.pid);
    const result = await underLoad(house, async () => {
      process.kill(victim.pid ?? 0, 'SIGKILL');
      await until(async () => (await dynos(house)).every((dyno) => dyno.state === 'up' && dyno.pid !== victim.pid));
    });
    assert.deepEqual(result.failures, []); // they are GETs: the router asks another dyno
  });
});

interface DynoFacts {
  readonly name: string;
  readonly state: string;
  readonly pid: number | null;
}

async function dynos(house: Installation): Promise<readonly DynoFacts[]> {
  const listed: readonly DynoFacts[] = JSON.parse(await house.rostra('ps', '-a', 'echo', '--json'));
  return listed.filter((dyno) => dyno.state !== 'down');
}

function sameDynos(earlier: readonly DynoFacts[], now: readonly DynoFacts[]): boolean {
  const facts = (list: readonly DynoFacts[]): string[] => list.map(({ name, pid, state }) => `${name} ${pid} ${state}`).sort();
  return JSON.stringify(facts(earlier)) === JSON.stringify(facts(now));
}

async function underLoad(house: Installation, work: () => Promise<void>): Promise<LoadResult> {
  const stop = new AbortController();
  const load = steadyLoad(house.appUrl('echo'), { perSecond: 200, signal: stop.signal });
  await sleep(500);
  try {
    await work();
    await sleep(500);
  } finally {
    stop.abort();
  }
  return load;
}

/** The pids of one part (`control`, `dynod`, `router`) of this installation. */
function pidsOf(house: Installation, part: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(`platform/${part}/main.ts`))
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(`ROSTRA_HOME=${house.home}`))
    .map(Number);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** A machine under other load is slow: what counts is that it comes, and that no visitor notices. */
const limitMs = 60_000;

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + limitMs; !(await isTrue()); await sleep(100)) {
    assert.ok(Date.now() < deadline, `not within ${limitMs} ms`);
  }
}
