import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Need } from '../game/objects/needs.ts';
import { circleOf, granted, needsLock, type Circle } from './circle.ts';

describe('the smallest circle', () => {
  const cases: readonly [needs: Need[], circle: Circle][] = [
    [[], 'self'],
    [['shared', 'groupLock'], 'self'],
    [['members'], 'members'],
    [['own'], 'own'],
    [['members', 'own'], 'team'],
    [['everyone'], 'everyone'],
    [['everyone', 'members'], 'everyone'],
    [['everyone', 'own'], 'all'],
    [['team', 'everyone'], 'all'],
  ];
  for (const [needs, circle] of cases)
    it(`for ${needs.join(' and ') || 'nothing'} is ${circle}`, () => assert.equal(circleOf(new Set(needs)), circle));
  it('grants all it was made for', () =>
    assert.deepEqual(granted(new Set(['members', 'own', 'shared'])), new Set(['members', 'own', 'shared', 'team'])));
  it('needs a lock only for what others may write', () =>
    assert.deepEqual([needsLock(new Set(['all'])), needsLock(new Set(['groupLock']))], [false, true]));
});
