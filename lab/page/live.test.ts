import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { message } from '../game/message.ts';
import { LiveBrowser } from '../bots/live-browser.ts';
import type { LiveNote } from './live-notes.ts';
import type { Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const game = defineGame({
  name: 'auction',
  groupSize: 2,
  player: { bid: field.money().optional(), ticks: field.int({ initial: 0 }) },
  group: { best: field.money({ initial: 0 }), bids: field.int({ initial: 0 }) },
  records: { bid: { amount: field.money() } },
});
const Ready = game.page('Ready', { view: ({ next }) => html`${next}` });
const Auction = game.live('Auction', {
  log: true,
  messages: {
    bid: message({ amount: field.money({ min: 0, max: 1_000 }) }),
    whisper: message<{ text: string }>(),
    wrong: message(),
    late: message(),
    sell: message(),
    leave: message(),
  },
  state: ({ player, group, records }) => ({ me: player.id, best: group.best, bids: records.bid.inGroup().map(({ amount }) => amount) }),
  on: {
    bid({ player, group, records, push, reject }, { amount }) {
      group.bids += 1;
      if (amount <= group.best) reject(`More than ${group.best}, please.`);
      group.best = amount;
      player.bid = amount;
      player.payoff += 1;
      records.bid.add({ amount });
      push();
    },
    whisper({ player, send }, { text }) {
      for (const other of player.others) send(other, { text });
    },
    wrong({ player }) {
      player.bid = 1;
      throw new Error('a mistake of the author');
    },
    late: ({ reject }) => reject('Too late.'),
    sell: ({ finish }) => finish('group'),
    leave: ({ finish }) => finish('me'),
  },
  view: () => html`<p id="best"></p>`,
});
const Results = game.page('Results', {
  view: ({ player, group }) => html`<p>best ${group.best}, bids ${group.bids}, payoff ${player.payoff}</p>`,
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'auction', games: [game.sequence(Ready, Auction, Results)] }],
});

