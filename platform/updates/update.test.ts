import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isInEvent } from '../backups/in-event.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';

const start = Date.parse('2026-03-28T07:00:00Z');
const hourMs = 3_600_000;

describe('an update', () => {
  it('is refused from half an hour before an event of any app to half an hour after it', async () => {
    const house = new SimulatedControl(start);
    try {
      const app = house.addApp('tab', { web: 'node server.js' });
      const [fromS, toS] = [start / 1000 + 3600, start / 1000 + 2 * 3600];
      const windows = { live: [{ fromS, toS }], base: {} };
      const day = { startDate: '2026-03-28', timezone: 'UTC', actor: 'ann', nowS: start / 1000 };
      house.control.store.eventPlans.add({ appId: app.id, name: 'open', plan: {}, windows, ...day });
      const refused = async (): Promise<string> =>
        house.ann.updateSystem({ source: '/nowhere' }).then(
          () => 'begun',
          ({ code }: { code: string }) => code,
        );
      assert.equal(await refused(), 'UPDATE_NOT_USABLE');
      house.clock.advance(hourMs / 2);
      assert.equal(await refused(), 'UPDATE_IN_EVENT');
      house.clock.advance(2 * hourMs - 1);
      assert.equal(isInEvent(house.control, app.id), true);
      house.clock.advance(2);
      assert.equal(await refused(), 'UPDATE_NOT_USABLE');
    } finally {
      house.close();
    }
  });
});
