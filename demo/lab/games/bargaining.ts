import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'bargaining',
  doc: 'Two people each ask for a part of 100 points and get it only when both requests can be met.',
  groupSize: 2,
  constants: { amountShared: 100 },
  player: {
    request: field.money({ min: 0, max: 100, label: 'How much do you ask for?', doc: 'What the player asked for' }),
  },
  group: {
    totalRequests: field.money({ doc: 'What both asked for together' }),
  },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, money, next }) => html`
    <p>There are <b>${money(c.amountShared)}</b> for you and one other person.</p>
    <p>Each of you asks for a part of them, without knowing what the other asks for. If the two requests together are not
      more than ${money(c.amountShared)}, both of you get what you asked for. If they are more, neither gets anything.</p>
    ${next}`,
});

const Request = game.page('Request', {
  title: 'Your request',
  form: ['request'],
  view: ({ form, next }) => html`${form} ${next}`,
});

const MeetRequests = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    group.totalRequests = group.players.reduce((sum, player) => sum + player.request, 0);
    const canBeMet = group.totalRequests <= c.amountShared;
    for (const player of group.players) player.payoff = canBeMet ? player.request : 0;
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, money, next }) => html`
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    <table class="table">
      <tr><th scope="row">You asked for</th><td>${money(player.request)}</td></tr>
      <tr><th scope="row">The other asked for</th><td>${player.others.map((other) => money(other.request))}</td></tr>
      <tr><th scope="row">Together</th><td>${money(group.totalRequests)}</td></tr>
    </table>
    ${next}`,
});

export default game.sequence(Introduction, Request, MeetRequests, Results);
