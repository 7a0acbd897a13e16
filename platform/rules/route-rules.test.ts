import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routerLimits } from './limits.ts';
import { comparable, limitedRoutes, limitsFor } from './route-rules.ts';

describe('comparable', () => {
  for (const [target, path] of [
    ['/draw?round=1', '/draw'],
    ['/%64raw', '/draw'],
    ['/a/./b', '/a/b'],
    ['/a/../admin/', '/admin/'],
    ['/../../admin', '/admin'],
    ['/%2e%2e/admin', '/admin'],
    ['/100%', '/100%'],
    ['/', '/'],
  ] as const)
    it(`${target} is ${path}`, () => assert.equal(comparable(target), path));
});

describe('limitsFor', () => {
  const routes = limitedRoutes(
    [
      { path: '/', firstByteMs: 10_000, idleMs: null },
      { path: '/draw/slow', firstByteMs: 90_000, idleMs: 3_600_000 },
      { path: '/draw', firstByteMs: 40_000, idleMs: null },
    ],
    routerLimits,
  );
  for (const [target, firstByteMs] of [
    ['/draw/slow/1', 90_000],
    ['/draw/1', 40_000],
    ['/x/../draw', 40_000],
    ['/else', 10_000],
  ] as const)
    it(`of ${target}: ${firstByteMs} ms to the first byte`, () =>
      assert.equal(limitsFor(target, routes, routerLimits).firstByteMs, firstByteMs));

  it('leaves what a rule does not name', () => {
    assert.equal(limitsFor('/draw', routes, routerLimits).idleMs, routerLimits.idleMs);
    assert.equal(limitsFor('/draw/slow', routes, routerLimits).idleMs, 3_600_000);
  });

  it('without a rule they are the router’s own', () => assert.equal(limitsFor('/draw', [], routerLimits), routerLimits));
});
