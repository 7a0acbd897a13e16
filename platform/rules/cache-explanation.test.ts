import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explained, type ExplainedRequest } from './cache-explanation.ts';

const usual: ExplainedRequest = { isOn: true, rule: null, cookies: 'none', wasPassed: false, isPublic: false, copy: 'fresh' };
const never = { path: '/{t}/admin/**', deny: true, ttlMs: null, swrMs: null, sieMs: null, tags: [] };

describe('what the cache does with a request, and why', () => {
  const cases: readonly [string, Partial<ExplainedRequest>, string, RegExp][] = [
    ['a fresh copy', {}, 'hit', /fresh/],
    ['one that has just ended', { copy: 'stale' }, 'stale', /new one is asked for/],
    ['no copy', { copy: 'none' }, 'miss', /first who asks/],
    ['an app that has said nothing', { isOn: false }, 'bypass', /rostra\.json/],
    ['a rule that denies it', { rule: never }, 'bypass', /\/\{t\}\/admin/],
    ['a cookie that may matter', { cookies: 'significant' }, 'bypass', /cookie/],
    ['such a cookie at a public page', { cookies: 'significant', isPublic: true }, 'hit', /fresh/],
    ['an answer that could not be shared', { wasPassed: true, copy: 'none' }, 'bypass', /could not be shared/],
  ];
  for (const [name, change, decision, reason] of cases)
    it(`${name}: ${decision}`, () => {
      const answer = explained({ ...usual, ...change });
      assert.equal(answer.decision, decision);
      assert.match(answer.reason, reason);
    });
});
