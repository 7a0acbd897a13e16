import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alertFault, conditionWords } from './alert-rule.ts';
import type { AlertWish } from './alert-rule.ts';
import { channelFault, retryMs, shownAddress } from './channel.ts';
import { presetNames, presetRules } from './presets.ts';

const slow: AlertWish = {
  metric: 'response_time',
  stat: 'p95',
  threshold: 15_000,
  forSeconds: 60,
  scope: '',
  severity: 'critical',
  repeatSeconds: 86_400,
  channels: null,
};

describe('a rule', () => {
  it('in words', () => assert.equal(conditionWords(slow), '95 of 100 pages within 15,000 ms or more, for 1 min'));

  it('of one group of routes', () => assert.match(conditionWords({ ...slow, scope: '/draw' }), /15,000 ms or more \(\/draw\), for 1 min$/));

  const wrong = [
    { it: 'a response time below 50 ms', is: { ...slow, threshold: 49 }, says: /between 50 and 300000 ms/ },
    { it: 'no number', is: { ...slow, threshold: NaN }, says: /must lie between/ },
    { it: 'a share above all', is: { ...slow, metric: 'failed_percent', stat: 'all', threshold: 101 }, says: /between 0.1 and 100 %/ },
    { it: 'a percentile that is not kept', is: { ...slow, stat: 'p42' }, says: /choose p50, p95, p99, max/ },
    { it: 'a code that is none', is: { ...slow, metric: 'code', stat: 'H77', threshold: 1 }, says: /none of the platform's codes/ },
    { it: 'half a second', is: { ...slow, forSeconds: 0.5 }, says: /0 seconds to a day/ },
    { it: 'a scope that is none', is: { ...slow, scope: 'the draw' }, says: /no process type \(web\) and no group of routes/ },
    {
      it: 'the load of a route',
      is: { ...slow, metric: 'load', stat: 'avg', threshold: 1, scope: '/draw' },
      says: /not measured route by route/,
    },
    { it: 'who failed on a route', is: { ...slow, metric: 'failed_rps', stat: 'app', threshold: 1, scope: '/draw' }, says: /write all/ },
    { it: 'what the platform tells by itself', is: { ...slow, metric: 'channel', stat: 'failures', threshold: 3 }, says: /told by itself/ },
  ] as const;
  for (const c of wrong) it(`is refused: ${c.it}`, () => assert.match(alertFault(c.is) ?? '', c.says));
});

describe('presets', () => {
  for (const name of presetNames)
    it(`${name} has rules that anybody could make`, () =>
      assert.deepEqual(
        presetRules(name).flatMap((rule) => alertFault(rule) ?? []),
        [],
      ));

  it('Tabbycat: 15,000 ms and 5 %', () =>
    assert.deepEqual(
      presetRules('tabbycat').map(({ metric, stat, threshold, forSeconds }) => [metric, stat, threshold, forSeconds]),
      [
        ['response_time', 'p95', 15_000, 60],
        ['failed_percent', 'all', 5, 60],
      ],
    ));

  it("Heroku's sensitivities: 1, 5 and 10 minutes in a row", () =>
    assert.deepEqual(
      (['high', 'medium', 'low'] as const).map((sensitivity) => presetRules('heroku', { sensitivity, ms: 500 })[0]?.forSeconds),
      [60, 300, 600],
    ));

  it('live: response time, failures, codes, connections and load', () =>
    assert.deepEqual(
      presetRules('live').map(({ stat, threshold, forSeconds }) => `${stat} ${threshold} ${forSeconds}`),
      ['p95 3000 60', 'all 1 60', 'H10 1 0', 'H14 1 0', 'R15 1 0', 'X20 1 0', 'postgres 80 0', 'redis 80 0', 'total 90 180'],
    ));
});

describe('a channel', () => {
  const relay = 'smtp://mail.example.org';
  const cases = [
    { it: 'two people', is: { kind: 'email', name: 'us', address: 'a@example.org, b@example.org', relay }, says: null },
    { it: 'somebody without a domain', is: { kind: 'email', name: 'us', address: 'a', relay }, says: /"a" is no e-mail address/ },
    { it: 'mail that cannot leave', is: { kind: 'email', name: 'us', address: 'a@example.org', relay: null }, says: /how mail leaves/ },
    { it: 'a webhook', is: { kind: 'webhook', name: 'hook', address: 'https://example.org/x', relay: null }, says: null },
    { it: 'a file', is: { kind: 'webhook', name: 'hook', address: 'file:///etc/passwd', relay: null }, says: /must begin with https/ },
    {
      it: 'a name with blanks',
      is: { kind: 'webhook', name: 'my hook', address: 'https://example.org', relay: null },
      says: /small letters/,
    },
  ] as const;
  for (const c of cases)
    it(c.it, () => (c.says === null ? assert.equal(channelFault(c.is), null) : assert.match(channelFault(c.is) ?? '', c.says)));

  it('is tried five times more, after 10 s to 10 min', () =>
    assert.deepEqual([1, 2, 3, 4, 5, 6].map(retryMs), [10_000, 30_000, 90_000, 270_000, 600_000, null]));

  it('of a chat is shown without the path, which is its key', () =>
    assert.equal(shownAddress('slack', 'https://hooks.example.org/T1/B2/secret'), 'https://hooks.example.org/…'));
});
