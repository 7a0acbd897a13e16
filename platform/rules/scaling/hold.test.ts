import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { holdStep } from './hold.ts';
import type { Hold, OpenSchedule } from './hold.ts';

/** Quantities of dynos; the larger counts. */
const stronger = Math.max;
const schedule = (id: number, endMs: number, value: number): OpenSchedule<number> => ({ id, endMs, value, after: null });

/** A quantity under schedules, step by step. */
class Held {
  hold: Hold<number> | null = null;
  quantity: number;
  constructor(quantity: number) {
    this.quantity = quantity;
  }

  look(...open: readonly OpenSchedule<number>[]): this {
    const step = holdStep({ open, hold: this.hold, present: this.quantity, stronger, fulfils: Object.is });
    if (step.kind === 'hold') this.hold = step.hold;
    if (step.kind === 'hold' && step.set !== null) this.quantity = step.set;
    if (step.kind === 'close') [this.hold, this.quantity] = [null, step.restore];
    return this;
  }

  byHand(quantity: number): this {
    this.quantity = quantity;
    if (this.hold !== null) this.hold = { ...this.hold, isOverridden: true };
    return this;
  }
}

describe('what a schedule holds', () => {
  const day = schedule(1, 100, 10);

  it('comes with the window and goes with it: what was there before is back', () => {
    const web = new Held(2).look(day);
    assert.equal(web.quantity, 10);
    assert.equal(web.look(day).look().quantity, 2);
  });

  it('leaves what it says for afterwards', () => assert.equal(new Held(2).look({ ...day, after: 0 }).look().quantity, 0));

  it('is the larger where windows overlap, and the other goes on when one ends', () => {
    const evening = { ...schedule(2, 200, 4), after: 1 };
    const web = new Held(2).look(day).look(day, evening);
    assert.equal(web.quantity, 10);
    assert.equal(web.look(evening).quantity, 4);
    assert.equal(web.look().quantity, 1);
  });

  it('is set aside by a change by hand until the window ends', () => {
    const web = new Held(2).look(day).byHand(14).look(day);
    assert.equal(web.quantity, 14);
    assert.equal(web.look().quantity, 2);
  });

  it('comes back when one of two overridden windows ends', () => {
    const evening = schedule(2, 200, 4);
    const web = new Held(2).look(day, evening).byHand(14).look(evening);
    assert.equal(web.quantity, 4);
  });

  it('does not begin again over a change by hand when another window opens', () => {
    const web = new Held(2)
      .look(day)
      .byHand(14)
      .look(day, schedule(2, 200, 12));
    assert.equal(web.quantity, 14);
  });

  it('is set again where that did not come true', () => {
    const web = new Held(2).look(day);
    web.quantity = 2;
    assert.equal(web.look(day).quantity, 10);
  });

  it('ends when the schedule itself is taken away', () => assert.equal(new Held(2).look(day).look().hold, null));

  it('ends in what was there before, whatever opens and closes in between', () => {
    const someOpen = fc.subarray([schedule(1, 100, 10), schedule(2, 200, 4), schedule(3, 300, 7)]);
    fc.assert(
      fc.property(fc.array(someOpen), fc.integer({ min: 0, max: 20 }), (looks, quantity) => {
        const web = new Held(quantity);
        for (const open of looks) web.look(...open);
        return web.look().quantity === quantity && web.hold === null;
      }),
    );
  });
});
