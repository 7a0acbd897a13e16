import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deedOf, may, roleOf, roles, type Deed } from './roles.ts';

describe('what a role may', () => {
  const table: readonly [role: string, look: boolean, run: boolean, govern: boolean][] = [
    ['owner', true, true, true],
    ['experimenter', true, true, false],
    ['viewer', true, false, false],
    ['nobody', false, false, false],
  ];
  const all: readonly Deed[] = ['look', 'run', 'govern'];
  for (const [role, ...expected] of table)
    it(role, () =>
      assert.deepEqual(
        all.map((deed) => may(roleOf(role), deed)),
        expected,
      ),
    );
  it('holds what the roles below it may', () => {
    for (const [at, role] of roles.entries())
      for (const below of roles.slice(at)) for (const deed of all) assert.ok(!may(below, deed) || may(role, deed), `${role} ${deed}`);
  });
});

describe('what a request is', () => {
  for (const [method, deed] of [
    ['GET', 'look'],
    ['HEAD', 'look'],
    ['POST', 'run'],
    ['DELETE', 'run'],
  ] as const)
    it(`${method}: ${deed}`, () => assert.equal(deedOf(method), deed));
});
