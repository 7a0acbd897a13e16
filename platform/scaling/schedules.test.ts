import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Operations } from '../control/operations.ts';
import type { ScheduleWindow, ScheduleWish } from '../rules/scaling/schedule.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { keepSchedules } from './keep-schedules.ts';
import { applySchedules, removeSchedules } from './schedules.ts';

/** Friday before the weekend on which the clocks of Dublin go forward. */
const friday = Date.parse('2026-03-27T12:00:00Z');
let house: SimulatedControl;
let ann: Operations;

beforeEach(() => {
  house = new SimulatedControl(friday);
  ({ ann } = house);
  const app = house.addApp('tab', { web: 'node server.js', worker: 'node worker.js' });
  house.control.store.formations.setQuantities(app.id, { web: 2, worker: 1 });
});
afterEach(() => house.close());

/** The calendar is looked at at this moment. */
async function at(time: string): Promise<void> {
  house.passTo(time);
  await keepSchedules(house.control);
}

const quantity = async (type = 'web'): Promise<number | undefined> =>
  (await ann.formation('tab')).find((each) => each.type === type)?.quantity;
const size = async (): Promise<string | undefined> => (await ann.formation('tab')).find(({ type }) => type === 'web')?.size;

const weekend: ScheduleWindow = { from: '09:00', to: '18:00', days: ['sat', 'sun'], timezone: 'Europe/Dublin', leadSeconds: 0 };
const ten: ScheduleWish = {
  what: { kind: 'scale', formation: { web: { quantity: 10 } }, after: { web: { quantity: 0 } } },
  window: weekend,
};
const withWindow = (change: Partial<ScheduleWindow>): ScheduleWish => ({ ...ten, window: { ...weekend, ...change } });
const dynos = (web: number, after: number | null = null): ScheduleWish['what'] => ({
  kind: 'scale',
  formation: { web: { quantity: web } },
  after: after === null ? null : { web: { quantity: after } },
});

