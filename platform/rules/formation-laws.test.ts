import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dynoId } from './dyno-id.ts';
import { formationActions } from './formation.ts';
import type { FormationActions, RunningDyno } from './formation.ts';

const types = ['web', 'worker'];
const v1 = { version: 1, runsSince: 1, types };
const v2 = { version: 2, runsSince: 2, types };

describe('formationActions, whatever runs', () => {
  const anyDyno = fc
    .record({
      type: fc.constantFrom('web', 'worker', 'old'),
      number: fc.integer({ min: 1, max: 4 }),
      release: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom('starting', 'up', 'stopping', 'down', 'crashed'),
      born: fc.integer({ min: 1, max: 9 }),
      seed: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    })
    .map((d): RunningDyno => ({ id: dynoId(d.born, d.seed), ...d, restarts: 0, reason: '' }));
  const anyWish = fc.record({
    quantities: fc.record({ web: fc.integer({ min: 0, max: 4 }), worker: fc.integer({ min: 0, max: 2 }) }),
    serving: fc.constantFrom(null, v1, v2),
    rollOut: fc.constantFrom(null, { version: 3, runsSince: 3, types, mode: 'preboot' as const }),
    restarts: fc.constantFrom([], [{ type: null, number: null, beforeMs: 5 }]),
    webRunsAlone: fc.boolean(),
  });

  it('never routes to a dyno that it retires, nor to one that is not up', () => {
    fc.assert(
      fc.property(anyWish, fc.uniqueArray(anyDyno, { selector: (d) => d.id }), (wanted, dynos) => {
        const actions = formationActions(wanted, dynos);
        const up = new Set(dynos.filter((d) => d.state === 'up').map((d) => d.id));
        return actions.routed.every((id) => up.has(id) && !actions.retire.includes(id));
      }),
    );
  });

  it('starts no web dyno that runs alone where another still is', () => {
    fc.assert(
      fc.property(anyWish, fc.uniqueArray(anyDyno, { selector: (d) => d.id }), (wanted, dynos) => {
        const { start } = formationActions({ ...wanted, webRunsAlone: true }, dynos);
        const there = dynos.filter((d) => d.state !== 'down');
        return !start.some((slot) => slot.type === 'web' && there.some((d) => d.type === 'web' && d.number === slot.number));
      }),
    );
  });

  it('comes to rest: once its starts are up and its retired are gone, nothing is left to do', () => {
    fc.assert(
      fc.property(anyWish, fc.uniqueArray(anyDyno, { selector: (d) => d.id }), (first, dynos) => {
        let wanted = first;
        let now: readonly RunningDyno[] = dynos.filter((d) => d.state !== 'down');
        for (let round = 0; round < 6; round += 1) {
          const actions = formationActions(wanted, now);
          if (actions.rollOut.kind === 'done') wanted = { ...wanted, serving: wanted.rollOut, rollOut: null };
          if (actions.rollOut.kind === 'failed') wanted = { ...wanted, rollOut: null };
          now = nextReality(now, actions);
        }
        const last = formationActions(wanted, now);
        return last.start.length === 0 && last.retire.length === 0 && last.rollOut.kind === 'none';
      }),
    );
  });
});

let births = 100;

function nextReality(now: readonly RunningDyno[], actions: FormationActions): readonly RunningDyno[] {
  const stayed = now.filter((d) => !actions.retire.includes(d.id) && d.state !== 'stopping').map((d) => ({ ...d, state: 'up' as const }));
  const started = actions.start.map((slot) => {
    births += 1;
    return { ...slot, id: dynoId(births, new Uint8Array(16)), state: 'up' as const, restarts: 0, reason: '' };
  });
  return [...stayed, ...started];
}
