import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Traffic } from './traffic.ts';

let folder = '';
let traffic: Traffic;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-traffic-'));
  traffic = new Traffic(join(folder, 'metrics.db'));
});
after(async () => {
  traffic.close();
  await rm(folder, { recursive: true });
});

const second = (at: number, ok: number, router = 1) => ({
  app: 'lab',
  second: at,
  router,
  ok,
  failed: 1,
  codes: { H12: 1 },
  buckets: [0, 0, ok],
});

describe('traffic', () => {
  it('comes back as it was reported, a second once', () => {
    traffic.append([second(10, 3)], 11);
    traffic.append([second(10, 4), second(11, 5)], 12);
    const { app: _app, router: _router, ...last } = second(11, 5);
    assert.deepEqual(
      traffic.seconds('lab', 10, 12).map(({ ok }) => ok),
      [4, 5],
    );
    assert.deepEqual(traffic.seconds('lab', 11, 12), [last]);
    assert.deepEqual(traffic.seconds('tab', 0, 100), []);
    assert.deepEqual([...traffic.beats(0, 100)], [11, 12]);
  });

  it('keeps apart what several routers report of one second', () => {
    traffic.append([second(4, 3)], 5);
    traffic.append([second(4, 4, 2)], 5);
    const all = traffic.seconds('lab', 4, 5).map(({ ok }) => ok);
    assert.deepEqual(all, [3, 4]);
  });

  it('knows what each dyno took, and null for what was not measured', () => {
    traffic.appendDynos([
      { app: 'lab', dyno: 'web.1', second: 10, load: 0.5, memoryMb: 60 },
      { app: 'lab', dyno: 'web.2', second: 10, load: null, memoryMb: null },
    ]);
    assert.deepEqual(
      [...traffic.dynos('lab', 0)],
      [
        ['web.1', [{ second: 10, load: 0.5, memoryMb: 60 }]],
        ['web.2', [{ second: 10, load: null, memoryMb: null }]],
      ],
    );
  });

  it('is gone when it is old, and with its app', () => {
    traffic.prune(11);
    assert.deepEqual(
      traffic.seconds('lab', 0, 100).map((each) => each.second),
      [11],
    );
    traffic.forget('lab');
    assert.deepEqual(traffic.seconds('lab', 0, 100), []);
  });
});
