import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanTimeMs, teamPresence, windowStartMs } from './presence.ts';

describe('a team', () => {
  for (const [here, speakers, presence] of [
    [0, 2, 'out'],
    [1, 2, 'half'],
    [2, 2, 'in'],
    [1, 3, 'out'],
    [2, 3, 'half'],
    [4, 3, 'in'],
    [0, 1, 'out'],
    [1, 1, 'in'],
  ] as const)
    it(`with ${here} checked in of whom ${speakers} speak is ${presence}`, () => assert.equal(teamPresence(here, speakers), presence));
});

const nowMs = Date.UTC(2026, 6, 4, 10);

describe('the window', () => {
  it('ends so many hours ago', () => assert.equal(new Date(windowStartMs(nowMs, 12)).toISOString(), '2026-07-03T22:00:00.000Z'));
});

describe('a scan that waited on a phone without a network', () => {
  for (const [agoMs, at] of [
    [0, '2026-07-04T10:00:00.000Z'],
    [90_000, '2026-07-04T09:58:30.000Z'],
    [-5_000, '2026-07-04T10:00:00.000Z'],
    [1e12, '2026-07-04T08:00:00.000Z'],
    [Number.NaN, '2026-07-04T10:00:00.000Z'],
  ] as const)
    it(`happened at ${at} when the phone says ${agoMs} ms ago`, () =>
      assert.equal(new Date(scanTimeMs(agoMs, { nowMs, hours: 2 })).toISOString(), at));
});
