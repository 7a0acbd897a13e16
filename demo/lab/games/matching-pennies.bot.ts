import { defineBot, expect } from 'rostra/lab/test';
import game from './matching-pennies.ts';

/** With equal sides the Matcher wins: seat 1 in rounds 1 and 2, seat 2 after they have swapped. */
export default defineBot(game, {
  cases: [
    { sides: ['Heads', 'Heads'], winners: [1, 1, 2, 2] },
    { sides: ['Heads', 'Tails'], winners: [2, 2, 1, 1] },
  ],
  *play({ player, participant, subsession, session, round, case: k, html, mustFail }) {
    const seat = participant.number;
    expect(player.role, (seat === 1) === round < 3 ? 'Matcher' : 'Mismatcher');
    expect(html().includes('Your side'), round > 1);
    yield mustFail('Choice', {}, { errors: ['pennySide'] });
    yield ['Choice', { pennySide: k.sides[seat - 1] }];
    expect(player.isWinner, k.winners[round - 1] === seat);
    expect(player.payoff, player.isWinner && round === session.payingRound ? 100 : 0);
    if (round < 4) return;
    expect(session.payingRound, 'in', [1, 2, 3, 4]);
    expect(participant.payoff, k.winners[session.payingRound - 1] === seat ? 100 : 0);
    expect(
      subsession.players.reduce((sum, each) => sum + each.participant.payoff, 0),
      100,
    );
    yield ['ResultsSummary'];
  },
});
