import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planFaults } from './plan-fit.ts';
import { findPlan } from './plans.ts';

describe('planFaults', () => {
  const quiet = { connections: 0, usedMb: 1, rows: 0 };
  const cases = [
    { it: 'what fits', plan: 'postgres:hobby-dev', use: { connections: 20, usedMb: 900, rows: 10_000 }, expect: [] },
    {
      it: 'too many connections',
      plan: 'postgres:hobby-dev',
      use: { ...quiet, connections: 21 },
      expect: ['21 connections are in use, it has 20'],
    },
    { it: 'too many rows', plan: 'postgres:hobby-dev', use: { ...quiet, rows: 10_001 }, expect: ['10001 rows are in use, it has 10000'] },
    { it: 'too much memory', plan: 'redis:hobby-dev', use: { ...quiet, usedMb: 25.2 }, expect: ['26 MB are in use, it has 25'] },
    { it: 'no limit at all', plan: 'postgres:unlimited', use: { connections: 400, usedMb: 1e6, rows: 1e9 }, expect: [] },
  ];
  for (const c of cases) {
    it(c.it, () => {
      const found = findPlan(c.plan);
      assert.ok(found.ok);
      assert.deepEqual(planFaults(c.use, found.plan), c.expect);
    });
  }
});
