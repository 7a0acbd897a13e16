import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { AlertEars } from '../testing/alert-ears.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { alertOf, alertOver, type Alert } from './alert-of.ts';
import { sendDue } from './send.ts';
import { tellIncidents } from './tell.ts';

const ears = new AlertEars();
before(() => ears.open());
after(() => ears.close());

let house: SimulatedControl;
beforeEach(async () => {
  house = new SimulatedControl(Date.parse('2026-09-01T20:00:00Z'));
  house.addApp('tab', { web: 'node server.js' });
  ears.forget();
  await house.ann.addAlertChannel({ kind: 'email', name: 'us', address: 'us@example.org', relay: ears.relay });
});
afterEach(() => house.close());

const backup = (more: Partial<Alert> = {}): Alert => ({
  kind: 'backup',
  stat: 'capture',
  subject: 'backup:postgresql-quick-1',
  appId: house.app('tab').id,
  severity: 'warning',
  text: 'The backup of postgresql-quick-1 failed: no space is left',
  ...more,
});

/** As control does every second. */
async function look(time: string): Promise<readonly string[]> {
  house.passTo(time);
  tellIncidents(house.control);
  await sendDue(house.control);
  const subjects = ears.mails.map((mail) => /^Subject: ((?:.*)(?:\r\n .*)*)/m.exec(mail)?.[1]?.replaceAll('\r\n', '') ?? '');
  ears.forget();
  return subjects;
}

describe('what the platform finds out by itself', () => {
  it('is told once, again when it has become worse, and when it is over', async () => {
    alertOf(house.control, backup());
    assert.deepEqual(await look('2026-09-01T20:00:01Z'), ['[Rostra] tab: The backup of postgresql-quick-1 failed: no space is left']);
    alertOf(house.control, backup());
    assert.deepEqual(await look('2026-09-01T20:15:00Z'), []);
    alertOf(house.control, backup({ severity: 'critical', text: 'No backup of postgresql-quick-1 for a day' }));
    assert.deepEqual(await look('2026-09-01T20:30:00Z'), ['[Rostra] tab: No backup of postgresql-quick-1 for a day']);
    alertOver(house.control, 'backup:postgresql-quick-1');
    alertOver(house.control, 'backup:another');
    assert.deepEqual(await look('2026-09-01T21:00:00Z'), [
      '[Rostra] tab is well again after 30 min; at its worst No backup of postgresql-quick-1 for a day',
    ]);
  });

  it('outlives a restart', async () => {
    alertOf(house.control, backup());
    await look('2026-09-01T20:00:01Z');
    house.restart();
    alertOf(house.control, backup());
    assert.deepEqual(await look('2026-09-01T20:15:00Z'), []);
  });
});

describe('a channel with a mail of the day', () => {
  it('brings what waited as one message, and what is critical at once', async () => {
    await house.ann.setAlertChannel('us', { digestAt: '08:00', timezone: 'Europe/Dublin' });
    alertOf(house.control, backup());
    alertOf(house.control, backup({ subject: 'backup:other', text: 'The backup of other failed: no space is left' }));
    assert.deepEqual(await look('2026-09-01T20:05:00Z'), []);
    alertOf(house.control, backup({ subject: 'backup:third', severity: 'critical', text: 'No backup of third for a day' }));
    assert.deepEqual(await look('2026-09-01T20:10:00Z'), ['[Rostra] tab: No backup of third for a day']);
    assert.deepEqual(await look('2026-09-02T06:59:59Z'), []);
    assert.deepEqual(await look('2026-09-02T07:00:00Z'), ['[Rostra] 2 messages about tab']);
    assert.deepEqual(await look('2026-09-03T07:00:00Z'), []);
  });

  it('brings a single one as it is', async () => {
    await house.ann.setAlertChannel('us', { quietHours: '19:00-06:00' });
    alertOf(house.control, backup());
    assert.deepEqual(await look('2026-09-02T05:59:59Z'), []);
    assert.deepEqual(await look('2026-09-02T06:00:00Z'), ['[Rostra] tab: The backup of postgresql-quick-1 failed: no space is left']);
  });

  it('is refused when it cannot be meant', () =>
    assert.rejects(house.ann.setAlertChannel('us', { digestAt: '8 o’clock' }), { code: 'ALERT_HOURS_WRONG', status: 422 }));
});
