import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { message } from '../game/message.ts';
import { liveStand, type LiveStand } from '../testing/live-stand.ts';

/** The machine that is asked: answers when the test says so. */
let machine = { asked: 0, answers: Promise.withResolvers<string>() };

const game = defineGame({ name: 'oracle', groupSize: 2, group: { answers: field.text({ initial: '' }), taps: field.int({ initial: 0 }) } });
const ask = game.task({
  message: message({ text: field.text({ maxLength: 20 }) }),
  read: ({ group }, { text }) => `${text} after ${group.taps}`,
  async work(question, { stream }) {
    machine.asked += 1;
    stream('group', 'let me');
    stream('me', 'see');
    return `${question}: ${await machine.answers.promise}`;
  },
  write({ group, push }, answer) {
    group.answers += `${answer}. `;
    push();
  },
});
const Oracle = game.live('Oracle', {
  messages: { tap: message() },
  tasks: { ask },
  state: ({ group }) => ({ answers: group.answers, taps: group.taps }),
  on: {
    tap({ group, push }) {
      group.taps += 1;
      push();
    },
  },
  view: ({ next }) => html`${next}`,
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'oracle', games: [game.sequence(Oracle, game.page('After', { view: () => html`<p>After</p>` }))] }],
});

describe('a task of a live page', () => {
  let stand: LiveStand;
  before(async () => (stand = await liveStand(project)));
  after(() => stand?.close());
  beforeEach(() => (machine = { asked: 0, answers: Promise.withResolvers() }));

  async function pair() {
    const people = await stand.seated('oracle');
    return { people, browsers: [await stand.connect(people[0], 0, 'one-browser'), await stand.connect(people[1], 1)] as const };
  }
  const isChunk = (chunk: string) => (frame: { chunk?: string }) => frame.chunk === chunk;

  it('holds nobody up: others write meanwhile, and its answer is added to what they wrote', async () => {
    const { browsers } = await pair();
    const [asker, other] = browsers;
    const answered = asker.send('ask', { text: 'Why?' });
    await asker.until(isChunk('see'));
    assert.equal(await other.send('tap', {}), null);
    machine.answers.resolve('because');
    assert.equal(await answered, null);
    await other.until(({ state }) => Object(state).answers === 'Why? after 0: because. ');
    assert.equal(Object(asker.state).taps, 1);
  });

  it('sends parts of its answer to the group, or to who asked, over every process', async () => {
    const { browsers } = await pair();
    const [asker, other] = browsers;
    const answered = asker.send('ask', { text: 'Why?' });
    await Promise.all([asker.until(isChunk('let me')), asker.until(isChunk('see')), other.until(isChunk('let me'))]);
    machine.answers.resolve('because');
    await answered;
    await other.until(({ state }) => Object(state).answers !== '');
    assert.equal(other.frames.some(isChunk('see')), false);
  });

  it('runs once for a message that a browser sends again, and answers both', async () => {
    const { people, browsers } = await pair();
    browsers[0].post('ask', { text: 'Once' }, 1);
    await browsers[0].until(isChunk('see'));
    const again = await stand.connect(people[0], 0, 'one-browser');
    again.post('ask', { text: 'Once' }, 1);
    machine.answers.resolve('yes');
    await Promise.all([browsers[0], again].map((browser) => browser.until((frame) => frame.ack === 1)));
    assert.equal(machine.asked, 1);
    await again.until(({ state }) => Object(state).answers === 'Once after 0: yes. ');
  });

  it('says so when it does not work out, and is not asked what its message may not say', async () => {
    const { browsers } = await pair();
    assert.match((await browsers[0].send('ask', { text: 'x'.repeat(21) })) ?? '', /text/);
    assert.equal(machine.asked, 0);
    const answered = browsers[0].send('ask', { text: 'Why?' });
    await browsers[0].until(isChunk('see'));
    machine.answers.reject(new Error('the machine is away'));
    assert.equal(await answered, 'This did not work out. Try it again.');
  });

  it('writes nothing when who asked has left the page meanwhile', async () => {
    const { people, browsers } = await pair();
    browsers[0].post('ask', { text: 'Why?' });
    await browsers[0].until(isChunk('see'));
    await people[0].send();
    assert.equal(people[0].page, 'After');
    machine.answers.resolve('too late');
    await browsers[0].until((frame) => frame.left === true);
    assert.equal(await browsers[1].send('tap', {}), null);
    assert.equal(Object(browsers[1].state).answers, '');
  });
});
