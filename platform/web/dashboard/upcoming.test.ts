import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Caller } from '../../control/caller.ts';
import { guardedOperations } from '../../control/guarded-operations.ts';
import type { UpcomingEvent } from '../../rules/findings/event-evidence.ts';
import { SimulatedControl } from '../../testing/simulated-control.ts';
import { upcomingCards } from './views/upcoming.ts';

let house: SimulatedControl;
beforeEach(async () => {
  house = new SimulatedControl(Date.parse('2026-09-01T00:00:00Z'));
  for (const app of ['tab', 'lab']) {
    house.addApp(app, { web: 'node server.js' });
    await plan(app, app === 'tab' ? '2026-09-04' : '2026-09-03');
  }
});
afterEach(() => house.close());

async function plan(app: string, start: string): Promise<void> {
  const lines = [{ kind: 'dyno', key: 'standard-1x', qty: 5, hoursPerDay: 10, days: 2, from: '09:00' }];
  await house.ann.applyPlan(app, { plan: { title: `cup of ${app}`, lines }, start, timezone: 'Europe/Dublin', dryRun: false });
}

const open = ({ checks }: UpcomingEvent): string[] => checks.flatMap(({ isDone, text }) => (isDone ? [] : [text]));
const shown = async (): Promise<string> => String(upcomingCards(await house.ann.upcomingEvents(), house.clock.nowMs()));

describe('an event that is to come', () => {
  it('is told with what is not ready for it, the soonest first', async () => {
    const events = await house.ann.upcomingEvents();
    assert.deepEqual(
      events.map(({ name, app, from, readyPercent }) => [name, app, from, readyPercent]),
      [
        ['cup of lab', 'lab', '2026-09-03T08:00:00Z', 60],
        ['cup of tab', 'tab', '2026-09-04T08:00:00Z', 60],
      ],
    );
    assert.deepEqual(events.map(open)[1], ['A rehearsal has passed', 'Somebody is reached by alerts']);
  });

  it('is readier when a thing is mended, and says where the rest is', async () => {
    await house.ann.setConfig('tab', { set: { DEBUG: '1' }, restart: false });
    assert.match(
      await shown(),
      /href="\/apps\/tab\/config">Faults are not shown to visitors<\/a><br><span class="r-muted">Not yet: DEBUG is on/,
    );
    await house.ann.setConfig('tab', { set: { DEBUG: null }, restart: false });
    const page = await shown();
    assert.doesNotMatch(page, /DEBUG/);
    for (const place of ['href="/apps/tab/rehearsals"', 'href="/alerts"', '60 % ready', 'in 3 days', '09:00</time> Europe/Dublin'])
      assert.ok(page.includes(place), place);
  });

  it('asks that certificates outlast it', async () => {
    const { domains } = house.control.store;
    const { id: appId } = house.app('tab');
    const nowMs = house.clock.nowMs();
    const life = { fromMs: nowMs, untilMs: nowMs + 13 * 86_400_000 };
    domains.add({ host: 'tab.example.org', appId, nowMs });
    domains.addCertificate({ appId, source: 'own', certificate: '', key: '', hosts: ['tab.example.org'], ...life });
    assert.match(await shown(), /href="\/apps\/tab\/domains">Certificates last two weeks<.*Not yet: one lasts 13 more days/);
  });

  it('is told again for its second day, and not while it is on or over', async () => {
    const from = async () => (await house.ann.upcomingEvents()).map((event) => event.from);
    house.passTo('2026-09-04T23:00:00Z');
    assert.deepEqual(await from(), ['2026-09-05T08:00:00Z']);
    house.passTo('2026-09-05T12:00:00Z');
    assert.deepEqual(await from(), []);
    house.passTo('2026-09-06T12:00:00Z');
    assert.deepEqual(await from(), []);
  });

  it('is told to nobody who may not see its app', async () => {
    const caller: Caller = { actor: 'bea', role: 'viewer', apps: ['lab'], address: '', agent: '', requestId: '' };
    const told = await guardedOperations(house.control, house.ann, caller).upcomingEvents();
    assert.deepEqual(
      told.map(({ app }) => app),
      ['lab'],
    );
  });

  it('with everything done says so', () => {
    const checks = [{ text: 'A rehearsal has passed', isDone: true, found: '', at: 'rehearsals' }] as const;
    const event = { name: '<cup>', app: 'tab', from: '2026-09-01T00:35:00Z', timezone: 'UTC', readyPercent: 100, checks };
    const page = String(upcomingCards([event], house.clock.nowMs()));
    assert.match(page, /&lt;cup&gt; in 35 minutes/);
    assert.match(page, /Everything is ready/);
  });
});
