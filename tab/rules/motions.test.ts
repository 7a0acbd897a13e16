import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eliminationShares, twoTeamMotionFigures, balanceSentence, motionBalance, positionShares, vetoBalance } from './motions.ts';

describe('the balance of a motion', () => {
  const cases = [
    { wins: [30, 12], level: '1%', sentence: 'Imbalanced at 1% (strong evidence).' },
    { wins: [5, 5], level: 'balanced', sentence: 'Probably balanced.' },
    { wins: [6, 3], level: 'inconclusive', sentence: 'Fewer than 10 debates: nothing can be said about balance.' },
    { wins: [0, 11], level: '0.1%', sentence: 'Imbalanced at 0.1% (extremely strong evidence).' },
    { wins: [10, 4], level: '50%', sentence: 'Imbalanced at 50% (extremely weak evidence).' },
    { wins: [9, 21], level: '5%', sentence: 'Imbalanced at 5% (weak evidence).' },
  ] as const;
  for (const { wins, level, sentence } of cases)
    it(`${wins.join('–')} is ${level}`, () => {
      const found = motionBalance(wins[0], wins[1]);
      assert.deepEqual([found.level, balanceSentence(found)], [level, sentence]);
    });

  it('is χ² of the wins against an even split, the same from both sides', () => {
    const [affirmed, negated] = [30, 12];
    const middle = (affirmed + negated) / 2;
    const statistic = (affirmed ** 2 + negated ** 2) / middle - (affirmed + negated);
    assert.ok(Math.abs((motionBalance(affirmed, negated).statistic ?? 0) - statistic) < 1e-9);
    assert.deepEqual(vetoBalance(negated, affirmed), motionBalance(affirmed, negated));
  });
});

describe('positions in rooms of four', () => {
  it('share the points', () => {
    const shares = positionShares([
      [3, 2, 1, 0],
      [0, 3, 2, 1],
    ]);
    assert.deepEqual(shares.averages, [1.5, 2.5, 1.5, 0.5]);
    assert.deepEqual(shares.places[0], [1, 0, 0, 1]);
    assert.deepEqual([shares.opening, shares.closing, shares.government, shares.opposition], [2, 1, 1.5, 1.5]);
  });
  it('of a motion nobody debated have no figures', () => assert.deepEqual(positionShares([]).averages, [null, null, null, null]));
});

describe('a motion of two teams', () => {
  it('has its wins and vetoes as shares of all debates of its rounds', () => {
    const figures = twoTeamMotionFigures({ debates: 42, wins: [30, 12], vetoes: [6, 3], debatesOfRounds: 60 });
    assert.deepEqual(
      [figures.winShares, figures.vetoShares],
      [
        [0.5, 0.2],
        [0.05, 0.025],
      ],
    );
    assert.equal(figures.balance.level, '1%');
    assert.equal(figures.vetoBalance.level, 'inconclusive');
  });
  it('that nobody had has none', () => {
    const figures = twoTeamMotionFigures({ debates: 0, wins: [0, 0], vetoes: [0, 0], debatesOfRounds: 0 });
    assert.deepEqual([figures.winShares, figures.vetoShares, figures.balance.statistic], [null, null, null]);
  });
});

describe('elimination rooms of four', () => {
  it('count who went on from each position', () => {
    assert.deepEqual(eliminationShares([{ advancing: [0, 3] }, { advancing: [0, 1] }]), [
      { advancing: 2, eliminated: 0 },
      { advancing: 1, eliminated: 1 },
      { advancing: 0, eliminated: 2 },
      { advancing: 1, eliminated: 1 },
    ]);
  });
});
