import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outAtMs, toldWhenFault } from './told-when.ts';
import type { ToldWhen } from './told-when.ts';

const always: ToldWhen = { quietHours: null, digestAt: null, timezone: 'Europe/Dublin' };
const night: ToldWhen = { ...always, quietHours: '22:00-07:00' };
const noon: ToldWhen = { ...always, quietHours: '12:00-14:00' };
const daily: ToldWhen = { ...always, digestAt: '08:00' };
const out = (when: ToldWhen, severity: 'info' | 'warning' | 'critical', now: string): string =>
  new Date(outAtMs(when, severity, Date.parse(now))).toISOString();

describe('a message', () => {
  const cases = [
    { it: 'goes at once', is: out(always, 'warning', '2026-07-05T23:00:00Z'), expect: '2026-07-05T23:00:00.000Z' },
    { it: 'waits for the end of the night', is: out(night, 'warning', '2026-07-05T23:00:00Z'), expect: '2026-07-06T06:00:00.000Z' },
    { it: '… also after midnight', is: out(night, 'info', '2026-07-06T03:00:00Z'), expect: '2026-07-06T06:00:00.000Z' },
    { it: 'goes at once by day', is: out(night, 'warning', '2026-07-06T06:00:00Z'), expect: '2026-07-06T06:00:00.000Z' },
    { it: 'waits for the end of the midday rest', is: out(noon, 'info', '2026-07-06T11:30:00Z'), expect: '2026-07-06T13:00:00.000Z' },
    { it: 'that is critical wakes people', is: out(night, 'critical', '2026-07-05T23:00:00Z'), expect: '2026-07-05T23:00:00.000Z' },
    { it: 'comes with the mail of the day', is: out(daily, 'warning', '2026-07-06T06:00:00Z'), expect: '2026-07-06T07:00:00.000Z' },
    { it: '… of the next day, when that has gone', is: out(daily, 'warning', '2026-07-06T07:00:00Z'), expect: '2026-07-07T07:00:00.000Z' },
    { it: 'that is critical waits for no digest', is: out(daily, 'critical', '2026-07-06T09:00:00Z'), expect: '2026-07-06T09:00:00.000Z' },
    {
      it: 'waits for the morning of the day on which clocks go forward',
      is: out(night, 'warning', '2026-03-28T23:00:00Z'),
      expect: '2026-03-29T06:00:00.000Z',
    },
    {
      it: 'that clocks would skip comes right after',
      is: out({ ...daily, digestAt: '01:30' }, 'info', '2026-03-29T00:00:00Z'),
      expect: '2026-03-29T01:30:00.000Z',
    },
  ];
  for (const c of cases) it(c.it, () => assert.equal(c.is, c.expect));
});

describe('what nobody can mean', () => {
  const cases = [
    [{ ...always, timezone: 'Europe/Atlantis' }, 'There is no time zone "Europe/Atlantis".'],
    [{ ...always, digestAt: '25:00' }, '"25:00" is no time of the day; write it as 08:00.'],
    [{ ...always, quietHours: '22:00' }, '"22:00" are no quiet hours; write them as 22:00-07:00.'],
    [{ ...always, quietHours: '07:00-07:00' }, '"07:00-07:00" are no quiet hours; write them as 22:00-07:00.'],
    [night, null],
  ] as const;
  for (const [when, fault] of cases) it(fault ?? 'is no fault', () => assert.equal(toldWhenFault(when), fault));
});
