import { defineGame, field, html, message } from 'rostra/lab';

const game = defineGame({
  name: 'live_bargaining',
  doc: 'Two people split 100 points by proposing shares until both fit.',
  groupSize: 2,
  constants: { pie: 100, seconds: 60 },
  player: { share: field.money({ doc: 'What the player asks for at last' }).optional() },
  group: { agreed: field.bool({ initial: false, doc: 'Whether they came to an agreement' }) },
});

const Introduction = game.page('Introduction', {
  title: 'Introduction',
  view: ({ c, money, next }) => html`
    <p>You and one other person split ${money(c.pie)}. Each says how much they want, as often as they like. As soon as both
      can be met, each gets what they want. After ${c.seconds} seconds without an agreement, both get nothing.</p>
    ${next}`,
});

const Together = game.wait('WaitForOther');

const Bargain = game.live('Bargain', {
  title: 'How much do you want?',
  log: true,
  timeout: ({ c }) => c.seconds,
  messages: { propose: message({ share: field.money({ label: 'Your share', min: 0, max: 100 }) }) },
  state: ({ player, money }) => {
    const words = (share: number | null) => (share === null ? null : money(share));
    return { mine: words(player.share), theirs: words(player.others[0]?.share ?? null) };
  },
  on: {
    propose({ player, group, c, push, finish }, { share }) {
      player.share = share;
      push();
      const [other] = player.others;
      const theirs = other?.share ?? null;
      if (!other || theirs === null || share + theirs > c.pie) return;
      group.agreed = true;
      player.payoff = share;
      other.payoff = theirs;
      finish('group');
    },
  },
  view: ({ c, money }) => html`
    <table class="table">
      <tr><th scope="row">You want</th><td id="mine" class="r-num"></td></tr>
      <tr><th scope="row">The other wants</th><td id="theirs" class="r-num" aria-live="polite"></td></tr>
    </table>
    <div class="input-group">
      <label class="input-group-text" for="share">I want</label>
      <input id="share" class="form-control" type="number" inputmode="numeric" min="0" max="${c.pie}">
      <button type="button" class="btn btn-primary" id="go">Propose</button>
    </div>
    <p>There are ${money(c.pie)} in all.</p>`,
  script({ el, send, onState }) {
    const propose = () => {
      if (el('share').value !== '') send.propose({ share: Number(el('share').value) });
      el('share').value = '';
    };
    el('go').addEventListener('click', propose);
    el('share').addEventListener('keydown', ({ key }) => key === 'Enter' && propose());
    onState(({ mine, theirs }) => {
      el('mine').textContent = mine ?? 'nothing said yet';
      el('theirs').textContent = theirs ?? 'nothing said yet';
    });
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, money, next }) => html`
    <p>${group.agreed ? 'You came to an agreement.' : 'The time was up before you agreed.'} You earned <b>${money(player.payoff)}</b>.</p>
    ${next}`,
});

export default game.sequence(Introduction, Together, Bargain, Results);
