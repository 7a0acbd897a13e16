import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { createLogger } from '#kit/log/logger.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { pagesOf, type Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { runFailedMeetings } from './run-failed-meetings.ts';

/** What author code of a test may look at and change from outside. */
const outside = { fails: true };

const choosy = defineGame({
  name: 'choosy',
  groupSize: 2,
  player: { isShy: field.bool({ initial: false }), said: field.text() },
  group: { meetings: field.int({ initial: 0 }) },
  onCreate: (subsession) => {
    for (const player of subsession.players) player.isShy = player.id === 2;
  },
});
const choosyPages = choosy.sequence(
  choosy.page('Start', { view: ({ next }) => html`${next}` }),
  choosy.page('OnlyBold', { show: ({ player }) => !player.isShy, view: ({ next }) => html`${next}` }),
  choosy.wait('BoldWaits', {
    show: ({ player }) => !player.isShy,
    onAllArrive(group) {
      group.meetings += 1;
    },
  }),
  choosy.wait('ThenBoth', {
    onAllArrive(group) {
      group.meetings += 10;
    },
  }),
  choosy.wait('NobodyWaits', {
    show: () => false,
    onAllArrive(group) {
      group.meetings += 100;
    },
  }),
  choosy.page('End', { view: ({ group, next }) => html`meetings ${group.meetings} ${next}` }),
);

const rounds = defineGame({
  name: 'rounds',
  groupSize: 2,
  rounds: 3,
  player: { gives: field.int() },
  onCreate: (subsession) => {
    if (subsession.round === 2)
      subsession.setMatrix([
        [1, 4],
        [3, 2],
      ]);
  },
});
const roundPages = rounds.sequence(
  rounds.wait('Gather'),
  rounds.page('Give', {
    form: ['gives'],
    view: ({ form, next, player }) => html`before: ${player.previousRounds.map((earlier) => `${earlier.gives};`)} ${form} ${next}`,
  }),
  rounds.wait('Settle', {
    onAllArrive(group) {
      for (const player of group.players) player.payoff = player.others.reduce((sum, other) => sum + other.gives, 0);
    },
  }),
);

