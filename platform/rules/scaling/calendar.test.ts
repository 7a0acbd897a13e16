import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isZone, minutesOf, nextWindows, openWindows, windowAt } from './calendar.ts';
import type { ScheduleWindow } from './schedule.ts';

const at = (text: string): number => Date.parse(text);
const told = (windows: readonly { readonly startMs: number; readonly endMs: number }[]): string[] =>
  windows.map(({ startMs, endMs }) => `${new Date(startMs).toISOString().slice(0, 16)} – ${new Date(endMs).toISOString().slice(0, 16)}`);

const weekend: ScheduleWindow = { from: '09:00', to: '18:00', days: ['sat', 'sun'], timezone: 'Europe/Dublin' };

interface Case {
  readonly it: string;
  readonly window: ScheduleWindow;
  readonly from: string;
  readonly until: string;
  readonly expect: readonly string[];
}

const cases: readonly Case[] = [
  {
    it: 'a weekend in winter',
    window: weekend,
    from: '2026-01-05T00:00Z',
    until: '2026-01-12T00:00Z',
    expect: ['2026-01-10T09:00 – 2026-01-10T18:00', '2026-01-11T09:00 – 2026-01-11T18:00'],
  },
  {
    it: 'the weekend on which the clocks go forward: Sunday is an hour earlier in UTC',
    window: weekend,
    from: '2026-03-27T00:00Z',
    until: '2026-03-30T00:00Z',
    expect: ['2026-03-28T09:00 – 2026-03-28T18:00', '2026-03-29T08:00 – 2026-03-29T17:00'],
  },
  {
    it: 'the weekend on which they go back: Sunday is an hour later in UTC',
    window: weekend,
    from: '2026-10-23T00:00Z',
    until: '2026-10-26T00:00Z',
    expect: ['2026-10-24T08:00 – 2026-10-24T17:00', '2026-10-25T09:00 – 2026-10-25T18:00'],
  },
  {
    it: 'a time that the clocks skip begins at the next instant that is',
    window: { from: '01:30', to: '05:00', timezone: 'Europe/Dublin' },
    from: '2026-03-29T00:30Z',
    until: '2026-03-29T12:00Z',
    expect: ['2026-03-29T01:00 – 2026-03-29T04:00'],
  },
  {
    it: 'a window within the skipped hour is none',
    window: { from: '01:10', to: '01:50', dates: { first: '2026-03-29', last: '2026-03-29' }, timezone: 'Europe/Dublin' },
    from: '2026-03-28T00:00Z',
    until: '2026-03-30T12:00Z',
    expect: [],
  },
  {
    it: 'a time that comes twice counts once, the first time',
    window: { from: '01:30', to: '03:00', dates: { first: '2026-10-25', last: '2026-10-25' }, timezone: 'Europe/Dublin' },
    from: '2026-10-24T00:00Z',
    until: '2026-10-26T00:00Z',
    expect: ['2026-10-25T00:30 – 2026-10-25T03:00'],
  },
  {
    it: 'over midnight',
    window: { from: '22:00', to: '02:00', days: ['fri'], timezone: 'Asia/Singapore' },
    from: '2026-07-03T00:00Z',
    until: '2026-07-05T00:00Z',
    expect: ['2026-07-03T14:00 – 2026-07-03T18:00'],
  },
  {
    it: 'whole days have no seam',
    window: { from: '00:00', to: '24:00', dates: { first: '2026-03-22', last: '2026-04-04' }, timezone: 'Europe/Dublin' },
    from: '2026-03-29T12:00Z',
    until: '2026-03-29T13:00Z',
    expect: ['2026-03-22T00:00 – 2026-04-04T23:00'],
  },
  {
    it: 'only between its dates',
    window: { ...weekend, dates: { first: '2026-07-04', last: '2026-07-04' } },
    from: '2026-06-01T00:00Z',
    until: '2026-08-01T00:00Z',
    expect: ['2026-07-04T08:00 – 2026-07-04T17:00'],
  },
];

describe('windows of a calendar', () => {
  for (const c of cases)
    it(c.it, () => assert.deepEqual(told(openWindows(c.window, { fromMs: at(c.from), untilMs: at(c.until) })), c.expect));

  it('open with their lead and close on time', () => {
    const lead = 180_000;
    assert.equal(windowAt(weekend, at('2026-03-29T07:56:59Z'), lead), null);
    assert.equal(windowAt(weekend, at('2026-03-29T07:57:00Z'), lead)?.startMs, at('2026-03-29T08:00Z'));
    assert.equal(windowAt(weekend, at('2026-03-29T16:59:59Z'), lead)?.endMs, at('2026-03-29T17:00Z'));
    assert.equal(windowAt(weekend, at('2026-03-29T17:00:00Z'), lead), null);
  });

  it('are known ahead', () => {
    assert.deepEqual(told(nextWindows(weekend, at('2026-03-28T12:00Z'), 2)), [
      '2026-03-29T08:00 – 2026-03-29T17:00',
      '2026-04-04T08:00 – 2026-04-04T17:00',
    ]);
    assert.deepEqual(nextWindows({ ...weekend, dates: { first: '2020-01-01', last: '2020-02-01' } }, at('2026-01-01T00:00Z'), 3), []);
  });

  it('never overlap, and a week of every day has seven of them', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1439 }), (from, length) => {
        const clock = (minutes: number): string =>
          `${String(Math.floor((minutes % 1440) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        const window = { from: clock(from), to: clock(from + length), timezone: 'America/New_York' };
        const fromMs = at('2026-06-01T04:00Z');
        const windows = openWindows(window, { fromMs, untilMs: fromMs + 7 * 86_400_000 - 1 });
        const inOrder = windows.every(({ startMs }, i) => i === 0 || startMs > (windows[i - 1]?.endMs ?? 0));
        const begun = windows.filter(({ startMs }) => startMs >= fromMs);
        return inOrder && begun.length === 7 && windows.every(({ startMs, endMs }) => endMs - startMs === length * 60_000);
      }),
    ));
});

describe('what a person types', () => {
  for (const [text, minutes] of [
    ['09:00', 540],
    ['24:00', 1440],
    ['9:00', null],
    ['24:01', null],
    ['12:60', null],
    ['noon', null],
  ] as const)
    it(`${text} is ${minutes ?? 'no time'}`, () => assert.equal(minutesOf(text), minutes));

  it('a time zone is one that the machine knows', () => {
    assert.equal(isZone('Europe/Dublin'), true);
    assert.equal(isZone('Europe/Atlantis'), false);
  });
});
