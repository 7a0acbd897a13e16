import { defineBot, expect } from 'rostra/lab/test';
import game from './guess-two-thirds.ts';

export default defineBot(game, {
  cases: [
    { guesses: [30, 45, 60], target: 30, best: 30, winners: 1, earn: [100, 0, 0] },
    { guesses: [10, 10, 40], target: 13.33, best: 10, winners: 2, earn: [50, 50, 0] },
    { guesses: [50, 50, 50], target: 33.33, best: 50, winners: 3, earn: [33, 33, 33] },
    { guesses: [14, 10, 30], target: 12, best: 10, winners: 2, earn: [50, 50, 0] },
  ],
  *play({ player, group, participant, round, case: k, html, mustFail }) {
    if (round === 1) yield ['Introduction'];
    expect(html().includes('Round 1: '), round > 1);
    yield mustFail('Guess', { guess: 101 }, { errors: ['guess'] });
    yield ['Guess', { guess: k.guesses[player.id - 1] }];
    const earned = k.earn[player.id - 1] ?? 0;
    expect(group.twoThirdsAvg, k.target);
    expect(group.bestGuess, k.best);
    expect(group.numWinners, k.winners);
    expect(player.isWinner, earned > 0);
    expect(player.payoff, earned);
    expect(participant.payoff, round * earned);
    yield ['Results'];
  },
});
