import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keptSlugs, quantitiesAfterDeploy, rollbackTarget, rollOutMode, sizesAtFirst } from './release.ts';
import type { PastRelease } from './release.ts';

/** Newest first, `v3 succeeded b`. */
const history = (...lines: string[]): PastRelease[] =>
  lines.map((line) => {
    const [version = '', status = '', slug = '-'] = line.split(' ');
    const known = (['pending', 'succeeded', 'failed'] as const).find((each) => each === status) ?? 'failed';
    return { version: Number(version.slice(1)), status: known, slugId: slug === '-' ? null : slug };
  });

describe('rollbackTarget', () => {
  const cases = [
    { it: 'is the successful release before', releases: history('v2 succeeded b', 'v1 succeeded a'), serving: 2, version: null, expect: 1 },
    {
      it: 'skips failed ones and those of the same build, which changed config only',
      releases: history('v4 succeeded b', 'v3 succeeded b', 'v2 failed x', 'v1 succeeded a'),
      serving: 4,
      version: null,
      expect: 1,
    },
    {
      it: 'takes the version asked for',
      releases: history('v3 succeeded c', 'v2 succeeded b', 'v1 succeeded a'),
      serving: 3,
      version: 1,
      expect: 1,
    },
    { it: 'refuses without any release', releases: [], serving: null, version: null, expect: /no release yet/ },
    {
      it: 'refuses when there is nothing before',
      releases: history('v1 succeeded a'),
      serving: 1,
      version: null,
      expect: /no successful release/,
    },
    { it: 'refuses a version that never was', releases: history('v1 succeeded a'), serving: 1, version: 7, expect: /no release v7/ },
    {
      it: 'refuses a failed version',
      releases: history('v2 succeeded b', 'v1 failed a'),
      serving: 2,
      version: 1,
      expect: /did not succeed/,
    },
    {
      it: 'refuses when the slug is gone',
      releases: history('v2 succeeded b', 'v1 succeeded -'),
      serving: 2,
      version: 1,
      expect: /no longer kept/,
    },
  ];
  for (const c of cases) {
    it(c.it, () => {
      const target = rollbackTarget(c.releases, c.serving, c.version);
      if (c.expect instanceof RegExp) assert.match(target.ok ? '' : target.fault, c.expect);
      else assert.deepEqual(target, { ok: true, version: c.expect });
    });
  }
});

describe('keptSlugs', () => {
  const twelve = history(...Array.from({ length: 12 }, (_, i) => `v${12 - i} succeeded s${12 - i}`));
  it('keeps those of the last ten successful releases', () => assert.deepEqual(keptSlugs(twelve, 12).length, 10));
  it('keeps the serving one however old', () => assert.ok(keptSlugs(twelve, 1).includes('s1')));
  it('keeps one that is being rolled out, not one that failed', () =>
    assert.deepEqual(keptSlugs(history('v3 pending c', 'v2 failed b', 'v1 succeeded a'), 1), ['a', 'c']));
});

describe('sizesAtFirst', () => {
  it('are those that the app wishes for, where there is such a size and such a type', () =>
    assert.deepEqual(sizesAtFirst(['web', 'worker', 'release'], { web: { size: 'Standard-2X' }, clock: { size: 'eco' } }), {
      web: 'standard-2x',
    }));
});

describe('quantitiesAfterDeploy', () => {
  it('of a first deploy are as the app wishes', () =>
    assert.deepEqual(quantitiesAfterDeploy({}, { types: ['web', 'worker'], wanted: { web: { quantity: 3 }, worker: { quantity: 1 } } }), {
      web: 3,
      worker: 1,
    }));

  it('starts one web dyno of a new app and nothing else', () =>
    assert.deepEqual(quantitiesAfterDeploy({}, { types: ['web', 'worker', 'release', 'drill'], wanted: {} }), { web: 1, worker: 0 }));
  it('keeps what was scaled, and what is gone for its return', () =>
    assert.deepEqual(quantitiesAfterDeploy({ web: 3, clock: 1 }, { types: ['web', 'worker'], wanted: { web: { quantity: 9 } } }), {
      web: 3,
      clock: 1,
      worker: 0,
    }));
});

describe('rollOutMode', () => {
  it('boots both sets side by side when they fit', () =>
    assert.equal(rollOutMode({ machineMb: 4096, quotasMb: 1024, newQuotasMb: 1024 }), 'preboot'));
  it('exchanges one by one when they do not', () =>
    assert.equal(rollOutMode({ machineMb: 2048, quotasMb: 1536, newQuotasMb: 1024 }), 'rolling'));
});
