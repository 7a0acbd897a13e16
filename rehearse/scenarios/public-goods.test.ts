import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCsv } from '#kit/files/csv.ts';
import { publicGoodsFaults } from './public-goods.ts';

const header = 'player.payoff,player.contribution,group.id_in_subsession,subsession.round_number';
const faultsIn = (...lines: readonly string[]): string[] => publicGoodsFaults(readCsv([header, ...lines].join('\r\n')).rows);

describe('payoffs of public goods, computed again', () => {
  it('hold for the example of the specification', () =>
    assert.deepEqual(faultsIn('140.0,50.0,1,1', '120.0,70.0,1,1', '160.0,30.0,1,1'), []));
  it('name a payoff that is off by one', () =>
    assert.deepEqual(faultsIn('140.0,50.0,1,1', '121.0,70.0,1,1', '160.0,30.0,1,1'), ['a payoff is 121 and should be 120']));
  it('say nothing of a group that has not finished', () => assert.deepEqual(faultsIn('0.0,50.0,1,1', '0.0,,1,1', '0.0,30.0,1,1'), []));
  it('name a group that is not three', () => assert.deepEqual(faultsIn('100.0,50.0,2,1'), ['a group has 1 members instead of 3']));
});
