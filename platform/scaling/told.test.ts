import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { operationsOf } from '../control/operations-for.ts';
import type { Operations } from '../control/operations.ts';
import { resumeMeter } from '../costs/meter.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { keepSchedules } from './keep-schedules.ts';

let house: SimulatedControl;
let ann: Operations;

beforeEach(async () => {
  house = new SimulatedControl(Date.parse('2026-09-01T00:00:00Z'));
  ({ ann } = house);
  house.addApp('tab', { web: 'node server.js' });
  resumeMeter(house.control);
  await ann.scale('tab', { web: 2 });
});
afterEach(() => house.close());

describe('a schedule that a spent budget keeps from coming true', () => {
  const incidents = async () => (await ann.incidents('tab')).filter(({ facts }) => facts.some(({ text }) => /schedule/.test(text)));

  it('is one alert while it goes on trying, and over when it has come true', async () => {
    const window = { from: '12:00', to: '18:00', timezone: 'UTC', leadSeconds: 0 };
    await ann.addSchedule('tab', { what: { kind: 'scale', formation: { web: { quantity: 5 } }, after: null }, window });
    await ann.setBudget({ name: 'month', app: 'tab', amountMicro: 10_000, action: 'freeze-up' });
    for (const time of ['12:00', '12:10', '12:20']) {
      house.passTo(`2026-09-01T${time}:00Z`);
      await keepSchedules(house.control);
    }
    const [incident, ...others] = await incidents();
    assert.deepEqual([others.length, incident?.isOpen, incident?.severity], [0, true, 'critical']);
    assert.match(incident?.facts[0]?.text ?? '', /could not change web and goes on trying: The budget month is spent/);
    await ann.removeBudget('month');
    house.passTo('2026-09-01T12:30:00Z');
    await keepSchedules(house.control);
    assert.equal((await ann.formation('tab'))[0]?.quantity, 5);
    assert.deepEqual(
      (await incidents()).map(({ isOpen }) => isOpen),
      [false],
    );
  });
});

describe('with the tier rules of Heroku', () => {
  const heroku = (): Operations => {
    const { control } = house;
    return operationsOf({ ...control, config: { ...control.config, tierRules: 'heroku' } })('ann');
  };

  it('the autoscaler is refused on small sizes, with the words that Heroku’s users know', async () => {
    const message = 'Autoscaling is only available on performance dynos (tier rules are on). Change the size or turn tier rules off.';
    await assert.rejects(heroku().enableAutoscale('tab', {}), { code: 'SCALING_TIER', message });
    await heroku().enableAutoscale('tab', { size: 'performance-m' });
    await ann.disableAutoscale('tab', 'web');
    await ann.scale('tab', { web: { size: 'hobby' } });
    await ann.enableAutoscale('tab', {}); // without them it works on Hobby
  });

  it('Hobby runs one dyno of a type', async () => {
    await assert.rejects(heroku().scale('tab', { web: { size: 'hobby' } }), /2 web dynos need Standard-1X or larger/);
    await heroku().scale('tab', { web: { quantity: 1, size: 'hobby' } });
  });
});
