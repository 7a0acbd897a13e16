import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { shuffle } from '../game/shuffle.ts';
import { addSeats } from '../sessions/add-seats.ts';
import { advance } from '../sessions/advance.ts';
import { createSession } from '../sessions/create.ts';
import { Person } from '../testing/participant.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const games = ['intro', 'risk', 'time', 'trust', 'debrief'].map((name) => {
  const game = defineGame({ name });
  const wait = name === 'debrief' ? [game.wait('Everybody', { scope: 'all' })] : [];
  return game.sequence(game.page(`${name}_page`, { view: ({ next }) => html`${next}` }), ...wait);
});
const defaults = { participationFee: 0, pointValue: 1 };
const project = defineProject({ defaults, sessions: [{ name: 'battery', games, order: shuffle(['risk', 'time', 'trust']) }] });

describe('games in a random order', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });

  /** The pages that somebody sees from their start link to the last wait page. */
  async function walk(code: string): Promise<{ readonly pages: string; readonly person: Person }> {
    const person = new Person(server);
    await person.open(`/InitializeParticipant/${code}`);
    const seen: string[] = [];
    while (person.page !== 'Everybody' && person.page !== 'end') {
      seen.push(person.page.split('_')[0] ?? '');
      await person.send();
    }
    return { pages: seen.join(','), person };
  }

  it('are played by each participant in an order of their own, which the data name, and all meet behind them', async () => {
    const session = await createSession(lab, { config: 'battery', participants: 7, seed: 'a seed' });
    const more = await addSeats({ sessionId: session.id, people: 1 }, lab);
    const walks = [];
    for (const code of [...session.participantCodes, ...more]) walks.push(await walk(code));
    const orders = walks.map(({ pages }) => /^intro,(.*),debrief$/.exec(pages)?.[1] ?? pages);
    assert.ok(new Set(orders).size >= 3, orders.join(' '));
    for (const order of orders) assert.deepEqual(order.split(',').toSorted(), ['risk', 'time', 'trust']);
    const rows = await lab.db.run(
      { name: 'test.orders', text: `select data->>'gameOrder' as "order" from lab_participant order by number`, bind: () => [] },
      {},
    );
    assert.deepEqual(
      rows,
      orders.map((order) => ({ order })),
    );
    for (const { person } of walks) {
      await person.again();
      assert.equal(person.page, 'end');
    }
  });

  it('say who is behind: those who have played least in their own order, wherever their page stands in the session', async () => {
    const { id, participantCodes } = await createSession(lab, { config: 'battery', participants: 7, seed: 'a seed' });
    const orders = await lab.db.run(
      {
        name: 'test.ordersOf',
        text: `select data->>'gameOrder' as "order" from lab_participant where session_id = $1 order by number`,
        bind: () => [id],
        row: { order: '' },
      },
      {},
    );
    const whose = (pattern: RegExp): number => orders.findIndex(({ order }) => pattern.test(order));
    const [behind, ahead] = [whose(/^trust/), whose(/,risk,/)];
    assert.ok(behind >= 0 && ahead >= 0 && behind !== ahead, JSON.stringify(orders));
    for (const [who, pages] of [
      [behind, 1],
      [ahead, 2],
    ] as const) {
      const person = new Person(server);
      await person.open(`/InitializeParticipant/${participantCodes[who] ?? ''}`);
      for (let sent = 0; sent < pages; sent += 1) await person.send();
      assert.equal(person.page, who === behind ? 'trust_page' : 'risk_page');
    }
    const moved = await advance({ id, maxPageIndex: 6 }, { onlyStarted: true }, lab);
    assert.deepEqual(
      moved.map(({ number, from, skippedBecause }) => [number, from, skippedBecause]),
      [[behind + 1, 4, null]],
    );
  });

  const refused = [
    { it: 'a game that is not played', order: shuffle(['risk', 'luck']), says: /order names a game that the session does not play/ },
    { it: 'games that are apart', order: shuffle(['risk', 'trust']), says: /do not follow one another/ },
    { it: 'a game where people meet', order: shuffle(['trust', 'debrief']), says: /order shuffles debrief, where people meet/ },
    { it: 'one game alone', order: shuffle(['risk']), says: /fewer than two/ },
  ];
  for (const { it: name, order, says } of refused)
    it(`refuses ${name}`, () =>
      assert.throws(() => defineProject({ defaults, sessions: [{ name: 'battery', games, order }] }), {
        code: 'LAB_BAD_PROJECT',
        message: says,
      }));
});
