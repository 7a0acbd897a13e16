import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plannedSteps } from './planned-quantity.ts';
import type { ScheduledChange } from './schedule.ts';

const at = (text: string): number => Date.parse(text);
const web = (quantity: number, after: number | null = null): ScheduledChange => ({
  kind: 'scale',
  formation: { web: { quantity } },
  after: after === null ? null : { web: { quantity: after } },
});
const window = (from: string, to: string) => ({ from, to, timezone: 'UTC' });
const day = { type: 'web', present: 2, fromMs: at('2026-07-04T08:00Z'), untilMs: at('2026-07-05T08:00Z') };
const told = (schedules: Parameters<typeof plannedSteps>[0]['schedules']): string =>
  plannedSteps({ ...day, schedules })
    .map(({ atMs, quantity }) => `${new Date(atMs).toISOString().slice(11, 16)} ${quantity}`)
    .join(', ');

describe('the planned number of dynos', () => {
  it('stays as it is without a schedule', () => assert.equal(told([]), '08:00 2'));
  it('is that of the window in it', () =>
    assert.equal(told([{ change: web(4), window: window('13:55', '14:20') }]), '08:00 2, 13:55 4, 14:20 2'));
  it('is what is said for afterwards', () =>
    assert.equal(told([{ change: web(4, 0), window: window('09:00', '18:00') }]), '08:00 2, 09:00 4, 18:00 0'));
  it('is the larger one of two that overlap', () =>
    assert.equal(
      told([
        { change: web(10), window: window('09:00', '18:00') },
        { change: web(4, 1), window: window('12:00', '22:00') },
      ]),
      '08:00 2, 09:00 10, 18:00 4, 22:00 1',
    ));
});
