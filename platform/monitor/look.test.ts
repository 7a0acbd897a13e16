import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createLogger } from '#kit/log/logger.ts';
import { fakeClock } from '#kit/testing/fake-clock.ts';
import { platformConfig } from '../config.ts';
import type { Control } from '../control/control.ts';
import { findingOperations } from '../control/finding-operations.ts';
import { openControl } from '../control/open-control.ts';
import { TrafficBook } from '../observe/traffic-book.ts';
import { dynoId } from '../rules/dyno-id.ts';
import { uncounted } from '../rules/router-sample.ts';
import { Traffic } from '../store/traffic.ts';
import { lookAtApps } from './look.ts';
import { raiseFinding } from './raise-finding.ts';

let home = '';
const clock = fakeClock(Date.UTC(2026, 6, 5, 9));
let control: Control;
let close: () => void;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rostra-monitor-'));
  const opened = openControl(platformConfig({ ROSTRA_HOME: home, ROSTRA_PORT: '8080' }), createLogger({ name: 'test', level: 'silent' }));
  const traffic = new Traffic(join(home, 'figures.db'));
  control = { ...opened.control, clock, trafficBook: new TrafficBook(traffic, clock) };
  close = () => {
    traffic.close();
    opened.close();
  };
  control.store.apps.create('tab', clock.nowMs());
  control.board.note({
    id: dynoId(clock.nowMs(), new Uint8Array(16)),
    kind: 'formation',
    app: 'tab',
    type: 'web',
    number: 1,
    release: 1,
    state: 'up',
    stateSinceMs: clock.nowMs(),
    reason: '',
    pid: null,
    port: null,
    exitStatus: null,
    restarts: 0,
    memoryMb: null,
    memoryQuotaMb: 512,
    load: 0.1,
  });
});
afterEach(async () => {
  close();
  await rm(home, { recursive: true });
});

/** Ten requests a second for a minute, then a look. */
async function minute(failed: number): Promise<void> {
  const from = clock.nowMs() / 1000;
  const samples = Array.from({ length: 60 }, (_, at) => ({
    ...uncounted,
    app: 'tab',
    second: from + at,
    requests: 10,
    failed,
    bytes: 0,
    byStatus: { '2xx': 10 - failed, '5xx': failed },
    codes: {},
    buckets: [],
    dynos: {},
  }));
  control.trafficBook.take({ samples, covers: { from, to: from + 60 } });
  clock.advance(60_000);
  await lookAtApps(control);
}

const findings = () => findingOperations(control, 'ada').findings('tab');

describe('the monitor', () => {
  it('says what is wrong, once, and forgets it ten minutes after it was seen last', async () => {
    await minute(1);
    await minute(1);
    const [finding, ...others] = await findings();
    assert.deepEqual([finding?.rule, finding?.title, others], ['F20', 'The app answers with errors', []]);
    assert.equal(finding?.lastSeen, new Date(clock.nowMs()).toISOString());
    for (let passed = 0; passed < 11; passed += 1) await minute(0);
    assert.deepEqual(await findings(), []);
    assert.equal((await findingOperations(control, 'ada').findings('tab', 'all'))[0]?.state, 'resolved');
  });

  it('says no more of what somebody dismissed, until it is twice as bad', async () => {
    await minute(1);
    const [finding] = await findings();
    await assert.rejects(findingOperations(control, 'ada').dismissFinding('tab', finding?.id ?? 0, ' '), /why this is no trouble/);
    await findingOperations(control, 'ada').dismissFinding('tab', finding?.id ?? 0, 'a rehearsal');
    await minute(1);
    assert.deepEqual(await findings(), []);
    await minute(2);
    assert.equal((await findings()).length, 1);
  });

  it('takes what others find: it has their evidence and its own words', async () => {
    const evidence = [{ text: 'statements that wait for a lock', value: 3, unit: '' }];
    raiseFinding(control, { rule: 'F03', app: 'tab', evidence });
    raiseFinding(control, { rule: 'F03', app: 'nowhere', evidence });
    assert.deepEqual(
      (await findings()).map(({ rule, why, evidence: seen }) => [rule, why, seen]),
      [['F03', 'Requests wait for the database. More dynos would add connections, not speed.', evidence]],
    );
  });

  it('does nothing by a button whose time is over', async () => {
    raiseFinding(control, {
      rule: 'F02',
      app: 'tab',
      evidence: [],
      actions: [
        {
          label: 'Scale web to 4',
          call: { verb: 'scale', type: 'web', quantity: 4, was: 3 },
          confirm: 'web goes from 3 to 4.',
          costDelta: null,
        },
      ],
    });
    const [finding] = await findings();
    const verbs = findingOperations(control, 'ada');
    await assert.rejects(verbs.actOnFinding('tab', finding?.id ?? 0, 7), /is over/);
    await assert.rejects(verbs.actOnFinding('tab', finding?.id ?? 0, 0), { code: 'PLATFORM_NO_SUCH_TYPE' });
    assert.equal((await findings())[0]?.state, 'open');
  });
});
