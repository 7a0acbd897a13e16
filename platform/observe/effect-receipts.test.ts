import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { addDuration } from '../rules/latency-buckets.ts';
import { uncounted } from '../rules/router-sample.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { EffectReceipts } from './effect-receipts.ts';

let house: SimulatedControl;
let receipts: EffectReceipts;

beforeEach(() => {
  house = new SimulatedControl(Date.parse('2026-07-05T09:00:00Z'));
  house.addApp('tab', { web: 'node server.js' });
  receipts = new EffectReceipts();
});
afterEach(() => house.close());

/** A request a second, as slow as said. */
function pass(seconds: number, speed: keyof typeof durations): void {
  const from = Math.floor(house.clock.nowMs() / 1000);
  const counted = { ...uncounted, app: 'tab', requests: 1, failed: 0, bytes: 0, byStatus: { '2xx': 1 }, codes: {}, dynos: {} };
  const samples = Array.from({ length: seconds }, (_, at) => ({ ...counted, second: from + at, dispatched: 1, buckets: durations[speed] }));
  house.clock.advance(seconds * 1000);
  house.control.trafficBook.take({ samples, covers: { from, to: from + seconds } });
}

const durations = { slow: bucketsWith(900), fast: bucketsWith(40) };

function bucketsWith(ms: number): number[] {
  const buckets: number[] = [];
  addDuration(buckets, ms);
  return buckets;
}

function change(text: string): void {
  const atMs = house.clock.nowMs();
  house.control.store.events.append({ appId: house.app('tab').id, atMs, kind: 'scale', actor: 'ann', text });
}

function told(): string[] {
  receipts.tell(house.control);
  return house.control.store.events
    .list(house.app('tab').id, { sinceMs: 0, limit: 50 })
    .filter(({ kind }) => kind === 'effect')
    .map(({ text }) => text.replace(/: .*/, ''));
}

describe('what a change did', () => {
  it('is told two minutes later, once', () => {
    pass(120, 'slow');
    change('Scaled to web@3');
    pass(60, 'fast');
    assert.deepEqual(told(), []);
    pass(70, 'fast');
    assert.deepEqual(told(), ['Effect of “Scaled to web@3”']);
    assert.deepEqual(told(), ['Effect of “Scaled to web@3”']);
  });

  it('is told also when another change was told of meanwhile', () => {
    pass(120, 'slow');
    change('Scaled to web@2');
    pass(100, 'slow');
    change('Scaled to web@4');
    pass(40, 'fast');
    assert.equal(told().length, 1);
    pass(100, 'fast');
    assert.deepEqual(told(), ['Effect of “Scaled to web@4”', 'Effect of “Scaled to web@2”']);
  });

  it('is not told again by a control that has started anew', () => {
    pass(120, 'slow');
    change('Scaled to web@3');
    pass(130, 'fast');
    assert.equal(told().length, 1);
    receipts = new EffectReceipts();
    assert.equal(told().length, 1);
  });

  it('is told by a control that looks late', () => {
    pass(120, 'slow');
    change('Scaled to web@3');
    pass(400, 'fast');
    assert.equal(told().length, 1);
  });
});
