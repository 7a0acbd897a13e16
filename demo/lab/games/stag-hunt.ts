import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'stag_hunt',
  doc: 'Two people who came at about the same time each hunt a stag or a hare. A stag takes two.',
  groupSize: 2,
  constants: { stag: 200, hare: 100 },
  player: {
    choice: field.choice({ stag: 'A stag', hare: 'A hare' }, { widget: 'buttons', label: 'What do you hunt?', onTimeout: 'hare' }),
  },
  group: {
    light: field.choice({ day: 'by day', night: 'by night' }, { doc: 'The treatment: in which light they hunt' }),
  },
  dropout: { after: { idle: 120, countdown: 30 }, instead: 'bot' },
  autoplay: ({ page }) => (page === 'Hunt' ? { choice: 'hare' } : {}),
});

const Lobby = game.match('Lobby', {
  showCount: true,
  remind: true,
  balance: ['light', { day: 1, night: 1 }],
  maxWait: 300,
  onTooLong: { goto: 'end' },
});

const Hunt = game.page('Hunt', {
  title: 'The hunt',
  form: ['choice'],
  timeout: 90,
  timer: { showBelow: 60, warnAt: 15 },
  view: ({ c, group, form, money }) => html`
    <p>You hunt together with one other person, ${group.display('light')}. A stag is worth ${money(c.stag)} to each of you,
      but only when both hunt it. A hare is worth ${money(c.hare)}, whatever the other does.</p>
    ${form}`,
});

const Compare = game.wait('ResultsWaitPage', {
  onAllArrive(group, { c }) {
    const both = group.players.every(({ choice }) => choice === 'stag');
    for (const player of group.players) player.payoff = player.choice === 'hare' ? c.hare : both ? c.stag : 0;
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, money, next }) => html`
    <p>You hunted ${player.display('choice').toLowerCase()}, the other ${player.others.map((other) => other.display('choice').toLowerCase())}.</p>
    <p>You earned <b>${money(player.payoff)}</b>.</p>
    ${next}`,
});

export default game.sequence(Lobby, Hunt, Compare, Results);
