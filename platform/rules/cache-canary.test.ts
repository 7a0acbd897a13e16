import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canaryCookies, looksPersonal, masked, pagesToTry, relaxes, unprovenRule, withoutSuspects } from './cache-canary.ts';
import { type CacheRule, plainCacheSettings } from './cache-rules.ts';

const rule = (path: string, rest: Partial<CacheRule> = {}): CacheRule => ({
  path,
  deny: false,
  ttlMs: 60_000,
  swrMs: null,
  sieMs: null,
  tags: [],
  ...rest,
});
const forced = { ...plainCacheSettings, rules: [rule('/admin/**', { deny: true }), rule('/{t}/draw/', { force: true }), rule('/**')] };
const byCookie = { ...plainCacheSettings, significantCookies: ['sessionid'], rules: [rule('/{t}/draw/')] };

describe('what the canary is asked about', () => {
  it('rules that force, and cookies that are said to mean nothing; the safe default needs none', () => {
    assert.deepEqual([forced, byCookie, plainCacheSettings].map(relaxes), [true, true, false]);
  });

  it('two pages of each such rule, out of those that visitors asked for and those that are named; never a denied one', () => {
    const visited = { kept: ['/admin/', '/cup/'], passed: ['/cup/draw/', '/open/draw/', '/more/draw/'] };
    assert.deepEqual(
      pagesToTry(forced, visited).map(({ page }) => page),
      ['/cup/draw/', '/open/draw/'],
    );
    assert.deepEqual(
      pagesToTry({ ...byCookie, canary: { pages: ['/named/'], masks: [] } }, visited).map((page) => [page.rule, page.page]),
      [
        ['/named/', '/named/'],
        ['/admin/', '/admin/'],
      ],
    );
  });

  it('a rule that forces without a page to look at is not proven', () => {
    assert.equal(unprovenRule(forced, [])?.path, '/{t}/draw/');
    assert.equal(unprovenRule(forced, pagesToTry(forced, { kept: [], passed: ['/cup/draw/'] })), null);
  });

  it('with every cookie that means nothing, and none that is significant', () => {
    const line = canaryCookies(byCookie, ['seen', 'sessionid'], 'one');
    assert.match(line, /seen=one/);
    assert.doesNotMatch(line, /sessionid=/);
  });
});

describe('whether a page is somebody’s own', () => {
  const cases = [
    { it: 'the same for both', first: ['a', 'a'], second: ['a', 'a'], expect: [false, false] },
    { it: 'another one for the other', first: ['a', 'a'], second: ['b', 'b'], expect: [true, true] },
    { it: 'another one each time: nobody knows, so nothing is forced', first: ['a', 'b'], second: ['c', 'd'], expect: [false, true] },
  ] as const;
  for (const { it: name, first, second, expect } of cases)
    it(name, () =>
      assert.deepEqual(
        [false, true].map((isForced) => looksPersonal({ first, second }, isForced)),
        expect,
      ),
    );

  it('tokens of forms and nonces are not compared, nor what the rules name', () => {
    const page = (token: string): string =>
      `<input type="hidden" name="csrfmiddlewaretoken" value="${token}"><script nonce="${token}"></script><i id=r${token}>`;
    assert.equal(masked(page('1'), ['id=r\\w+']), masked(page('2'), ['id=r\\w+']));
    assert.notEqual(masked('for ann', []), masked('for ben', []));
  });
});

describe('a suspect', () => {
  it('keeps nothing from there on, whatever its rule says', () => {
    const [first] = withoutSuspects(forced, [{ rule: '/{t}/draw/', page: '/cup/draw/' }]).rules;
    assert.deepEqual([first?.path, first?.deny, first?.isSuspect], ['/{t}/draw/', true, true]);
  });
});