const writers = defineGame({
  name: 'writers',
  groupSize: 2,
  player: { gift: field.int({ initial: 0 }) },
  group: { offers: field.json<string[]>({ initial: [] }), price: field.int() },
  subsession: { seen: field.int({ initial: 0 }) },
  session: { total: field.int({ initial: 0 }) },
});
const writerPages = writers.sequence(
  writers.page('Write', {
    form: { group: ['price'] },
    onSubmit({ player, group, subsession, session }) {
      group.offers = [...group.offers, String(player.id)];
      subsession.seen += 1;
      session.total += 1;
      for (const other of player.others) other.gift += 5;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  writers.wait('Meet'),
  writers.page('Read', {
    view: ({ player, group, subsession, session, next }) =>
      html`gift ${player.gift} offers ${group.offers.toSorted().join('')} seen ${subsession.seen} total ${session.total} ${next}`,
  }),
);

const fragile = defineGame({ name: 'fragile', groupSize: 2, player: { gives: field.int() } });
const fragilePages = fragile.sequence(
  fragile.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  fragile.wait('Break', {
    onAllArrive(group) {
      for (const player of group.players) player.payoff = player.gives;
      if (outside.fails) throw new Error('a bug in the game');
    },
  }),
  fragile.page('After', { view: ({ player, next }) => html`payoff ${player.payoff} ${next}` }),
);

const curious = defineGame({
  name: 'curious',
  groupSize: 2,
  rounds: 2,
  player: { gives: field.int({ initial: 3 }) },
  session: { motto: field.text({ initial: 'see it all' }) },
  onCreate: (subsession) => {
    if (subsession.round === 2)
      subsession.setMatrix([
        [1, 4],
        [3, 2],
      ]);
  },
});
const curiousPages = curious.sequence(
  curious.page('Look', {
    view: ({ player, group, subsession, session, participant, next }) => html`
      ${player.othersInSubsession.length} ${subsession.groups.map((one) => one.players.length)} ${session.participants.map((one) => one.number)}
      ${participant.number}: ${player.history.map((one) => one.others.map((other) => `${other.participant.number};`))}
      ${player.others.map((other) => other.history.map((one) => one.gives))} ${group.history.map((one) => one.players.map((member) => member.gives))}
      ${subsession.history.map((round) => round.matrix().flat().join(''))} ${session.motto} ${next}`,
  }),
);

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [choosyPages, roundPages, writerPages, fragilePages, curiousPages].map((game) => ({ name: game.game.name, games: [game] })),
});

describe('the way through a session', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let db: pg.Client;
  before(async () => {
    lab = { ...(await testLab(project)), logger: createLogger({ name: 'lab', level: 'silent' }) }; // one game fails on purpose
    server = await labServer(lab);
    db = new pg.Client({ connectionString: lab.databaseUrl });
    await db.connect();
  });
  after(async () => {
    await server?.close();
    await db?.end();
    await lab?.close();
  });

  async function two(config: string): Promise<[Person, Person]> {
    const [first, second] = await seated(lab, server, { config, participants: 2 });
    assert.ok(first && second);
    return [first, second];
  }

  it('leaves out what is not shown; who passes a wait page last sets the others free', async () => {
    const [bold, shy] = await two('choosy');
    await bold.send();
    assert.equal(bold.page, 'OnlyBold');
    await bold.send();
    assert.equal(bold.page, 'BoldWaits');
    await shy.send(); // passes BoldWaits, and so both come to ThenBoth
    await bold.again();
    assert.deepEqual(pagesOf([bold, shy]), ['End', 'End']);
    assert.match(bold.seen.body, /meetings 11 /); // 100 is missing: nobody waited there
    const { rows } = await db.query(
      `select t.page_index, t.is_wait from lab_page_time t join lab_participant p on p.id = t.participant_id where p.code = $1 order by 1`,
      [shy.seen.url.split('/')[2]],
    );
    assert.deepEqual(rows, [
      { page_index: 1, is_wait: false },
      { page_index: 4, is_wait: true },
    ]);
  });

  it('goes round after round, in the groups of each round', async () => {
    const people = await seated(lab, server, { config: 'rounds', participants: 4 });
    for (let round = 1; round <= 3; round += 1) {
      for (const person of people) await person.again();
      assert.deepEqual(pagesOf(people), ['Give', 'Give', 'Give', 'Give']);
      for (const [at, person] of people.entries()) await person.send({ gives: String(at + 1) });
    }
    for (const person of people) await person.again();
    assert.deepEqual(pagesOf(people), ['end', 'end', 'end', 'end']);
    const { rows } = await db.query(
      `select l.sub, array_agg(l.payoff::int order by p.number) as payoffs from lab_player l join lab_participant p on p.id = l.participant_id
       where p.session_id = (select session_id from lab_participant where code = $1) group by 1 order by 1`,
      [people[0]?.seen.url.split('/')[2]],
    );
    assert.deepEqual(rows, [
      { sub: 1, payoffs: [2, 1, 4, 3] },
      { sub: 2, payoffs: [4, 3, 2, 1] },
      { sub: 3, payoffs: [2, 1, 4, 3] },
    ]);
  });

  it('keeps what people write to each other, their group and the session at the same moment', async () => {
    const people = await seated(lab, server, { config: 'writers', participants: 8 });
    await Promise.all(people.map((person) => person.send({ price: '3' })));
    await Promise.all(people.map((person) => person.again()));
    assert.deepEqual(
      new Set(people.map(({ seen }) => /gift \d+ offers \d+ seen \d+ total \d+/.exec(seen.body)?.[0])),
      new Set(['gift 5 offers 12 seen 8 total 8']),
    );
  });

  it('shows whatever of the session a view touches', async () => {
    const people = await seated(lab, server, { config: 'curious', participants: 4 });
    const words = ({ seen }: Person): string =>
      (/<form[^>]*>[^]*?">([^]*?)<\/form>/.exec(seen.body)?.[1] ?? '').replaceAll(/\s+/g, ' ').trim();
    const [first] = people;
    assert.ok(first);
    assert.equal(words(first), '3 22 1234 1: 2; 3 33 1234 see it all');
    await first.send();
    assert.equal(words(first), '3 22 1234 1: 2;4; 33 3333 12341432 see it all');
  });

  it('keeps what was sent when onAllArrive throws, and goes on once the game is mended', async () => {
    outside.fails = true;
    const [first, second] = await two('fragile');
    await first.send({ gives: '4' });
    await second.send({ gives: '6' });
    for (const person of [first, second]) {
      await person.again();
      assert.equal(person.page, 'Break');
      assert.match(person.seen.body, /An error occurred/);
    }
    outside.fails = false;
    await Promise.all([runFailedMeetings(lab), runFailedMeetings(lab.another())]);
    for (const person of [first, second]) await person.again();
    assert.match(first.seen.body, /payoff 4 /);
    assert.match(second.seen.body, /payoff 6 /);
  });
});