describe('dynos by the calendar', () => {
  it('are ten from 09:00 to 18:00 on Saturday and Sunday by the clock on the wall, then none', async () => {
    await ann.addSchedule('tab', ten);
    const seen: (readonly [string, number])[] = [
      ['2026-03-28T08:59:59Z', 2],
      ['2026-03-28T09:00:00Z', 10],
      ['2026-03-28T17:59:59Z', 10],
      ['2026-03-28T18:00:00Z', 0],
      ['2026-03-29T07:59:59Z', 0], // the clocks have gone forward
      ['2026-03-29T08:00:00Z', 10],
      ['2026-03-29T17:00:00Z', 0],
    ];
    for (const [time, expected] of seen) {
      await at(time);
      assert.equal(await quantity(), expected, time);
    }
  });

  it('are up in time: boot and two minutes earlier unless it says otherwise', async () => {
    const { leadSeconds: _, ...window } = weekend;
    await ann.addSchedule('tab', { ...ten, window });
    await at('2026-03-28T08:57:30Z');
    assert.equal(await quantity(), 2);
    await at('2026-03-28T08:58:00Z');
    assert.equal(await quantity(), 10);
  });

  it('are what ran before again, their size too, where nothing else is said', async () => {
    const what = { kind: 'scale', formation: { web: { quantity: 4, size: 'performance-m' } }, after: null } as const;
    await ann.addSchedule('tab', { what, window: weekend });
    await at('2026-03-28T09:00:00Z');
    assert.deepEqual([await quantity(), await size()], [4, 'performance-m']);
    await at('2026-03-28T18:00:00Z');
    assert.deepEqual([await quantity(), await size()], [2, 'standard-1x']);
  });

  it('end also when control was away at 18:00, and begin late inside the window', async () => {
    await ann.addSchedule('tab', ten);
    await at('2026-03-28T13:00:00Z');
    assert.equal(await quantity(), 10);
    house.restart();
    ({ ann } = house);
    await at('2026-03-28T23:30:00Z');
    assert.equal(await quantity(), 0);
  });

  it('do not begin for a window that was missed as a whole', async () => {
    await ann.addSchedule('tab', ten);
    await at('2026-03-28T19:00:00Z');
    assert.equal(await quantity(), 2);
  });

  it('are the larger number where two windows overlap', async () => {
    await ann.addSchedule('tab', { what: dynos(10), window: weekend });
    await ann.addSchedule('tab', { what: dynos(4, 1), window: { ...weekend, from: '12:00', to: '22:00' } });
    const seen = { '09:00': 10, '12:00': 10, '18:00': 4, '22:00': 1 };
    for (const [time, expected] of Object.entries(seen)) {
      await at(`2026-03-28T${time}:00Z`);
      assert.equal(await quantity(), expected, time);
    }
  });

  it('stay as somebody sets them by hand until the window ends', async () => {
    await ann.addSchedule('tab', ten);
    await at('2026-03-28T09:00:00Z');
    await ann.scale('tab', { web: 14 });
    await at('2026-03-28T12:00:00Z');
    assert.equal(await quantity(), 14);
    assert.equal((await ann.schedules('tab'))[0]?.state, 'overridden');
    await at('2026-03-28T18:00:00Z');
    assert.equal(await quantity(), 0);
  });

  it('go at once when the schedule is removed inside its window', async () => {
    const { id } = await ann.addSchedule('tab', ten);
    await at('2026-03-28T09:00:00Z');
    await ann.removeSchedule('tab', id);
    await at('2026-03-28T09:00:01Z');
    assert.equal(await quantity(), 0);
  });

  it('leave other process types alone', async () => {
    await ann.addSchedule('tab', ten);
    await at('2026-03-28T09:00:00Z');
    assert.equal(await quantity('worker'), 1);
  });

  it('raise what the autoscaler may not go below, and let it go above', async () => {
    await ann.enableAutoscale('tab', { min: 1, max: 20 });
    await ann.scale('tab', { web: 12 });
    await ann.addSchedule('tab', { what: dynos(10), window: weekend });
    await at('2026-03-28T09:00:00Z');
    assert.equal(await quantity(), 12);
    const held = house.control.store.schedules.holds<{ readonly quantity: number }>('type');
    assert.equal(held[0]?.hold.set.quantity, 10);
  });
});

describe('the autoscaler by the calendar', () => {
  it('is on in the window, with its least number, and what ran before comes back', async () => {
    const what = { kind: 'autoscale', autoscale: { min: 3, max: 8, size: 'performance-m' }, after: null } as const;
    await ann.addSchedule('tab', { what, window: weekend });
    await at('2026-03-28T09:00:00Z');
    const [on] = await ann.autoscales('tab');
    assert.deepEqual([on?.min, on?.max, on?.bySchedule, await quantity(), await size()], [3, 8, true, 3, 'performance-m']);
    await at('2026-03-28T18:00:00Z');
    assert.deepEqual([(await ann.autoscales('tab')).length, await quantity(), await size()], [0, 2, 'standard-1x']);
  });

  it("goes before a person's own, which counts again afterwards", async () => {
    await ann.enableAutoscale('tab', { min: 1, max: 4 });
    await ann.addSchedule('tab', { what: { kind: 'autoscale', autoscale: { min: 3, max: 8 }, after: null }, window: weekend });
    await at('2026-03-28T09:00:00Z');
    assert.equal((await ann.autoscales('tab'))[0]?.max, 8);
    await at('2026-03-28T18:00:00Z');
    assert.equal((await ann.autoscales('tab'))[0]?.max, 4);
  });
});

