import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayAutoscale, tierFault } from './tier-rules.ts';

describe('with the tier rules of Heroku', () => {
  const cases = [
    { it: 'one hobby dyno runs', is: tierFault('heroku', { type: 'web', size: 'hobby', quantity: 1 }), expect: null },
    {
      it: 'two do not',
      is: tierFault('heroku', { type: 'web', size: 'hobby', quantity: 2 }),
      expect: '2 web dynos need Standard-1X or larger (tier rules are on); hobby runs one.',
    },
    { it: 'two standard dynos run', is: tierFault('heroku', { type: 'web', size: 'standard-1x', quantity: 2 }), expect: null },
    { it: 'standard dynos do not follow the traffic', is: mayAutoscale('heroku', 'standard-2x'), expect: false },
    { it: 'performance dynos do', is: mayAutoscale('heroku', 'performance-m'), expect: true },
    { it: 'and those of a size of one’s own', is: mayAutoscale('heroku', 'custom:768'), expect: true },
  ];
  for (const c of cases) it(c.it, () => assert.equal(c.is, c.expect));
});

describe('without them every feature works on every size', () => {
  it('two hobby dynos', () => assert.equal(tierFault('none', { type: 'web', size: 'hobby', quantity: 2 }), null));
  it('that follow the traffic', () => assert.equal(mayAutoscale('none', 'hobby'), true));
});
