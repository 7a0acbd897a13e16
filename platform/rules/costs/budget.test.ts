import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { budgetSeverity, decideBudget, type BudgetView } from './budget.ts';
import { exact } from './exact.ts';

const view: BudgetView = {
  amountMicro: 10_000_000,
  action: 'notify',
  evenLive: false,
  spent: exact(0n),
  forecast: exact(0n),
  isLive: false,
  told: [],
};
const dollars = (amount: number) => exact(BigInt(amount * 1_000_000));

describe('a budget of ten dollars', () => {
  const cases = [
    { it: 'says nothing at 4.99', given: { spent: dollars(4.99) }, news: [], percent: 49 },
    { it: 'tells of a half', given: { spent: dollars(5) }, news: ['50'], percent: 50 },
    { it: 'tells of each threshold once', given: { spent: dollars(8), told: ['50'] }, news: ['80'], percent: 80 },
    {
      it: 'tells that the month will be too dear',
      given: { spent: dollars(1), forecast: dollars(10.01) },
      news: ['forecast'],
      percent: 10,
    },
    {
      it: '… and not any more when it is',
      given: { spent: dollars(11), forecast: dollars(12), told: ['50', '80'] },
      news: ['100'],
      percent: 110,
    },
  ];
  for (const c of cases)
    it(c.it, () => {
      const { news, percent } = decideBudget({ ...view, ...c.given });
      assert.deepEqual({ news, percent }, { news: c.news, percent: c.percent });
    });

  it('only tells, unless it was said to do more', () => assert.equal(decideBudget({ ...view, spent: dollars(10) }).action, null));
  it('acts when it is spent, and not before', () => {
    assert.equal(decideBudget({ ...view, action: 'stop', spent: dollars(9.99) }).action, null);
    assert.equal(decideBudget({ ...view, action: 'stop', spent: dollars(10) }).action, 'stop');
  });
  it('never acts while an event is on', () => {
    const { action, isSpared } = decideBudget({ ...view, action: 'stop', spent: dollars(10), isLive: true });
    assert.deepEqual({ action, isSpared }, { action: null, isSpared: true });
  });
  it('… unless it was told to even then', () =>
    assert.equal(decideBudget({ ...view, action: 'freeze-up', spent: dollars(10), isLive: true, evenLive: true }).action, 'freeze-up'));
});

describe('what is told of a budget', () => {
  const cases = [
    [49, null],
    [50, 'info'],
    [80, 'warning'],
    [100, 'critical'],
  ] as const;
  for (const [percent, expect] of cases)
    it(`at ${percent} % is ${expect ?? 'nothing'}`, () => assert.equal(budgetSeverity(percent), expect));
});
