import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasConnectionsFor, mirrorDrift, mirrorsWarning, primaryByHand, sharedKeys } from './mirror.ts';

const tab = {
  name: 'tab',
  slug: 'a1',
  held: ['DATABASE_URL', 'REDIS_URL'],
  config: {
    DATABASE_URL: 'postgres://u:p@127.0.0.1:30000/u',
    REDIS_URL: 'redis://r',
    REDISCLOUD_URL: 'redis://c',
    DJANGO_SECRET_KEY: 'x',
    TIME_ZONE: 'Asia/Singapore',
    WEB_CONCURRENCY: '4',
  },
};
const drift = (changes: Readonly<Record<string, string | undefined>>, slug = 'a1', follows = true): readonly string[] => {
  const config = Object.fromEntries(
    Object.entries({ ...tab.config, ...changes }).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  return mirrorDrift(tab, { name: 'tab-admin', slug, config, follows });
};

describe('what a mirror shares', () => {
  it('is what points at data, signs logins, sends mail and tells the time', () => {
    assert.deepEqual(sharedKeys(tab), ['DATABASE_URL', 'DJANGO_SECRET_KEY', 'REDISCLOUD_URL', 'REDIS_URL', 'TIME_ZONE']);
  });
});

describe('drift', () => {
  const cases: readonly { it: string; found: readonly string[]; expect: readonly string[] }[] = [
    { it: 'is none between two that are alike', found: drift({}), expect: [] },
    { it: 'is none in what each may have for itself', found: drift({ WEB_CONCURRENCY: '1', OWN: 'x' }), expect: [] },
    { it: 'is none between two names of one database', found: drift({ DATABASE_URL: 'postgresql://u:p@127.0.0.1:30000/u' }), expect: [] },
    {
      it: 'is a page cache of another app',
      found: drift({ REDISCLOUD_URL: 'redis://other' }),
      expect: ['REDISCLOUD_URL is not that of tab: pages and rounds that one changes stay as they were on the other'],
    },
    {
      it: 'is what the guide forgets',
      found: drift({ REDISCLOUD_URL: undefined, DJANGO_SECRET_KEY: undefined }),
      expect: [
        'DJANGO_SECRET_KEY is missing: who signs in on one is a stranger on the other',
        'REDISCLOUD_URL is missing: pages and rounds that one changes stay as they were on the other',
      ],
    },
    { it: 'is another build', found: drift({}, 'b2'), expect: ['runs another build than tab'] },
    { it: 'is no other build where it does not follow', found: drift({}, 'b2', false), expect: [] },
  ];
  for (const { it: name, found, expect } of cases) it(name, () => assert.deepEqual(found, expect));
  it('never says a value', () =>
    assert.doesNotMatch(drift({ DJANGO_SECRET_KEY: 'mine', DATABASE_URL: 'postgres://n' }).join(), /mine|postgres:/));
});

describe('a mirror made by hand', () => {
  const others = [{ name: 'tab', databases: ['postgres://u:p@127.0.0.1:30000/u'] }];
  const app = { name: 'tab-admin', config: { DATABASE_URL: 'postgresql://u:p@127.0.0.1:30000/u' }, held: [] };
  it('is known by the address of a database that is another app’s', () => assert.equal(primaryByHand(app, others), 'tab'));
  it('is one also when the password has changed since', () => {
    const config = { DATABASE_URL: 'postgres://u:before@127.0.0.1:30000/u' };
    assert.equal(primaryByHand({ ...app, config }, others), 'tab');
  });
  it('is none with a database of its own', () => {
    assert.equal(primaryByHand({ ...app, held: ['DATABASE_URL'] }, others), null);
    assert.equal(primaryByHand({ ...app, config: { DATABASE_URL: 'postgres://elsewhere' } }, others), null);
    assert.equal(primaryByHand({ ...app, config: {} }, others), null);
  });
});

describe('connections for a mirror', () => {
  it('are there as long as both together stay below nine tenths', () => {
    assert.equal(hasConnectionsFor(1, { taken: 12, dynos: 3, limit: 20 }), true);
    assert.equal(hasConnectionsFor(1, { taken: 16, dynos: 4, limit: 20 }), false);
    assert.equal(hasConnectionsFor(1, { taken: 0, dynos: 0, limit: 1 }), false);
    assert.equal(hasConnectionsFor(1, { taken: 500, dynos: 1, limit: null }), true);
  });
});

describe('before data give way to others', () => {
  const [one, two, other] = ['tab-admin', 'tab-desk', 'shop-admin'].map((app) => ({ app, primary: app.replace(/-.*/, '') }));
  const cases = [
    { it: 'nobody is warned where there is no mirror of the app', mirrors: [other], expect: null },
    {
      it: 'its mirror is named',
      mirrors: [one, other],
      expect: 'tab-admin works on the same data as tab: visitors there wait too, and find what tab has then.',
    },
    {
      it: 'all of them are named',
      mirrors: [one, two],
      expect: 'tab-admin and tab-desk work on the same data as tab: visitors there wait too, and find what tab has then.',
    },
  ];
  for (const c of cases)
    it(c.it, () =>
      assert.equal(
        mirrorsWarning(
          'tab',
          c.mirrors.flatMap((mirror) => mirror ?? []),
        ),
        c.expect,
      ),
    );
});
