import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressOfTime, metricTimeOf, panelQueryOf, usualRange } from './metric-range.ts';

const nowMs = 1_000_000_000;

describe('the time of an address', () => {
  const cases = [
    { it: 'is two hours when nothing is said', query: {}, expect: { seconds: 7200 } },
    { it: 'is two hours for nonsense', query: { range: 'constructor', compare: '1' }, expect: { seconds: 7200 } },
    { it: 'is a range', query: { range: '24h' }, expect: { seconds: 86_400 } },
    { it: 'is from one second to another', query: { from: '100', to: '200' }, expect: { from: 100, to: 200 } },
    { it: 'is from a time that a form sends until now', query: { from: '1970-01-02T00:00Z' }, expect: { from: 86_400, to: 1_000_000 } },
    { it: 'never ends before it begins', query: { from: '200', to: '100' }, expect: { seconds: 7200 } },
    { it: 'may stand beside a former one', query: { range: '2h', compare: 'day' }, expect: { seconds: 7200, compareSeconds: 86_400 } },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(panelQueryOf(metricTimeOf(c.query, nowMs)), c.expect));
  it('is what there is of an app that is new', () => {
    const ranges = [14, 16].map((minutes) => usualRange(new Date(nowMs - minutes * 60_000).toISOString(), nowMs));
    assert.deepEqual(ranges, ['15m', '2h']);
    assert.equal(metricTimeOf({}, nowMs, '15m').range, '15m');
  });
  it('comes back from its own link', () => {
    const time = metricTimeOf({ from: '100', to: '200', compare: 'week' }, nowMs);
    assert.deepEqual(metricTimeOf(addressOfTime(time), nowMs), time);
  });
});