describe('a live page', () => {
  let lab: TestLab;
  const servers: FastifyInstance[] = [];
  let origins: string[];
  const open = new Set<LiveBrowser>();

  before(async () => {
    lab = await testLab(project);
    for (const one of [lab, lab.another()]) servers.push(await labServer(one));
    origins = await Promise.all(servers.map((server) => server.listen({ host: '127.0.0.1', port: 0 })));
  });
  after(async () => {
    for (const browser of open) browser.close();
    await Promise.all(servers.map((server) => server.close()));
    await lab?.close();
  });

  /** Two people who have come to the auction, whose connections lead to different processes. */
  async function pair(): Promise<{ people: Person[]; browsers: LiveBrowser[]; pages: string[] }> {
    const [server] = servers;
    assert.ok(server);
    const people = await seated(lab, server, { config: 'auction', participants: 2 });
    for (const person of people) await person.send();
    const pages = people.map(({ seen }) => seen.url);
    const browsers = await Promise.all(pages.map((page, at) => connect(page, at)));
    return { people, browsers, pages };
  }

  async function connect(page: string, at: number, client?: string): Promise<LiveBrowser> {
    const browser = await LiveBrowser.open({ origin: origins[at] ?? '', page, ...(client && { client }) });
    open.add(browser);
    await browser.until((frame) => 'state' in frame);
    return browser;
  }

  async function resultsOf(person: Person | undefined, browser: LiveBrowser | undefined): Promise<string> {
    await browser?.until((frame) => frame.left === true);
    return /best \d+, bids \d+, payoff \d+/.exec((await person?.again())?.body ?? '')?.[0] ?? '';
  }

  const isState = (best: number) => (frame: { readonly state?: unknown }) => best === Object(frame.state).best;

  it('gives everybody their own state when they come', async () => {
    const { browsers } = await pair();
    assert.deepEqual(
      browsers.map(({ state }) => state),
      [1, 2].map((me) => ({ me, best: 0, bids: [] })),
    );
  });

  it('shows what one did to the other, whose connection leads to another process', async () => {
    const { browsers } = await pair();
    const [first, second] = browsers;
    assert.equal(await first?.send('bid', { amount: 40 }), null);
    await second?.until(isState(40));
    assert.equal(await second?.send('bid', { amount: 41 }), null);
    await first?.until(isState(41));
    assert.deepEqual(first?.state, { me: 1, best: 41, bids: [40, 41] });
  });

  it('is told to other processes only where somebody has it open there, who sees what happened before that was known', async () => {
    const [server] = servers;
    assert.ok(server);
    const [first, second] = await seated(lab, server, { config: 'auction', participants: 2 });
    assert.ok(first && second);
    for (const person of [first, second]) await person.send();
    const told: LiveNote[] = [];
    const end = lab.live.subscribe('lab/live', (text) => told.push(...JSON.parse(text.slice(text.indexOf('['))))); // they are short
    const alone = await connect(first.seen.url, 0);
    for (const amount of [1, 2, 3]) await alone.send('bid', { amount });
    const newest = { name: 'test.newestGroup', text: 'select max(id)::int as id from lab_group', bind: () => [], row: { id: 0 } };
    const { id } = await lab.db.one(newest, {});
    const here = told.filter(({ room, pushes }) => pushes && room.endsWith(`group ${id}`));
    assert.deepEqual(here, []);
    const opening = connect(second.seen.url, 1);
    await alone.send('bid', { amount: 4 });
    await (await opening).until(isState(4));
    await alone.send('bid', { amount: 5 });
    await (await opening).until(isState(5));
    end();
  });

  it('handles bids of 50 and 51 at the same moment one after the other, whoever is first', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { browsers, people } = await pair();
      const answers = await Promise.all(browsers.map((browser, at) => browser.send('bid', { amount: 50 + at })));
      assert.equal(answers[1], null, '51 is always more');
      const bids = answers[0] === null ? [50, 51] : [51];
      await Promise.all(browsers.map((browser) => browser.until(isState(51))));
      assert.deepEqual(
        browsers.map(({ state }) => Object(state).bids),
        [bids, bids],
      );
      await browsers[0]?.send('sell', {});
      assert.equal(await resultsOf(people[0], browsers[0]), `best 51, bids ${bids.length}, payoff ${bids.length - 1}`);
    }
  });

  it('counts what is sent again once, and answers it as before, in any process', async () => {
    const { browsers, pages } = await pair();
    const [first] = browsers;
    first?.close();
    const one = await connect(pages[0] ?? '', 0, 'same-client');
    one.post('bid', { amount: 30 }, 1);
    await one.until((frame) => frame.ack === 1);
    one.post('bid', { amount: 30 }, 2);
    await one.until((frame) => frame.ack === 2);
    const other = await connect(pages[0] ?? '', 1, 'same-client');
    other.post('bid', { amount: 30 }, 1);
    other.post('bid', { amount: 30 }, 2);
    other.post('bid', { amount: 31 }, 3);
    await other.until((frame) => frame.ack === 3);
    assert.deepEqual(
      other.frames.filter(({ ack }) => ack !== undefined).map(({ ack, error }) => [ack, error]),
      [
        [1, undefined],
        [2, 'More than 30, please.'],
        [3, undefined],
      ],
    );
    assert.deepEqual(Object(other.state).bids, [30, 31]);
  });

  it('leaves nothing of a message that is refused, or whose handler fails', async () => {
    const { browsers, people } = await pair();
    const [first, second] = browsers;
    await first?.send('bid', { amount: 10 });
    assert.equal(await second?.send('bid', { amount: 10 }), 'More than 10, please.');
    assert.equal(await second?.send('wrong', {}), 'a mistake of the author');
    assert.equal(await second?.send('late', {}), 'Too late.');
    await second?.send('sell', {});
    assert.equal(await resultsOf(people[1], second), 'best 10, bids 1, payoff 0');
  });

  const refused: readonly { it: string; type: string; data: unknown; answer: RegExp }[] = [
    { it: 'a message that the page does not know', type: 'steal', data: {}, answer: /knows no message steal/ },
    { it: 'a message named like something every object has', type: 'constructor', data: {}, answer: /knows no message constructor/ },
    { it: 'a value of another kind', type: 'bid', data: { amount: 'much' }, answer: /amount must be between 0 and 1000/ },
    { it: 'a value out of bounds', type: 'bid', data: { amount: -1 }, answer: /amount must be between 0 and 1000/ },
    { it: 'a missing value', type: 'bid', data: {}, answer: /amount must be between 0 and 1000/ },
    { it: 'no object', type: 'bid', data: [1], answer: /carries an object/ },
    { it: 'more than 64 KB', type: 'whisper', data: { text: 'x'.repeat(70_000) }, answer: /too long/ },
  ];
  it('refuses what is wrong, and goes on', async () => {
    const { browsers } = await pair();
    const [first] = browsers;
    for (const { type, data, answer } of refused) assert.match((await first?.send(type, data)) ?? '', answer);
    assert.equal(await first?.send('bid', { amount: 1 }), null);
  });

  it('carries words beside the state to those they are meant for, however long', async () => {
    const { browsers } = await pair();
    const [first, second] = browsers;
    const text = 'é'.repeat(20_000);
    await first?.send('whisper', { text });
    assert.deepEqual((await second?.until((frame) => 'news' in frame))?.news, { text });
    assert.equal(
      first?.frames.some((frame) => 'news' in frame),
      false,
    );
  });

  it('submits the page of everybody when it is finished, once', async () => {
    const { browsers, people } = await pair();
    await browsers[0]?.send('sell', {});
    await Promise.all(browsers.map((browser) => browser.until((frame) => frame.left === true)));
    for (const person of people) assert.equal((await person.again()).url.split('/')[4], 'Results');
  });

  it('stays for the others when one leaves; who has left is not heard any more', async () => {
    const { browsers, people, pages } = await pair();
    await browsers[0]?.send('leave', {});
    await browsers[0]?.until((frame) => frame.left === true);
    assert.equal((await people[0]?.again())?.url.split('/')[4], 'Results');
    browsers[0]?.post('bid', { amount: 5 });
    assert.equal(await browsers[1]?.send('bid', { amount: 3 }), null);
    const late = await LiveBrowser.open({ origin: origins[0] ?? '', page: pages[0] ?? '' });
    await late.until((frame) => frame.left === true);
    late.close();
    assert.deepEqual(Object(browsers[1]?.state).bids, [3]);
  });

  it('opens to nobody with a wrong code, on a strange address, or from another site', async () => {
    const { pages } = await pair();
    const [origin = ''] = origins;
    const status = async (page: string, headers = {}): Promise<number> => {
      const browser = new LiveBrowser({ origin, page, headers });
      browser.socket.on('error', () => {});
      const [, response]: { statusCode?: number }[] = await once(browser.socket, 'unexpected-response');
      return response?.statusCode ?? 0;
    };
    assert.equal(await status('/p/zzzzzzzz/auction/Auction/2'), 404);
    assert.equal(await status("/p/'; drop/auction/Auction/2"), 404);
    assert.equal(await status(pages[0] ?? '', { origin: 'https://elsewhere.example' }), 403);
  });
});
