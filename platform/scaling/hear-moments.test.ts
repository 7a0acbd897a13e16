import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Operations } from '../control/operations.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { hearMoments } from './hear-moments.ts';
import { keepSchedules } from './keep-schedules.ts';

/** An app that announces what a test tells it to. */
let announced: unknown = [];
const dyno = createServer((_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(announced)));
let port = 0;
before(async () => {
  dyno.listen(0, '127.0.0.1');
  await once(dyno, 'listening');
  const address = dyno.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
after(() => dyno.close());

let house: SimulatedControl;
let ann: Operations;
beforeEach(() => {
  house = new SimulatedControl(Date.parse('2026-07-05T09:00:00Z'));
  ({ ann } = house);
  const app = house.addApp('tab', { web: 'node server.js' });
  house.control.store.formations.setQuantities(app.id, { web: 1 });
  house.runDyno('tab', port);
});
afterEach(() => house.close());

const draw = { id: 'draw-3', at: '2026-07-05T09:30:00Z', title: 'Draw of Round 3', expectPeople: 1200, pages: ['/draw/'], kind: 'publish' };

/** The app is asked and the calendar looked at at this time of the day. */
async function at(time: string): Promise<void> {
  house.passTo(`2026-07-05T${time}:00Z`);
  await hearMoments(house.control);
  await keepSchedules(house.control);
}
const web = async (): Promise<number | undefined> => (await ann.formation('tab'))[0]?.quantity;
const activity = async (): Promise<string> => (await ann.events('tab', { limit: 20 })).map(({ text }) => text).join('\n');

describe('a moment that an app announces', () => {
  it('has its dynos two minutes and a boot ahead, and lets them go ten minutes after', async () => {
    announced = [draw];
    const seen = { '09:01': 1, '09:27': 1, '09:28': 5, '09:39': 5, '09:40': 1 };
    for (const [time, expected] of Object.entries(seen)) {
      await at(time);
      assert.equal(await web(), expected, time);
    }
    assert.match(await activity(), /Draw of Round 3 at 2026-07-05T09:30:00.000Z: 1200 people are expected, 5 web dynos are to be ready/);
  });

  it('that is moved moves its dynos', async () => {
    announced = [draw];
    await at('09:28');
    assert.equal(await web(), 5);
    announced = [{ ...draw, at: '2026-07-05T10:00:00Z' }];
    await at('09:29');
    assert.equal(await web(), 1);
    await at('09:59');
    assert.equal(await web(), 5);
  });

  it('that is withdrawn lets them go', async () => {
    announced = [draw];
    await at('09:28');
    announced = [];
    await at('09:29');
    assert.equal(await web(), 1);
    assert.match(await activity(), /Draw of Round 3 is not planned any more/);
  });

  it('keeps them when it has just been and the app names it no more', async () => {
    announced = [draw];
    await at('09:29');
    announced = [];
    await at('09:31');
    assert.equal(await web(), 5);
  });

  it('takes none away where more run already', async () => {
    announced = [draw];
    await ann.scale('tab', { web: 9 });
    await at('09:28');
    assert.equal(await web(), 9);
  });

  it('is remembered by a control that starts again', async () => {
    announced = [draw];
    await at('09:10');
    house.restart();
    ({ ann } = house);
    house.passTo('2026-07-05T09:29:00Z');
    await keepSchedules(house.control);
    assert.equal(await web(), 5);
  });

  it('is shown to those who look ahead, until it has come', async () => {
    announced = [draw];
    await at('09:10');
    const [next] = await ann.moments();
    assert.deepEqual([next?.app, next?.title, next?.quantity], ['tab', draw.title, 5]);
    await at('09:31');
    assert.deepEqual(await ann.moments(), []);
  });

  it('is not believed when it is absurd, with one line in the log', async () => {
    announced = [{ ...draw, expectPeople: 50_000_000 }];
    await at('09:01');
    await at('09:02');
    const lines = (await ann.logs('tab', { lines: 50 })).filter(({ dyno: name }) => name === 'moments');
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['What /.rostra/moments says is not believed: 50000000 people at draw-3 are more than a million'],
    );
  });
});
