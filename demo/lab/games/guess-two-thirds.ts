import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'guess_two_thirds',
  doc: 'Three people guess two thirds of the average of their guesses, three times.',
  groupSize: 3,
  rounds: 3,
  constants: { jackpot: 100, guessMax: 100 },
  player: {
    guess: field.int({ min: 0, max: 100, label: 'What is your guess?', doc: 'The player’s guess' }),
    isWinner: field.bool({ initial: false, doc: 'Whether no guess was closer' }),
  },
  group: {
    twoThirdsAvg: field.decimal({ places: 2, doc: 'Two thirds of the average guess' }),
    bestGuess: field.int({ doc: 'The closest guess; of two the smaller' }),
    numWinners: field.int({ doc: 'How many share the jackpot' }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  show: ({ player }) => player.round === 1,
  view: ({ c, money, next }) => html`
    <p>You are in a group of three. Each of you guesses a whole number from 0 to ${c.guessMax}.</p>
    <p>Whoever is closest to <b>two thirds of the average</b> of the three guesses wins ${money(c.jackpot)}; those who are
      equally close share it. You play three rounds with the same people.</p>
    ${next}`,
});

const Guess = game.page('Guess', {
  title: 'Your guess',
  form: ['guess'],
  view: ({ group, num, form, next }) => html`
    ${
      group.round > 1 &&
      html`<p>Two thirds of the average so far:</p>
      <ul>${group.previousRounds.map((earlier) => html`<li>Round ${earlier.round}: ${num(earlier.twoThirdsAvg)}</li>`)}</ul>`
    }
    ${form} ${next}`,
});

const FindWinners = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    const sum = group.players.reduce((total, player) => total + player.guess, 0);
    group.twoThirdsAvg = (2 / 3) * (sum / group.players.length);
    const distance = (guess: number): number => Math.abs(guess - group.twoThirdsAvg);
    const smallest = Math.min(...group.players.map((player) => distance(player.guess)));
    const winners = group.players.filter((player) => distance(player.guess) === smallest);
    group.bestGuess = Math.min(...winners.map((player) => player.guess));
    group.numWinners = winners.length;
    for (const winner of winners) {
      winner.isWinner = true;
      winner.payoff = c.jackpot / winners.length;
    }
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, money, num, next }) => html`
    <p>The guesses were ${group.players
      .map((each) => each.guess)
      .sort((a, b) => a - b)
      .join(', ')}. Two thirds of their average are <b>${num(group.twoThirdsAvg)}</b>.</p>
    <p>${player.isWinner ? 'No guess was closer than yours' : 'Your guess was not the closest'}${player.isWinner && group.numWinners > 1 && `, and ${group.numWinners} share the jackpot`}.
      You earned <b>${money(player.payoff)}</b> in this round.</p>
    ${next}`,
});

export default game.sequence(Introduction, Guess, FindWinners, Results);
