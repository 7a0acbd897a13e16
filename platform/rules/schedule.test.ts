import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dueDecision, nextStepMs, readSchedule } from './schedule.ts';

describe('readSchedule', () => {
  const cases = [
    { it: 'takes five fields', text: '*/10 * * * *', expect: { kind: 'cron', fields: '*/10 * * * *' } },
    { it: 'takes them with any blanks between', text: ' 0  4 * *   1 ', expect: { kind: 'cron', fields: '0 4 * * 1' } },
    { it: 'knows names', text: '@daily', expect: { kind: 'cron', fields: '0 0 * * *' } },
    { it: 'knows steps', text: '@every 10m', expect: { kind: 'every', ms: 600_000 } },
    { it: 'takes no seconds field', text: '0 0 4 * * *', expect: null },
    { it: 'takes no empty step', text: '@every 0m', expect: null },
    { it: 'takes no other name', text: '@sometimes', expect: null },
    { it: 'takes no sentence', text: 'every day', expect: null },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(readSchedule(c.text), c.expect));
});

describe('nextStepMs', () => {
  it('is after now, at most one step, on the grid of the beginning', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 1e9 }),
        (ms, beginMs, late) => {
          const next = nextStepMs({ ms, beginMs, afterMs: beginMs + late });
          assert.ok(next > beginMs + late && next <= beginMs + late + ms && (next - beginMs) % ms === 0);
        },
      ),
    ));
});

describe('dueDecision', () => {
  const hour = 3_600_000;
  const cases = [
    { it: 'runs on time', facts: { late: 0, overlap: 'forbid', isRunning: false }, expect: 'run' },
    {
      it: 'makes up for a run that is less than an hour late',
      facts: { late: hour - 1, overlap: 'forbid', isRunning: false },
      expect: 'run',
    },
    { it: 'skips one that is later', facts: { late: hour + 1, overlap: 'forbid', isRunning: false }, expect: 'skip' },
    { it: 'skips while the one before runs', facts: { late: 0, overlap: 'forbid', isRunning: true }, expect: 'skip' },
    { it: 'runs beside it where that is allowed', facts: { late: 0, overlap: 'allow', isRunning: true }, expect: 'run' },
    { it: 'takes its place where that is wanted', facts: { late: 0, overlap: 'replace', isRunning: true }, expect: 'replace' },
  ] as const;
  for (const c of cases) {
    it(c.it, () => {
      const { late, ...rest } = c.facts;
      const decision = dueDecision({ ...rest, dueMs: 0, nowMs: late });
      assert.equal(decision.kind === 'run' && decision.replaces ? 'replace' : decision.kind, c.expect);
    });
  }
});
