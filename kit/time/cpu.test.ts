import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cpuSeconds, treeCpuSeconds } from './cpu.ts';

describe('CPU seconds of a process', () => {
  it('grow as it works', () => {
    const before = cpuSeconds(process.pid);
    for (let at = 0, sum = 0; at < 2e6; at += 1) sum += Math.sqrt(at);
    assert.ok(cpuSeconds(process.pid) > before);
  });
  it('of it and what it has started are not fewer', () => assert.ok(treeCpuSeconds(process.pid) >= cpuSeconds(process.pid) / 2));
});
