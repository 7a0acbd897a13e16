import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nextAlert, quiet } from './alert-state.ts';

/** Limit 100 for a minute. `values` are looked at every ten seconds. */
const limits = { threshold: 100, forSeconds: 60, bad: 'from' } as const;

/** What happened at which second. */
function story(
  values: readonly (number | null)[],
  rule: typeof limits | { threshold: number; forSeconds: number; bad: 'from' | 'below' } = limits,
): string[] {
  let state = quiet;
  return values.flatMap((value, step) => {
    const next = nextAlert(state, value, { ...rule, nowMs: step * 10_000 });
    state = next.state;
    return next.change === null ? [] : [`${next.change} at ${step * 10}`];
  });
}

const times = (count: number, value: number | null): (number | null)[] => Array.from({ length: count }, () => value);

describe('an alert', () => {
  it('fires when its limit is passed for as long as the rule says', () => {
    assert.deepEqual(story(times(7, 100)), ['fired at 60']);
    assert.deepEqual(story(times(6, 100)), []);
  });

  it('begins anew when it was well for one look', () => assert.deepEqual(story([...times(6, 150), 99, ...times(6, 150)]), []));

  it('at once where the rule says nothing of a time', () =>
    assert.deepEqual(story([0, 100], { ...limits, forSeconds: 0 }), ['fired at 10']));

  it('is over after half that time below nine tenths of the limit', () => {
    assert.deepEqual(story([...times(7, 100), ...times(4, 89)]), ['fired at 60', 'resolved at 100']);
  });

  it('is not over between nine tenths and the limit', () => assert.deepEqual(story([...times(7, 100), ...times(30, 95)]), ['fired at 60']));

  it('stays as it is while nothing can be said', () => {
    assert.deepEqual(story([...times(6, 100), ...times(10, null)]), []);
    assert.deepEqual(story([...times(7, 100), ...times(30, null)]), ['fired at 60']);
  });

  it('that comes back before it is over needs twice the calm, and so on', () => {
    const up = times(7, 100);
    assert.deepEqual(story([...up, 50, 50, 100, ...times(7, 50)]), ['fired at 60', 'resolved at 160']);
    assert.deepEqual(story([...up, 50, 50, 100, 50, 50, 100, ...times(12, 50)]).length, 1);
  });

  it('that flaps ten times in ten minutes fires once', () => {
    const flap = [100, 100, 100, 50, 50, 50];
    const flaps = Array.from({ length: 10 }, () => flap).flat();
    assert.deepEqual(story([...times(7, 100), ...flaps, ...times(80, 0)]), ['fired at 60', 'resolved at 1240']);
  });

  it('below its limit, where too little is the trouble', () => {
    assert.deepEqual(story([...times(7, 4), ...times(4, 5.6)], { threshold: 5, forSeconds: 60, bad: 'below' }), [
      'fired at 60',
      'resolved at 100',
    ]);
  });

  it('fires and ends by turns, whatever is measured', () =>
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 200 })), { maxLength: 200 }), (values) => {
        const words = story(values).map((change) => change.split(' ')[0]);
        return words.every((word, index) => word === (index % 2 === 0 ? 'fired' : 'resolved'));
      }),
    ));
});
