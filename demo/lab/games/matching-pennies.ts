import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'matching_pennies',
  doc: 'Two people each turn a penny; one wins when the sides are the same, the other when they are not. Four rounds, one is paid.',
  groupSize: 2,
  rounds: 4,
  roles: ['Matcher', 'Mismatcher'],
  constants: { stakes: 100, rounds: 4 },
  player: {
    pennySide: field.choice({ Heads: 'Heads', Tails: 'Tails' }, { widget: 'radio', label: 'Which side do you turn up?' }),
    isWinner: field.bool({ doc: 'Whether the player won the round' }),
  },
  session: {
    payingRound: field.int({ doc: 'The round that is paid' }),
  },
  onCreate(subsession, { c, session, random }) {
    if (subsession.round === 1) session.payingRound = random.int(1, c.rounds);
    if (subsession.round === 3) subsession.setMatrix(subsession.matrix().map((row) => row.toReversed())); // they swap roles
    if (subsession.round > 3) subsession.groupLikeRound(3);
  },
});

const Choice = game.page('Choice', {
  title: 'Your penny',
  form: ['pennySide'],
  view: ({ c, player, money, form, next }) => html`
    <p>You and one other person each turn up one side of a penny, at the same time. The Matcher wins when both sides are
      the same, the Mismatcher when they are different. There are ${c.rounds} rounds; after half of them you swap roles.
      One round was drawn beforehand, and its winner earns ${money(c.stakes)}.</p>
    <p>In this round you are the <b>${player.role}</b>.</p>
    ${
      player.round > 1 &&
      html`<table class="table table-sm">
      <tr><th scope="col">Round</th><th scope="col">Role</th><th scope="col">Your side</th><th scope="col">Result</th></tr>
      ${player.previousRounds.map(
        (past) =>
          html`<tr><td>${past.round}</td><td>${past.role}</td><td>${past.display('pennySide')}</td><td>${wonOrLost(past)}</td></tr>`,
      )}
    </table>`
    }
    ${form} ${next}`,
});

const Compare = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c, session }) {
    const [matcher, mismatcher] = [group.byRole('Matcher'), group.byRole('Mismatcher')];
    matcher.isWinner = matcher.pennySide === mismatcher.pennySide;
    mismatcher.isWinner = !matcher.isWinner;
    const prize = group.round === session.payingRound ? c.stakes : 0;
    for (const player of group.players) player.payoff = player.isWinner ? prize : 0;
  },
});

const ResultsSummary = game.page('ResultsSummary', {
  title: 'Results',
  show: ({ c, player }) => player.round === c.rounds,
  view: ({ player, participant, session, money, next }) => html`
    <p>Round ${session.payingRound} was the one that is paid. You earned <b>${money(participant.payoff)}</b>.</p>
    <table class="table table-sm">
      <tr><th scope="col">Round</th><th scope="col">Role</th><th scope="col">Result</th><th scope="col">Earned</th></tr>
      ${player.history.map(
        (past) => html`<tr><td>${past.round}</td><td>${past.role}</td><td>${wonOrLost(past)}</td><td>${money(past.payoff)}</td></tr>`,
      )}
    </table>
    ${next}`,
});

function wonOrLost({ isWinner }: { readonly isWinner: boolean }): string {
  return isWinner ? 'won' : 'lost';
}

export default game.sequence(Choice, Compare, ResultsSummary);
