import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { busiestPage } from './busiest-page.ts';
import { loggedRequest, type LoggedRequest } from '../monitor/router-request.ts';
import { minuteLoads } from './minute-loads.ts';

/** Two requests a second for five minutes. */
const usual = Array.from({ length: 300 }, (_, second) => ({ second, requests: 2 }));
const rush = usual.map(({ second, requests }) => ({ second, requests: second >= 200 && second < 210 ? 40 : requests }));
const line = (path: string, cache: string, more = ''): LoggedRequest => {
  const request = loggedRequest(
    203,
    `at=info method=GET path="${path}" host=tab.example.org status=200 bytes=1 cache=${cache} route= retries=0${more}`,
  );
  assert.ok(request !== null);
  return request;
};

describe('a rush', () => {
  const requests = [
    ...Array.from({ length: 30 }, () => line('/wudc/draw/', 'miss', ' sampled=10')),
    line('/wudc/draw/', 'hit'),
    line('/wudc/', 'hit'),
  ];
  const told = { path: '/wudc/draw/', requests: 301, cached: 1, times: 20, second: 200 };

  it('is told with the page that most asked for', () =>
    assert.deepEqual(
      busiestPage(rush, () => ({ requests, events: [] })),
      { ...told, trigger: null },
    ));

  it('is told with the last that happened in the two minutes before', () => {
    const events = [
      { text: 'Deploy 1a2b3c4d', second: 79 },
      { text: 'Scaled web to 4', second: 130 },
      { text: 'Draw of round 3', second: 195 },
      { text: 'Scaled web to 2', second: 230 },
    ];
    assert.deepEqual(
      busiestPage(rush, () => ({ requests, events })),
      { ...told, trigger: events[2] },
    );
    assert.equal(busiestPage(rush, () => ({ requests, events: events.slice(0, 1) }))?.trigger?.text, undefined);
  });

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