describe('add-ons by the calendar', () => {
  beforeEach(() => {
    const settings = {};
    const facts = { name: 'mail-1', service: 'mail', plan: 'starter', configVar: 'MAIL_URL', password: 'secret' } as const;
    house.control.store.addons.create({ ...facts, appId: house.app('tab').id, settings, createdAtMs: friday });
    house.control.store.addons.setState('mail-1', 'available');
  });
  const plan = (): string | undefined => house.control.store.addons.find('mail-1')?.plan;
  const bronze: ScheduleWish = { what: { kind: 'addon', addon: 'mail', plan: 'bronze', after: null }, window: weekend };

  it('have the plan of the window, and the one before it again', async () => {
    await ann.addSchedule('tab', bronze);
    await at('2026-03-28T09:00:00Z');
    assert.equal(plan(), 'bronze');
    await at('2026-03-28T18:00:00Z');
    assert.equal(plan(), 'starter');
  });

  it('have it for all the days of a fortnight without a break', async () => {
    const dates = { first: '2026-03-28', last: '2026-04-10' };
    await ann.addSchedule('tab', { ...bronze, window: { from: '00:00', to: '24:00', dates, timezone: 'Europe/Dublin', leadSeconds: 0 } });
    const changes = async (): Promise<number> =>
      (await ann.events('tab', { limit: 50 })).filter(({ text }) => text.startsWith('mail-1 from')).length;
    for (let day = 0; day < 15; day += 1) {
      await at(new Date(Date.parse('2026-03-28T00:00:00Z') + day * 86_400_000).toISOString());
      assert.equal(plan(), day < 14 ? 'bronze' : 'starter', `day ${day}`);
    }
    assert.equal(await changes(), 2);
  });
});

describe('the schedules of a plan', () => {
  it('are made together, or none of them, and removed together', async () => {
    const worker: ScheduleWish = { what: { kind: 'scale', formation: { worker: { quantity: 3 } }, after: null }, window: weekend };
    assert.equal(applySchedules(house.control, house.app('tab'), { group: 'australs', wishes: [ten, worker], actor: 'ann' }).length, 2);
    const wrong = { ...ten, what: { kind: 'scale', formation: { cron: { quantity: 1 } }, after: null } } as const;
    assert.throws(
      () => applySchedules(house.control, house.app('tab'), { group: 'other', wishes: [ten, wrong], actor: 'ann' }),
      /no process type "cron"/,
    );
    assert.equal((await ann.schedules('tab')).length, 2);
    assert.equal(removeSchedules(house.control, house.app('tab'), { group: 'australs', actor: 'ann' }), 2);
  });
});

describe('a schedule is refused', () => {
  const cases: readonly { readonly it: string; readonly wish: ScheduleWish; readonly says: RegExp }[] = [
    {
      it: 'of a process type that is not there',
      wish: { ...ten, what: { kind: 'scale', formation: { cron: { quantity: 1 } }, after: null } },
      says: /no process type "cron"/,
    },
    { it: 'of a thousand dynos', wish: { ...ten, what: dynos(1000) }, says: /whole number from 0 to 100/ },
    { it: 'of no dynos at all', wish: { ...ten, what: { kind: 'scale', formation: {}, after: null } }, says: /needs a process type/ },
    {
      it: 'that ends in what it does not change',
      wish: { ...ten, what: { kind: 'scale', formation: { web: { quantity: 3 } }, after: { worker: { quantity: 0 } } } },
      says: /worker is named for afterwards/,
    },
    { it: 'at a time that is none', wish: withWindow({ from: '25:00' }), says: /is no time of the day/ },
    { it: 'in a zone that is none', wish: withWindow({ timezone: 'Mars/Olympus' }), says: /no time zone/ },
    { it: 'of a past day', wish: withWindow({ days: [], dates: { first: '2026-03-01', last: '2026-03-02' } }), says: /it is past/ },
    {
      it: 'of an add-on that is not there',
      wish: { ...ten, what: { kind: 'addon', addon: 'postgres', plan: 'hobby-basic', after: null } },
      says: /no add-on "postgres"/,
    },
    {
      it: 'of an autoscaler with its numbers the wrong way round',
      wish: { ...ten, what: { kind: 'autoscale', autoscale: { min: 5, max: 2 }, after: null } },
      says: /At least 5 dynos and at most 2/,
    },
  ];
  for (const c of cases) it(c.it, () => assert.rejects(ann.addSchedule('tab', c.wish), c.says));
});
