import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { windowFault } from '../scaling/schedule-faults.ts';
import { readPlan, secondsOf, type EventPlan } from './event-plan.ts';
import { liveStretches, placed, planSchedules, stretchesOf, type Placed } from './placement.ts';
import { readyPlans } from './plans/ready-plans.ts';

function planOf(...lines: readonly object[]): EventPlan {
  const read = readPlan({ lines });
  assert.ok(read.ok);
  return read.plan;
}

function places(plan: EventPlan): readonly Placed[] {
  const placing = placed(plan);
  assert.ok(placing.ok);
  return placing.placed;
}

const base = { kind: 'dyno', key: 'hobby', qty: 1, days: 7 };
const daily = { kind: 'dyno', key: 'standard-1x', qty: 3, hoursPerDay: 10, days: 4 };
const burst = { kind: 'dyno', key: 'performance-m', qtyAverage: 5, hours: 1 };
const start = { date: '2026-07-01', timezone: 'Europe/Dublin' };

describe('a plan in the calendar', () => {
  it('dynos of one type that name no day come one after another', () => {
    const list = places(planOf(base, daily, burst)).map(({ firstDay, days, fromMinute, toMinute }) => [
      firstDay,
      days,
      fromMinute / 60,
      toMinute / 60,
    ]);
    assert.deepEqual(list, [
      [1, 7, 0, 24],
      [8, 4, 9, 19],
      [12, 1, 9, 10],
    ]);
  });
  it('holds on its days by the clock on the wall', () => {
    const [, event] = places(planOf(base, { ...daily, day: 2, type: 'live' }));
    assert.ok(event);
    assert.equal(new Date((stretchesOf(event, start)[0]?.fromS ?? 0) * 1000).toISOString(), '2026-07-02T08:00:00.000Z');
  });
  it('becomes schedules that open on the minute', () => {
    const [week, event] = planSchedules(places(planOf(base, daily)), start);
    assert.deepEqual(week, {
      what: { kind: 'scale', formation: { web: { quantity: 1, size: 'hobby' } }, after: null },
      window: { from: '00:00', to: '24:00', dates: { first: '2026-07-01', last: '2026-07-07' }, timezone: 'Europe/Dublin', leadSeconds: 0 },
    });
    assert.deepEqual(
      [event?.window.from, event?.window.to, event?.window.dates],
      ['09:00', '19:00', { first: '2026-07-08', last: '2026-07-11' }],
    );
  });
  it('ends on the day after where it goes past midnight', () => {
    const [night] = planSchedules(places(planOf({ ...daily, from: '20:00' })), start);
    assert.equal(night?.window.to, '06:00');
  });
  it('is live in the hours of its dynos, those that touch as one', () => {
    const list = places(planOf(base, { ...daily, day: 8 }, { ...burst, day: 8, from: '08:00' }));
    const hours = liveStretches(list, start).map(({ fromS, toS }) => (toS - fromS) / 3600);
    assert.deepEqual(hours, [11, 10, 10, 10]);
  });
  it('changes the plan of an add-on by its service', () => {
    const [redis] = planSchedules(places(planOf({ kind: 'addon', key: 'redislabs:100', qty: 1, days: 7 })), start);
    assert.deepEqual(redis?.what, { kind: 'addon', addon: 'redis', plan: 'redis:rediscloud-100', after: null });
  });

  const wrong: readonly (readonly [string, readonly object[], string])[] = [
    [
      'two numbers at once',
      [
        { ...base, day: 8 },
        { ...daily, day: 9 },
      ],
      'Lines 1 and 2 of the plan both hold web dynos at the same time: give one another "day", "from" or "type".',
    ],
    [
      'two that meet after midnight',
      [
        { ...daily, day: 1, from: '20:00' },
        { ...base, day: 5 },
      ],
      'Lines 1 and 2 of the plan both hold web dynos at the same time: give one another "day", "from" or "type".',
    ],
    [
      'days in one piece',
      [{ ...burst, hours: 36 }],
      'Line 1 of the plan lasts 36 hours in one piece: say "days" and "hoursPerDay" for the calendar.',
    ],
    [
      'a machine',
      [{ kind: 'machine', key: 'host', qty: 1, days: 1 }],
      'Line 1 of the plan is no dyno and no add-on: nothing can be put into a calendar for it.',
    ],
  ];
  for (const [what, lines, fault] of wrong) it(`refuses ${what}`, () => assert.deepEqual(placed(planOf(...lines)), { ok: false, fault }));

  for (const { id, file } of readyPlans)
    it(`takes the ready plan ${id}, and it lasts as long as it was priced`, () => {
      const read = readPlan(file);
      assert.ok(read.ok);
      const list = places(read.plan);
      for (const place of list) {
        const seconds = stretchesOf(place, start).reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
        assert.equal(seconds, secondsOf(place.line.time));
      }
      for (const { window } of planSchedules(list, start)) assert.equal(windowFault(window, Date.parse('2026-06-30T00:00Z')), null);
    });
});
