import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const game = defineGame({
  name: 'bids',
  groupSize: 2,
  player: { bid: field.int() },
  group: { best: field.int({ initial: 0 }) },
  records: { bid: { amount: field.int(), note: field.text().optional(), wins: field.bool({ initial: false }) } },
  onCreate(subsession, { records }) {
    records.bid.add({ amount: subsession.round });
  },
});
const Bid = game.page('Bid', {
  form: ['bid'],
  onSubmit({ player, records }) {
    for (const old of records.bid.mine()) records.bid.delete(old);
    records.bid.add({ amount: player.bid });
    records.bid.add({ amount: player.bid + 1, note: 'second' });
  },
  view: ({ form, next }) => html`${form}${next}`,
});
const Compare = game.wait('Compare', {
  onAllArrive(group, { records }) {
    const rows = records.bid.inGroup();
    group.best = Math.max(...rows.map((row) => row.amount));
    for (const row of records.bid.where({ amount: group.best })) row.wins = true;
  },
});
const Results = game.page('Results', {
  view: ({ player, group, records }) =>
    html`<p>${JSON.stringify({
      mine: records.bid.mine().map(({ amount, note, wins, player: owner }) => [amount, note, wins, owner === player]),
      group: records.bid.inGroup().map(({ amount }) => amount),
      round: records.bid.inRound().map(({ amount, player: owner }) => [amount, owner?.id ?? null]),
      mineByWhere: records.bid.where({ player }).length,
      best: group.best,
    })}</p>`,
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'bids', games: [game.sequence(Bid, Compare, Results)] }],
});

describe('the tables of a game', () => {
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

  it('keep rows for players, for groups and for a round, in the order they were added', async () => {
    const people = await seated(lab, server, { config: 'bids', participants: 4 });
    for (const [at, person] of people.entries()) await person.send({ bid: String(10 * (at + 1)) });
    const [first, second] = people;
    await first?.again();
    await second?.again();
    const shown = JSON.parse(/<p>(\{.*?\})<\/p>/.exec(second?.seen.body.replaceAll('&quot;', '"') ?? '')?.[1] ?? '{}');
    assert.deepEqual(shown, {
      mine: [
        [20, null, false, true],
        [21, 'second', true, true],
      ],
      group: [10, 11, 20, 21],
      round: [
        [1, null],
        ...[10, 11].map((n) => [n, 1]),
        ...[20, 21].map((n) => [n, 2]),
        ...[30, 31].map((n) => [n, 1]),
        ...[40, 41].map((n) => [n, 2]),
      ],
      mineByWhere: 2,
      best: 21,
    });
  });
});
