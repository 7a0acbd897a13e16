import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acmeRetryMs, covers, redirectedHosts, renewalMs } from './certificate-choice.ts';

const certificate = { hosts: ['example.org', '*.example.org'], fromMs: 0, untilMs: 900 };

describe('covers', () => {
  for (const [host, expect] of [
    ['example.org', true],
    ['tab.example.org', true],
    ['a.tab.example.org', false], // a wildcard is one label
    ['example.com', false],
  ] as const)
    it(`${host}: ${expect}`, () => assert.equal(covers(certificate, host), expect));
});

describe('redirectedHosts', () => {
  const hosts = ['tab.localhost', 'tab.example.org'];
  for (const [redirect, expect] of [
    ['auto', ['tab.example.org']],
    ['on', hosts],
    ['off', []],
  ] as const)
    it(redirect, () => assert.deepEqual(redirectedHosts({ redirect }, hosts, [certificate]), expect));
});

it('a certificate is renewed when a third of its life is left', () => assert.equal(renewalMs(certificate), 600));
it('a failure is tried again later and later, at most twice a day', () =>
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 100].map((tries) => acmeRetryMs(tries) / 60_000),
    [1, 5, 15, 60, 240, 720, 720],
  ));
