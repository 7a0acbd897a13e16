import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineBot } from '../game/bot.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { pushOn } from '../page/push-on.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { lookAround } from './bot-context.ts';
import { pageIndexIn, type Door } from './door.ts';
import { pathDoor } from './path-door.ts';
import { playBots } from './run.ts';

const market = defineGame({ name: 'market', groupSize: 2 });
const Welcome = market.page('Welcome', { view: ({ next }) => html`<p>Welcome.</p> ${next}` });
const Trade = market.live('Trade', { view: () => html`<p>Trade!</p>` });
const Results = market.page('Results', { view: ({ next }) => html`<p>You have traded.</p> ${next}` });
const game = market.sequence(Welcome, Trade, Results);
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'market', games: [game], demoParticipants: 2 }],
});

describe('a bot on a page that others move on', () => {
  let lab: TestLab;
  before(async () => {
    lab = await testLab(project);
  });
  after(() => lab.close());

  /** As when a message of somebody else ends the page just now: it has been read, and is over before the bot looks around. */
  const overOnceRead = (door: Door): Door => ({
    ...door,
    arrive: async (code) => {
      const read = await door.arrive(code);
      const { place } = await lookAround(code, lab);
      if (isTraded && place?.page.name === 'Trade') await pushOn({ code, pageIndex: place.index, finishes: true }, lab);
      return read;
    },
  });
  let isTraded = false;

  it('plays the page where it is then, and not the one that it has read', async () => {
    const seen: string[] = [];
    const bot = defineBot(game, {
      live: async () => void (isTraded = true),
      *play({ html: page }) {
        yield ['Welcome'];
        seen.push(page());
        yield ['Results'];
      },
    });
    const [result] = await Array.fromAsync(playBots(lab, { bots: [bot], only: null, door: overOnceRead(pathDoor(lab)) }));
    assert.equal(result?.fault, null);
    for (const page of seen) assert.match(page, /You have traded/);
    assert.equal(seen.length, 2);
  });
});

describe('the number of a page', () => {
  const cases = [
    { path: '/p/abcd1234/market/Trade/2', expect: 2 },
    { path: '/p/abcd1234/end', expect: null },
    { path: '/InitializeParticipant/abcd1234', expect: null },
  ];
  for (const { path, expect } of cases) it(`in ${path} is ${expect}`, () => assert.equal(pageIndexIn(path), expect));
});
