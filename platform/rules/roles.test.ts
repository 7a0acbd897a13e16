import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRole, mayRole, roles, rolesThatMay } from './roles.ts';

describe('what a role may', () => {
  const cases = [
    { role: 'viewer', may: ['look'] },
    { role: 'operator', may: ['look', 'operate'] },
    { role: 'admin', may: ['look', 'operate', 'change'] },
    { role: 'owner', may: ['look', 'operate', 'change', 'own'] },
  ] as const;
  for (const c of cases)
    it(`${c.role}: ${c.may.join(', ')}`, () => {
      const needs = (['look', 'operate', 'change', 'own'] as const).filter((need) => mayRole(c.role, need));
      assert.deepEqual(needs, c.may);
    });
  it('the least role that may is said first', () => assert.deepEqual(rolesThatMay('operate'), ['operator', 'admin', 'owner']));
  it('each role may what the next one may', () => {
    for (const need of ['look', 'operate', 'change', 'own'] as const)
      for (const [at, role] of roles.slice(1).entries()) if (mayRole(role, need)) assert.ok(mayRole(roles[at] ?? role, need));
  });
  it('other words are no roles', () => assert.deepEqual(['owner', 'root', ''].map(isRole), [true, false, false]));
});
