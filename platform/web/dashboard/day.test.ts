import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SimulatedControl } from '../../testing/simulated-control.ts';
import { readDay } from './day.ts';
import { dayCard } from './views/day-chart.ts';

const noon = new Date(2026, 8, 2, 12).getTime();
let house: SimulatedControl;
beforeEach(async () => {
  house = new SimulatedControl(noon - 3 * 3_600_000);
  house.addApp('tab', { web: 'node server.js' });
  await house.ann.scale('tab', { web: 2 });
  house.clock.advance(3 * 3_600_000);
});
afterEach(() => house.close());

describe('the day on the overview', () => {
  it('has what was done and what is still to come, and an hour around it', async () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const window = { from: '16:00', to: '18:00', timezone: timeZone, leadSeconds: 0 };
    await house.ann.addSchedule('tab', { what: { kind: 'scale', formation: { web: { quantity: 4 } }, after: null }, window });
    const day = await readDay(house.ann, ['tab'], noon);
    assert.deepEqual(
      day.marks
        .filter(({ label }) => !label.includes('of tab'))
        .map(({ atMs, label, isPlanned }) => [new Date(atMs).getHours(), label, isPlanned]),
      [
        [9, 'web 2', false],
        [16, 'web=4', true],
        [18, 'back', true],
      ],
    );
    assert.deepEqual([new Date(day.fromMs).getHours(), new Date(day.toMs).getHours()], [8, 19]);
    const page = dayCard(day)?.toString() ?? '';
    assert.match(page, /Wednesday,? 2 September/);
    assert.match(page, /<li>16:00 web=4 \(planned\)<\/li>/);
  });

  it('is not drawn on a day on which nothing is', async () => assert.equal(dayCard(await readDay(house.ann, ['tab'], noon)), null));

  it('shows what an app calls its moments as text', async () => {
    const mark = { atMs: noon + 3_600_000, letter: 'P', label: '<script>', isPlanned: true };
    const day = { ...(await readDay(house.ann, ['tab'], noon)), marks: [mark] };
    assert.doesNotMatch(dayCard(day)?.toString() ?? '', /<script>/);
  });
});
