import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bornAt, nextLife, type DynoEvent, type DynoLife, type EndPolicy } from './dyno-state.ts';

const web: EndPolicy = { restart: true, oneOff: false };
const oneOff: EndPolicy = { restart: false, oneOff: true };
const ended = (exitStatus: number | null): DynoEvent => ({ kind: 'ended', exitStatus, chance: 0.5 });

function lifeOf(policy: EndPolicy, events: readonly (readonly [atMs: number, event: DynoEvent])[]): DynoLife {
  return events.reduce((life, [nowMs, event]) => nextLife(life, event, { nowMs, policy }), bornAt(0));
}

describe('a dyno that runs', () => {
  it('goes from starting to up', () => assert.equal(lifeOf(web, [[5, { kind: 'up' }]]).state, 'up'));
  it('keeps its state and its time when something is noted', () => {
    const life = lifeOf(web, [[5, { kind: 'noted', reason: 'R11 (Bad bind)' }]]);
    assert.deepEqual([life.state, life.stateSinceMs, life.reason], ['starting', 0, 'R11 (Bad bind)']);
  });
});

describe('a dyno that ends', () => {
  it('has crashed when nobody asked, even with status 0', () => {
    const life = lifeOf(web, [
      [5, { kind: 'up' }],
      [9, ended(0)],
    ]);
    assert.deepEqual([life.state, life.exitStatus, life.reason, life.restartAtMs], ['crashed', 0, 'Process exited with status 0', 9]);
  });
  it('is down after a stop, with its status', () => {
    const life = lifeOf(web, [
      [5, { kind: 'stop-asked', reason: 'Scaled down' }],
      [9, ended(143)],
    ]);
    assert.deepEqual([life.state, life.exitStatus, life.reason, life.restartAtMs], ['down', 143, 'Process exited with status 143', null]);
  });
  it('is down when it is a one-off, whatever its status', () => assert.equal(lifeOf(oneOff, [[5, ended(7)]]).state, 'down'));
  it('stays crashed when it is not restarted', () =>
    assert.equal(lifeOf({ restart: false, oneOff: false }, [[5, ended(1)]]).restartAtMs, null));
  it('is down, not crashed, when the machine was restarted', () =>
    assert.equal(lifeOf(web, [[5, { kind: 'lost', reason: 'reboot' }]]).state, 'down'));
});

describe('crashes in a row', () => {
  const crash = (atMs: number): (readonly [number, DynoEvent])[] => [
    [atMs, ended(1)],
    [atMs + 1, { kind: 'restarted' }],
    [atMs + 2, { kind: 'up' }],
  ];
  it('wait longer each time', () => assert.equal(lifeOf(web, [...crash(100), [200, ended(1)]]).restartAtMs, 1_200));
  it('count from one again after five calm minutes', () => {
    const life = lifeOf(web, [...crash(100), ...crash(200), [400_000, ended(1)]]);
    assert.deepEqual([life.crashesInARow, life.restartAtMs, life.restarts], [1, 400_000, 2]);
  });
  it('three within two minutes say X20', () => {
    const life = lifeOf(web, [...crash(100), ...crash(200), [300, ended(127)]]);
    assert.equal(life.reason, 'Process exited with status 127 (command not found). X20 (Crash loop): 3 crashes within 2 minutes');
  });
  it('and say it once while the loop lasts', () => {
    const life = lifeOf(web, [...crash(100), ...crash(200), ...crash(300), [400, ended(127)]]);
    assert.equal(life.reason, 'Process exited with status 127 (command not found)');
  });
  it('a stop during the wait ends the restarts', () => {
    const life = lifeOf(web, [
      [100, ended(1)],
      [150, { kind: 'stop-asked', reason: 'Scaled down' }],
    ]);
    assert.deepEqual([life.state, life.restartAtMs], ['stopping', null]);
  });
});

describe('laws', () => {
  const anyEvent: fc.Arbitrary<DynoEvent> = fc.oneof(
    fc.constant<DynoEvent>({ kind: 'up' }),
    fc.constant<DynoEvent>({ kind: 'restarted' }),
    fc.constant<DynoEvent>({ kind: 'stop-asked', reason: 'asked' }),
    fc.constant<DynoEvent>({ kind: 'noted', reason: 'noted' }),
    fc.integer({ min: 0, max: 255 }).map(ended),
  );
  it('only a crashed dyno has a restart before it, and down is the end', () =>
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        let life = bornAt(0);
        for (const [nowMs, event] of events.entries()) {
          const next = nextLife(life, event, { nowMs, policy: web });
          if (life.state === 'down' && next !== life) return false;
          if (next.restartAtMs !== null && next.state !== 'crashed') return false;
          life = next;
        }
        return true;
      }),
    ));
});
