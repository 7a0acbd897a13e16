import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import type { LiveBrowser } from '../bots/live-browser.ts';
import { liveStand, type LiveStand } from '../testing/live-stand.ts';
import type { Person } from '../testing/participant.ts';

const game = defineGame({ name: 'talk', groupSize: 2 });
const Talk = game.page('Talk', {
  view: ({ chat, player, next }) => html`${chat()} ${chat({ channel: 'all', nickname: `Seat ${player.id}` })} ${next}`,
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'talk', games: [game.sequence(Talk)] }],
});

/** The tokens of a page's chats, in order. */
const tokensOf = ({ seen }: Person): string[] =>
  [...seen.body.matchAll(/token&(?:quot|#34);:&(?:quot|#34);([\w.-]+)&/g)].map(([, token = '']) => token);

/** What a browser shows: a line that comes by two ways has one number. */
function bodiesIn(browser: LiveBrowser): string[] {
  const shown = browser.frames.flatMap(({ lines = [] }) => lines.map((line) => Object(line)));
  return [...new Map(shown.map(({ id, nickname, body }) => [id, `${nickname}: ${body}`])).values()];
}

describe('a chat', () => {
  let stand: LiveStand;
  before(async () => (stand = await liveStand(project)));
  after(() => stand?.close());

  async function four() {
    const people = await stand.seated('talk', { participants: 4 });
    const browsers = [await stand.connect(people[0], 0), await stand.connect(people[1], 1)] as const;
    return { people, browsers };
  }
  const post = (browser: LiveBrowser, frame: object): void => browser.socket.send(JSON.stringify(frame));
  let keys = 0;
  async function say(browser: LiveBrowser, words: { say: string; body: string; key?: string }): Promise<void> {
    const key = words.key ?? `key-number-${(keys += 1)}`;
    post(browser, { ...words, key });
    await browser.until((frame) => frame.said === key);
  }
  async function open(browser: LiveBrowser, token: string): Promise<void> {
    post(browser, { chat: token, after: 0 });
    await browser.until((frame) => frame.chat === token);
  }

  it('carries what one says to the other, who is with another process', async () => {
    const { people, browsers } = await four();
    const [own = ''] = tokensOf(people[0]);
    const [others = ''] = tokensOf(people[1]);
    await open(browsers[1], others);
    await say(browsers[0], { say: own, body: '  hello  ' });
    const { lines = [] } = await browsers[1].until((frame) => (frame.lines?.length ?? 0) > 0);
    assert.deepEqual(
      lines.map((line) => [Object(line).nickname, Object(line).body, Object(line).mine]),
      [['Participant 1', 'hello', false]],
    );
    await open(browsers[0], own);
    await browsers[0].until((frame) => Object(frame.lines?.[0]).mine === true);
  });

  it('keeps a line once that a browser sends again, and nothing of an empty one', async () => {
    const { people, browsers } = await four();
    const [token = ''] = tokensOf(people[0]);
    for (const body of ['once', 'once']) await say(browsers[0], { say: token, body, key: 'the-same-key' });
    await say(browsers[0], { say: token, body: '   ' });
    await open(browsers[0], token);
    assert.deepEqual(bodiesIn(browsers[0]), ['Participant 1: once']);
  });

  it('keeps channels apart', async () => {
    const { people, browsers } = await four();
    const [inGroup = '', toAll = ''] = tokensOf(people[0]);
    const [, othersAll = ''] = tokensOf(people[1]);
    await open(browsers[1], othersAll);
    await say(browsers[0], { say: inGroup, body: 'for the group' });
    await say(browsers[0], { say: toAll, body: 'for all' });
    await browsers[1].until((frame) => (frame.lines?.length ?? 0) > 0);
    assert.deepEqual(bodiesIn(browsers[1]), ['Seat 1: for all']);
  });

  it('is deaf to a token that was changed, made up, or made for somebody else', async () => {
    const { people, browsers } = await four();
    const [own = ''] = tokensOf(people[0]);
    const [others = ''] = tokensOf(people[1]);
    const [, signed = ''] = own.split('.');
    const forged = `${Buffer.from(JSON.stringify(['talk-r1-g1', 'The experimenter'])).toString('base64url')}.${signed}`;
    for (const token of [forged, others, 'x', `${signed}.`, '']) {
      post(browsers[0], { chat: token, after: 0 });
      await say(browsers[0], { say: token, body: 'believe me' });
    }
    await open(browsers[0], own);
    assert.deepEqual(bodiesIn(browsers[0]), []);
  });
});
