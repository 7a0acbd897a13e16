import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'prisoner',
  doc: 'Two people choose at the same time to cooperate or to defect.',
  groupSize: 2,
  constants: {
    /** What I earn: by my choice, then by the other’s. */
    payoffs: { cooperate: { cooperate: 200, defect: 0 }, defect: { cooperate: 300, defect: 100 } },
  },
  player: {
    cooperate: field.bool({
      choices: [
        [true, 'Cooperate'],
        [false, 'Defect'],
      ],
      doc: 'Whether the player cooperated',
    }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  timeout: 100,
  view: ({ c, money, next }) => html`
    <p>You play with one other person. Both of you choose at the same time, without knowing what the other does.</p>
    <ul>
      <li>If both cooperate, each earns ${money(c.payoffs.cooperate.cooperate)}.</li>
      <li>If both defect, each earns ${money(c.payoffs.defect.defect)}.</li>
      <li>If only one defects, that one earns ${money(c.payoffs.defect.cooperate)} and the other
        ${money(c.payoffs.cooperate.defect)}.</li>
    </ul>
    ${next}`,
});

const Decision = game.page('Decision', {
  title: 'Your choice',
  form: ['cooperate'],
  view: ({ c: { payoffs }, form, money, chat }) => html`
    <p>This is what you earn:</p>
    <table class="table table-sm text-center align-middle">
      <tr><th scope="col">You</th><th scope="col">if the other cooperates</th><th scope="col">if the other defects</th></tr>
      <tr>
        <th scope="row"><button class="btn btn-primary" name="cooperate" value="True">Cooperate</button></th>
        <td>${money(payoffs.cooperate.cooperate)}</td><td>${money(payoffs.cooperate.defect)}</td>
      </tr>
      <tr>
        <th scope="row"><button class="btn btn-primary" name="cooperate" value="False">Defect</button></th>
        <td>${money(payoffs.defect.cooperate)}</td><td>${money(payoffs.defect.defect)}</td>
      </tr>
    </table>
    ${form.errors('cooperate')}
    <p>You may write to each other before you choose.</p>
    ${chat()}`,
});

const Compare = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    for (const player of group.players) {
      for (const other of player.others) player.payoff = c.payoffs[choiceOf(player)][choiceOf(other)];
    }
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, money, next }) => html`
    <p>You chose <b>${player.display('cooperate')}</b>, the other chose
      <b>${player.others.map((other) => other.display('cooperate'))}</b>.</p>
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    ${next}`,
});

function choiceOf(player: { readonly cooperate: boolean }): 'cooperate' | 'defect' {
  return player.cooperate ? 'cooperate' : 'defect';
}

export default game.sequence(Introduction, Decision, Compare, Results);
