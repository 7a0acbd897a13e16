import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runtimeMetrics } from './runtime-metrics.ts';

describe('runtimeMetrics', () => {
  const dyno = { name: 'web.1', id: '01J', load: 2.457, memoryMb: 21.218, memoryQuotaMb: 512 };

  it('has a line for the load and one for the memory', () =>
    assert.deepEqual(runtimeMetrics(dyno), [
      'source=web.1 dyno=01J sample#load_avg_1m=2.46',
      'source=web.1 dyno=01J sample#memory_total=21.22MB sample#memory_quota=512.00MB',
    ]));

  it('says nothing of what was not measured', () => assert.deepEqual(runtimeMetrics({ ...dyno, load: null, memoryMb: null }), []));
});
