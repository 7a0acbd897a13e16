import { defineGame, field, html } from 'rostra/lab';

/** The prisoner's dilemma over 20 rounds, each with a page and a wait; `prisoner-live.ts` is the same on one page. */
const game = defineGame({
  name: 'prisoner_rounds',
  doc: 'The prisoner’s dilemma with the same person, twenty times: page after page.',
  groupSize: 2,
  rounds: 20,
  constants: { payoffs: { cooperate: { cooperate: 200, defect: 0 }, defect: { cooperate: 300, defect: 100 } } },
  player: { move: field.choice({ cooperate: 'Cooperate', defect: 'Defect' }, { widget: 'buttons' }) },
});

const Decision = game.page('Decision', {
  title: 'Your choice',
  form: ['move'],
  view: ({ player, form, money }) => {
    const last = player.previousRounds.at(-1);
    return html`
      ${
        last &&
        html`<p>In the last round you chose <b>${last.display('move')}</b>, the other <b>${last.others[0]?.display('move')}</b>.
        You earned ${money(last.payoff)}.</p>`
      }
      ${form}`;
  },
});

const Compare = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    for (const player of group.players) for (const other of player.others) player.payoff = c.payoffs[player.move][other.move];
  },
});

const Results = game.page('Results', {
  title: 'Results',
  show: ({ player }) => player.round === 20,
  view: ({ player, money, next }) => html`<p>You earned <b>${money(player.participant.payoff)}</b> in twenty rounds.</p> ${next}`,
});

export default game.sequence(Decision, Compare, Results);
