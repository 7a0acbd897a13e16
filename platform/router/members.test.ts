import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Member, Members } from './members.ts';

describe('members', () => {
  it('hold what a Set would hold, whatever comes and goes', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(9))), (steps) => {
        const items: Member[] = Array.from({ length: 10 }, () => ({ seat: -1 }));
        const members = new Members<Member>();
        const expected = new Set<Member>();
        for (const [isAdded, at] of steps) {
          const item = items[at];
          if (item === undefined) continue;
          if (!isAdded) members.delete(item);
          else if (!expected.has(item)) members.add(item);
          if (isAdded) expected.add(item);
          else expected.delete(item);
        }
        assert.deepEqual(new Set(members.all), expected);
        assert.equal(members.size, expected.size);
      }),
    ));

  it('visit each once although some leave meanwhile', () => {
    const members = new Members<Member & { readonly name: string }>();
    for (const name of ['a', 'b', 'c', 'd']) members.add({ name, seat: -1 });
    const visited: string[] = [];
    members.each((item) => {
      visited.push(item.name);
      if (item.name !== 'b') members.delete(item);
    });
    assert.deepEqual(visited.sort(), ['a', 'b', 'c', 'd']);
    assert.deepEqual(
      members.all.map(({ name }) => name),
      ['b'],
    );
  });
});
