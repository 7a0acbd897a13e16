import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergedRoutes } from './route-counts.ts';
import { RouteGroups, routeTemplate } from './route-groups.ts';

describe('routeTemplate', () => {
  const cases = [
    ['/', '/'],
    ['/wudc/draw/round/7/', '/wudc/draw/round/*/'],
    ['/api/orders/5f0c9a6e-2d1b-4c39-9b2e-0d4f6c1f7a10', '/api/orders/*'],
    ['/blobs/deadbeef01', '/blobs/*'],
    ['/p/k3v9x2ab/public_goods/Contribute/4/', 'public_goods/Contribute'],
    ['/p/abcdefgh/guess_two_thirds/Results', 'guess_two_thirds/Results'],
    ['/InitializeParticipant/abcdefgh', '/InitializeParticipant/*'],
    ['/wudc/privateurls/abcdefgh/', '/wudc/privateurls/*/'],
    ['/posts/how-we-ran-a-tournament-for-four-hundred-people', '/posts/*'],
    ['/static/bootstrap-icons-of-all-kinds.css', '/static/bootstrap-icons-of-all-kinds.css'],
    ['/feedback/', '/feedback/'],
  ] as const;
  for (const [path, template] of cases) it(`${path} is ${template}`, () => assert.equal(routeTemplate(path), template));
});

describe('RouteGroups', () => {
  it('do not look at the query', () => assert.equal(new RouteGroups().of('/draw/?page=2', true), '/draw/'));
  it('are at most 300, and one more for all others', () => {
    const groups = new RouteGroups();
    const found = new Set(
      Array.from({ length: 1000 }, (_, at) => groups.of(`/page${'x'.repeat(at % 20)}/${words[Math.floor(at / 20)] ?? ''}`, true)),
    );
    assert.equal(found.size, 301);
    assert.ok(found.has('other'));
  });
  it('are not made by a scan for pages that are not there', () => {
    const groups = new RouteGroups();
    assert.equal(groups.of('/wp-admin/', false), 'other');
    groups.of('/draw/', true);
    assert.equal(groups.of('/draw/', false), '/draw/');
  });
});

const words = Array.from({ length: 50 }, (_, at) => 'abcdefghij'.slice(at % 10) + 'klmno'.slice(at % 5) + 'q'.repeat(Math.floor(at / 10)));

describe('mergedRoutes', () => {
  const counts = (totalMs: number) => ({ requests: 1, failed: 0, totalMs, buckets: '' });
  it('keeps those that took the time, and the rest as other', () => {
    const routes = Object.fromEntries(Array.from({ length: 25 }, (_, at): [string, ReturnType<typeof counts>] => [`/${at}`, counts(at)]));
    const kept = mergedRoutes([routes, { other: counts(100) }]);
    assert.equal(Object.keys(kept).length, 21);
    assert.deepEqual(kept['other'], { requests: 6, failed: 0, totalMs: 110, buckets: '' });
    assert.deepEqual(Object.keys(kept)[0], '/24');
  });
});
