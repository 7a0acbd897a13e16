import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loopOf, outdated } from './config-refs.ts';

const ref = (from: string, to: string) => {
  const [app = '', key = ''] = from.split('.');
  const [source = '', sourceKey = ''] = to.split('.');
  return { app, key, source, sourceKey };
};

describe('a reference', () => {
  const cases = [
    { it: 'to an app that refers to nobody closes no loop', refs: [], added: ref('a.X', 'b.X'), loop: null },
    { it: 'may be one of a chain', refs: [ref('b.X', 'c.X')], added: ref('a.X', 'b.X'), loop: null },
    { it: 'may lead back to the app by another var', refs: [ref('b.X', 'a.Y')], added: ref('a.X', 'b.X'), loop: null },
    { it: 'closes a loop of two', refs: [ref('b.X', 'a.X')], added: ref('a.X', 'b.X'), loop: 'a.X → b.X → a.X' },
    { it: 'closes one of three', refs: [ref('b.X', 'c.Z'), ref('c.Z', 'a.X')], added: ref('a.X', 'b.X'), loop: 'a.X → b.X → c.Z → a.X' },
    { it: 'to itself is one', refs: [], added: ref('a.X', 'a.X'), loop: 'a.X → a.X' },
  ];
  for (const c of cases) it(c.it, () => assert.equal(loopOf(c.refs, c.added), c.loop));
});

describe('who has to follow a change', () => {
  it('is who takes a var that is another one, or gone', () => {
    const refs = [ref('b.X', 'a.X'), ref('c.Y', 'a.Y'), ref('d.Z', 'a.Z')];
    assert.deepEqual(
      outdated(refs, { X: '2', Y: '1' }, { X: '1', Y: '1', Z: '1' }).map(({ app }) => app),
      ['b', 'd'],
    );
  });
});
