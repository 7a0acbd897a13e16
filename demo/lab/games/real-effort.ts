import { defineGame, field, html, message } from 'rostra/lab';

const game = defineGame({
  name: 'real_effort',
  doc: 'Adding two numbers again and again: each right sum is paid.',
  constants: { piece: 5, seconds: 60, penaltySeconds: 2 },
  player: {
    solved: field.int({ initial: 0, doc: 'Right sums' }),
    tried: field.int({ initial: 0, doc: 'Sums answered' }),
  },
  records: {
    puzzle: { a: field.int(), b: field.int(), answer: field.int().optional(), correct: field.bool().optional() },
  },
});

const Ready = game.page('Ready', {
  title: 'Adding numbers',
  view: ({ c, next, money }) => html`
    <p>You have ${c.seconds} seconds. Add the two numbers that you see. Each right sum earns ${money(c.piece)}; after a wrong one you wait
      for ${c.penaltySeconds} seconds.</p>
    ${next}`,
});

const Work = game.live('Work', {
  title: 'How much is it?',
  timeout: ({ c }) => c.seconds,
  messages: { start: message(), answer: message({ value: field.int({ label: 'The sum', min: null, max: 1_000 }) }) },
  state: ({ player, records }) => {
    const open = records.puzzle.mine().find((row) => row.correct === null);
    return { question: open ? `${open.a} + ${open.b}` : null, solved: player.solved, tried: player.tried };
  },
  on: {
    start({ records, random, push }) {
      if (records.puzzle.mine().length === 0) records.puzzle.add({ a: random.int(10, 99), b: random.int(10, 99) });
      push();
    },
    answer({ player, c, records, random, now, push, reject }, { value }) {
      const rows = records.puzzle.mine();
      const open = rows.find((row) => row.correct === null) ?? reject('No open question.');
      const last = rows.at(-2);
      if (last?.correct === false && now - open.at < c.penaltySeconds * 1000) reject('That was wrong. Please wait a moment.');
      open.answer = value;
      open.correct = value === open.a + open.b;
      player.tried += 1;
      if (open.correct) player.solved += 1;
      records.puzzle.add({ a: random.int(10, 99), b: random.int(10, 99) });
      push();
    },
  },
  onSubmit({ player, c }) {
    player.payoff = player.solved * c.piece;
  },
  view: () => html`
    <p id="question" class="display-5 r-num" role="status"></p>
    <div class="input-group">
      <label class="visually-hidden" for="sum">Sum</label>
      <input id="sum" class="form-control form-control-lg" inputmode="numeric" autocomplete="off">
      <button type="button" class="btn btn-primary" id="go">Answer</button>
    </div>
    <p id="score" class="r-big"></p>`,
  script({ el, send, onState }) {
    const answer = () => {
      const value = Number(el('sum').value);
      if (el('sum').value.trim() !== '' && Number.isInteger(value)) send.answer({ value });
      el('sum').value = '';
      el('sum').focus();
    };
    el('go').addEventListener('click', answer);
    el('sum').addEventListener('keydown', ({ key }) => key === 'Enter' && answer());
    onState(({ question, solved, tried }) => {
      el('question').textContent = question ?? '';
      el('score').textContent = `${solved} of ${tried} right`;
    });
    send.start({});
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, money, next }) => html`<p>${player.solved} of ${player.tried} were right: <b>${money(player.payoff)}</b>.</p> ${next}`,
});

export default game.sequence(Ready, Work, Results);
