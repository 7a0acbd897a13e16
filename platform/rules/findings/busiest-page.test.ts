import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { busiestPage } from './busiest-page.ts';
import { minuteLoads } from './minute-loads.ts';

/** Two requests a second for five minutes. */
const usual = Array.from({ length: 300 }, (_, second) => ({ second, requests: 2 }));
const rush = usual.map(({ second, requests }) => ({ second, requests: second >= 200 && second < 210 ? 40 : requests }));
const line = (path: string, cache: string, more = '') => ({
  second: 203,
  text: `at=info method=GET path="${path}" host=tab.example.org status=200 bytes=1 cache=${cache} route= retries=0${more}`,
});

describe('a rush', () => {
  const lines = [
    ...Array.from({ length: 30 }, () => line('/wudc/draw/', 'miss', ' sampled=10')),
    line('/wudc/draw/', 'hit'),
    line('/wudc/', 'hit'),
  ];

  it('is told with the page that most asked for', () =>
    assert.deepEqual(
      busiestPage(rush, () => lines),
      { path: '/wudc/draw/', requests: 301, cached: 1, times: 20 },
    ));

  it('is not one when as many come all the time', () =>
    assert.equal(
      busiestPage(usual, () => assert.fail('nothing is read')),
      null,
    ));

  it('is not one when nobody came', () =>
    assert.equal(
      busiestPage([], () => assert.fail('nothing is read')),
      null,
    ));
});

describe('loads by minute', () => {
  it('are those of all dynos together', () => {
    const points = (load: number | null) => Array.from({ length: 30 }, (_, at) => ({ second: 700 + at * 10, load }));
    assert.deepEqual(minuteLoads([points(0.5), points(1)], 1000), [1.5, 1.5, 1.5, 1.5, 1.5]);
    assert.deepEqual(minuteLoads([points(null)], 1000), []);
    assert.deepEqual(minuteLoads([[{ second: 990, load: 0.25 }]], 1000), [0.25]);
  });
});
