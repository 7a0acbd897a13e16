import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { windowFault } from './schedule-faults.ts';
import { scheduleTitle, windowWords } from './schedule-words.ts';
import type { ScheduledChange, ScheduleWindow } from './schedule.ts';

const weekend: ScheduleWindow = { from: '09:00', to: '18:00', days: ['sun', 'sat'], timezone: 'Europe/Dublin' };
const nowMs = Date.parse('2026-03-27T12:00Z');

describe('a schedule in words', () => {
  const titles: readonly (readonly [ScheduledChange, string])[] = [
    [{ kind: 'scale', formation: { web: { quantity: 10, size: 'standard-1x' } }, after: null }, 'web=10:Standard-1X'],
    [{ kind: 'scale', formation: { web: { quantity: 10 } }, after: { web: { quantity: 1 } } }, 'web=10, then web=1'],
    [{ kind: 'autoscale', autoscale: { min: 2, max: 8, size: 'performance-m' }, after: null }, 'web autoscaled, 2 to 8 × Performance-M'],
    [{ kind: 'addon', addon: 'postgres', plan: 'hobby-basic', after: 'hobby-dev' }, 'postgres on hobby-basic, then hobby-dev'],
  ];
  for (const [change, words] of titles) it(words, () => assert.equal(scheduleTitle(change), words));

  it('says when', () => {
    assert.equal(windowWords(weekend), '09:00 to 18:00, Sat and Sun, Europe/Dublin');
    const fortnight = { from: '00:00', to: '24:00', dates: { first: '2026-07-01', last: '2026-07-14' }, timezone: 'UTC' };
    assert.equal(windowWords(fortnight), 'all day, 2026-07-01 to 2026-07-14, UTC');
  });
});

describe('a window is refused', () => {
  const cases = [
    { it: 'with a time that is none', window: { ...weekend, from: '9:00' }, says: '"9:00" is no time of the day; write it as 09:00.' },
    { it: 'that begins after the day', window: { ...weekend, from: '24:00' }, says: /cannot begin at 24:00/ },
    { it: 'in a time zone that is none', window: { ...weekend, timezone: 'Europe/Atlantis' }, says: /no time zone/ },
    {
      it: 'on a date that is none',
      window: { ...weekend, dates: { first: '2026-02-30', last: '2026-03-01' } },
      says: /no day "2026-02-30"/,
    },
    {
      it: 'with dates the wrong way round',
      window: { ...weekend, dates: { first: '2026-07-05', last: '2026-07-04' } },
      says: /later than/,
    },
    { it: 'when it is past', window: { ...weekend, dates: { first: '2026-03-21', last: '2026-03-22' } }, says: /no such time from now on/ },
    {
      it: 'when none of its days lies between its dates',
      window: { ...weekend, dates: { first: '2026-04-01', last: '2026-04-02' } },
      says: /no such time/,
    },
    { it: 'with a lead of a day', window: { ...weekend, leadSeconds: 86_400 }, says: /lead must be/ },
  ];
  for (const c of cases)
    it(c.it, () => {
      const fault = windowFault(c.window, nowMs) ?? '';
      if (typeof c.says === 'string') assert.equal(fault, c.says);
      else assert.match(fault, c.says);
    });
  it('and not otherwise', () => assert.equal(windowFault(weekend, nowMs), null));
});
