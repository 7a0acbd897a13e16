import { defineGame, field, html, message } from 'rostra/lab';

/** The prisoner's dilemma over 20 periods on one live page; `prisoner-rounds.ts` is the same as pages. */
const game = defineGame({
  name: 'prisoner_live',
  doc: 'The prisoner’s dilemma with the same person, twenty times: on one page.',
  groupSize: 2,
  constants: {
    periods: 20,
    payoffs: { cooperate: { cooperate: 200, defect: 0 }, defect: { cooperate: 300, defect: 100 } },
  },
  player: {
    move: field.choice({ cooperate: 'Cooperate', defect: 'Defect' }, { doc: 'The choice in this period' }).optional(),
    last: field.json<{ mine: string; theirs: string; earned: number } | null>({ initial: null }),
  },
  group: { period: field.int({ initial: 1, doc: 'How far they are' }) },
  records: {
    decision: { period: field.int(), move: field.choice({ cooperate: 'Cooperate', defect: 'Defect' }), earned: field.money() },
  },
});

const Together = game.wait('WaitForOther');

const Play = game.live('Play', {
  title: 'Your choice',
  messages: { choose: message({ move: field.choice({ cooperate: 'Cooperate', defect: 'Defect' }) }) },
  state: ({ player, group, c, money }) => {
    const last = player.peek('last');
    return {
      period: Math.min(group.period, c.periods),
      periods: c.periods,
      hasChosen: player.move !== null,
      last: last && { ...last, earned: money(last.earned) },
      earned: money(player.payoff),
    };
  },
  on: {
    choose({ player, group, c, records, push, reject, finish }, { move }) {
      if (player.move !== null) reject('You have chosen in this period.');
      if (group.period > c.periods) reject('It is over.');
      player.move = move;
      const { period, players } = group;
      const moves = players.map((one) => one.move);
      for (const [at, one] of players.entries()) {
        const [mine, theirs] = [moves[at] ?? null, moves[1 - at] ?? null];
        if (mine === null || theirs === null) return push();
        const earned = c.payoffs[mine][theirs];
        one.payoff += earned;
        one.last = { mine, theirs, earned };
        one.move = null;
        records.decision.add({ period, move: mine, earned }, one);
      }
      group.period += 1;
      push();
      if (group.period > c.periods) finish('group');
    },
  },
  view: () => html`
    <p id="period" class="r-big" role="status"></p>
    <p class="d-grid gap-2">
      <button type="button" class="btn btn-primary btn-lg" id="cooperate">Cooperate</button>
      <button type="button" class="btn btn-primary btn-lg" id="defect">Defect</button>
    </p>
    <p id="last" aria-live="polite"></p>`,
  script({ el, send, onState, fill, html: markup }) {
    el('cooperate').addEventListener('click', () => send.choose({ move: 'cooperate' }));
    el('defect').addEventListener('click', () => send.choose({ move: 'defect' }));
    onState(({ period, periods, hasChosen, last, earned }) => {
      el('period').textContent = `Period ${period} of ${periods}${hasChosen ? ': waiting for the other' : ''}`;
      el('cooperate').disabled = hasChosen;
      el('defect').disabled = hasChosen;
      fill(
        'last',
        markup`${last && markup`You chose to ${last.mine}, the other to ${last.theirs}: <b>${last.earned}</b>. In all: ${earned}.`}`,
      );
    });
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, money, next }) => html`<p>You earned <b>${money(player.payoff)}</b> in twenty periods.</p> ${next}`,
});

export default game.sequence(Together, Play, Results);
