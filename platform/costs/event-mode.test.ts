import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { evaluateAlerts } from '../alerts/evaluate.ts';
import type { Operations } from '../control/operations.ts';
import { eventUntil } from '../rules/costs/event-clock.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { checkForgotten } from './check-forgotten.ts';
import { resumeMeter } from './meter.ts';

let house: SimulatedControl;
let ann: Operations;

beforeEach(async () => {
  house = new SimulatedControl(Date.parse('2026-09-01T00:00:00Z'));
  ({ ann } = house);
  for (const name of ['tab', 'lab']) house.addApp(name, { web: 'node server.js' });
  resumeMeter(house.control);
});
afterEach(() => house.close());

const quantity = async (app: string): Promise<number | undefined> => (await ann.formation(app))[0]?.quantity;

describe('while an event is on', () => {
  beforeEach(async () => {
    const plan = { title: 'cup', lines: [{ kind: 'dyno', key: 'standard-1x', qty: 5, hours: 10, from: '09:00' }] };
    await ann.applyPlan('tab', { plan, start: '2026-09-02', timezone: 'UTC', dryRun: false });
  });

  it('with the half hours around it, it is said so', async () => {
    const live = async () => (await ann.liveEvents()).map(({ name, app, from, until }) => [name, app, from, until]);
    house.passTo('2026-09-02T08:29:59Z');
    assert.deepEqual(await live(), []);
    house.passTo('2026-09-02T08:30:00Z');
    assert.deepEqual(await live(), [['cup', 'tab', '2026-09-02T08:30:00Z', '2026-09-02T19:30:00Z']]);
    house.passTo('2026-09-02T19:30:00Z');
    assert.deepEqual(await live(), []);
  });
  it('its end is said by the clock of the place where it is', () => {
    const until = '2026-10-25T01:30:00Z'; // Dublin's clocks go back at 01:00 UTC
    assert.equal(eventUntil({ until, timezone: 'Europe/Dublin' }), '2026-10-25 01:30 Europe/Dublin');
    assert.equal(eventUntil({ until, timezone: 'Asia/Singapore' }), '2026-10-25 09:30 Asia/Singapore');
  });
  it('a deploy of its app asks twice, and of no other', async () => {
    house.passTo('2026-09-02T12:00:00Z');
    const source = { kind: 'folder', path: '/nowhere' } as const;
    await assert.rejects(ann.startBuild('tab', source), {
      code: 'EVENTS_ONE_IS_ON',
      message: /cup of tab is on until 2026-09-02 19:30 UTC/,
    });
    await assert.rejects(ann.startBuild('tab', source, { evenLive: true }), /no folder \/nowhere/);
    await assert.rejects(ann.startBuild('lab', source), /no folder \/nowhere/);
  });
  it('so do a rollback and a promotion to it', async () => {
    await ann.joinPipeline('tab', { pipeline: 'cup', stage: 'production', isNew: true });
    await ann.joinPipeline('lab', { pipeline: 'cup', stage: 'staging', isNew: false });
    const back = { version: 99, withConfig: false };
    house.passTo('2026-09-02T12:00:00Z');
    await assert.rejects(ann.rollback('tab', back), { code: 'EVENTS_ONE_IS_ON' });
    await assert.rejects(ann.rollback('tab', { ...back, evenLive: true }), /no release v99/);
    await assert.rejects(ann.promote('lab'), { code: 'EVENTS_ONE_IS_ON' });
    void ann.promote('lab', { evenLive: true }); // it answers when the release serves
    assert.match((await ann.releases('tab'))[0]?.reason ?? '', /^Promote from v\d+ of lab$/);
  });
  it('the limits of an event hold beside its own, and go with it', async () => {
    await ann.putAlertRule('tab', { ...slow, threshold: 3000, forSeconds: 600 });
    house.passTo('2026-09-02T12:00:00Z');
    evaluateAlerts(house.control);
    const rules = await ann.alertRules('tab');
    assert.deepEqual([rules.filter(({ isOfEvent }) => isOfEvent).length, rules[0]?.forSeconds], [8, 600]);
    house.passTo('2026-09-02T20:00:00Z');
    evaluateAlerts(house.control);
    assert.deepEqual(
      (await ann.alertRules('tab')).map(({ threshold }) => threshold),
      [3000],
    );
  });
});

const slow = {
  metric: 'response_time',
  stat: 'p95',
  scope: '',
  severity: 'critical',
  repeatSeconds: 0,
  channels: null,
} as const;

describe('after an event', () => {
  it('what still runs is a finding with its price and a button that ends it', async () => {
    await ann.scale('tab', { web: 1 });
    const plan = { title: 'cup', lines: [{ kind: 'dyno', key: 'standard-1x', qty: 5, hours: 10, from: '09:00' }] };
    await ann.applyPlan('tab', { plan, start: '2026-09-02', timezone: 'UTC', dryRun: false });
    await ann.scale('tab', { web: 5 });
    house.passTo('2026-09-02T20:59:00Z');
    checkForgotten(house.control);
    assert.deepEqual(await ann.findings('tab'), []);
    house.passTo('2026-09-02T21:01:00Z');
    checkForgotten(house.control);
    const [finding] = await ann.findings('tab');
    assert.equal(finding?.rule, 'F18');
    assert.equal(finding.evidence[1]?.value, '$3.33');
    await ann.actOnFinding('tab', finding.id, 0);
    assert.equal(await quantity('tab'), 1);
  });
});
