import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routerLimits } from './limits.ts';
import { comparable, limitedRoutes, redirectTarget, routeFor } from './route-rules.ts';

describe('comparable', () => {
  for (const [target, path] of [
    ['/draw?round=1', '/draw'],
    ['/%64raw', '/draw'],
    ['/a/./b', '/a/b'],
    ['/a/../admin/', '/admin/'],
    ['/../../admin', '/admin'],
    ['/%2e%2e/admin', '/admin'],
    ['/100%', '/100%'],
    ['//admin//x/', '/admin/x/'],
    ['/', '/'],
  ] as const)
    it(`${target} is ${path}`, () => assert.equal(comparable(target), path));
});

describe('redirectTarget', () => {
  const rule = { path: '/old/', redirect: { to: '/new/', status: 301 } };
  for (const [target, to] of [
    ['/old/', '/new/'],
    ['/old/draw?round=1&x', '/new/draw?round=1&x'],
    ['/old/a%0d%0ab', '/new/a%0D%0Ab'],
    ['/x/../old/a b', '/new/a%20b'],
  ] as const)
    it(`of ${target} is ${to}`, () => assert.equal(redirectTarget(target, rule), to));
});

describe('routeFor', () => {
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
    it(`of ${target}: ${firstByteMs} ms to the first byte`, () => assert.equal(routeFor(target, routes)?.limits.firstByteMs, firstByteMs));

  it('leaves what a rule does not name', () => {
    assert.equal(routeFor('/draw', routes)?.limits.idleMs, routerLimits.idleMs);
    assert.equal(routeFor('/draw/slow', routes)?.limits.idleMs, 3_600_000);
  });

  it('is null where no rule fits', () => assert.equal(routeFor('/draw', []), null));
});
