import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import publicGoods from '../../demo/lab/games/public-goods.ts';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { message } from '../game/message.ts';
import { createSession } from '../sessions/create.ts';
import { Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { CountedDatabase, type Trips } from '../testing/trips.ts';
import { labServer } from '../web/server.ts';

const plain = defineGame({ name: 'plain' });
const plainPages = plain.sequence(plain.page('Hello', { view: ({ next }) => html`${next}` }));
const meet = defineGame({ name: 'meet', groupSize: 2, group: { meetings: field.int({ initial: 0 }) } });
const meetPages = meet.sequence(
  meet.match('Lobby', {
    onAllArrive(group) {
      group.meetings += 1;
    },
  }),
  meet.page('Play', { view: ({ next }) => html`${next}` }),
);

const gate = defineGame({ name: 'gate' });
const gatePages = gate.sequence(gate.gate('Part2'), gate.page('After', { view: ({ next }) => html`${next}` }));
const back = defineGame({ name: 'back' });
const backPages = back.sequence(
  back.page('One', { view: ({ next }) => html`${next}` }),
  back.page('Two', { allowBack: true, view: ({ back: toOne, next }) => html`${toOne} ${next}` }),
);

const talk = defineGame({ name: 'talk', groupSize: 2, group: { bids: field.int({ initial: 0 }) } });
const talkPages = talk.sequence(
  talk.page('Chat', { view: ({ chat, next }) => html`${chat()} ${next}` }),
  talk.live('Market', {
    messages: { bid: message() },
    state: ({ group }) => ({ bids: group.bids }),
    on: {
      bid({ group, push }) {
        group.bids += 1;
        push();
      },
    },
    view: ({ next }) => html`<p id="bids"></p>${next}`,
  }),
);

const project = defineProject({
  rooms: [{ name: 'hall', labels: ['Ada', 'Bob'] }],
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'public_goods', games: [publicGoods] },
    { name: 'gate', games: [gatePages] },
    { name: 'talk', games: [talkPages] },
    { name: 'plain', games: [plainPages] },
    { name: 'back', games: [backPages] },
    { name: 'meet', games: [plainPages, meetPages] },
  ],
});

/** The promises of the lab specification, 15.3. A process learns on its first visits what the callbacks of a page touch. */
describe('trips to the database', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let db: CountedDatabase;
  let people: Person[];

  before(async () => {
    lab = await testLab(project);
    db = new CountedDatabase(lab.db);
    server = await labServer({ ...lab, db });
    for (const person of await seated(lab, server, { config: 'public_goods', participants: 3 })) {
      await person.send({ contribution: '1' });
      await person.again();
    }
    people = await seated(lab, server, { config: 'public_goods', participants: 3 });
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });

  /** Posts without following, so that only the submit is counted. */
  async function submit(at: number): Promise<void> {
    const person = people[at];
    const payload = new URLSearchParams({ intent: person?.intent() ?? '', contribution: '10' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { statusCode } = await server.inject({ method: 'POST', url: person?.seen.url ?? '', payload, headers });
    assert.equal(statusCode, 303);
  }

  it('a page is shown by one', async () => {
    db.take();
    await people[0]?.again();
    assert.deepEqual(db.take(), { trips: 1, statements: 1 });
  });

  it('a page is sent by two', async () => {
    db.take();
    await submit(0);
    assert.deepEqual(db.take(), { trips: 2, statements: 2 });
  });

  it('a wait page is shown by one', async () => {
    await people[0]?.again();
    db.take();
    await people[0]?.again();
    assert.deepEqual(db.take(), { trips: 1, statements: 1 });
  });

  it('what is wrong with a form is said by one', async () => {
    db.take();
    await people[1]?.send({ contribution: 'much' });
    assert.deepEqual(db.take(), { trips: 1, statements: 1 });
  });

  it('the last to arrive at a wait page takes three, and eight statements', async () => {
    await submit(1);
    db.take();
    await submit(2);
    assert.deepEqual(db.take(), { trips: 3, statements: 8 });
  });

  it('who is released sees the next page by one', async () => {
    await people[0]?.again();
    db.take();
    await people[0]?.again();
    assert.deepEqual([people[0]?.page, db.take()], ['Results', { trips: 1, statements: 1 }]);
  });

  describe('into a lobby', () => {
    let crowd: Person[];

    before(async () => {
      for (const round of [1, 2]) {
        crowd = await seated(lab, server, { config: 'meet', participants: 4 });
        if (round === 1) for (const person of crowd) await person.send();
      }
    });

    async function come(at: number): Promise<Trips> {
      const person = crowd[at];
      assert.ok(person);
      const payload = new URLSearchParams({ intent: person.intent() }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      db.take();
      const { statusCode } = await server.inject({ method: 'POST', url: person.seen.url, payload, headers });
      assert.equal(statusCode, 303);
      return db.take();
    }

    it('a page is sent by two', async () => {
      assert.deepEqual(await come(0), { trips: 2, statements: 6 });
    });

    it('a lobby is shown by one', async () => {
      await crowd[0]?.again();
      db.take();
      await crowd[0]?.again();
      assert.deepEqual(db.take(), { trips: 1, statements: 1 });
    });

    it('who completes a group takes at most four, and ten statements', async () => {
      const { trips, statements } = await come(1);
      assert.ok(trips <= 4 && statements <= 10, `${trips} trips, ${statements} statements`);
    });
  });

  describe('at a gate, on a paused page and back', () => {
    const shown = { trips: 1, statements: 1 };

    it('a gate is shown by one, also when the session is paused', async () => {
      const [person] = await seated(lab, server, { config: 'gate', participants: 1 });
      assert.ok(person);
      await person.again();
      db.take();
      await person.again();
      assert.deepEqual(db.take(), shown);
      await db.run({ name: 'pause', text: 'update lab_participant set is_paused = true', bind: () => [] }, {});
      db.take();
      await person.again();
      assert.deepEqual(db.take(), shown);
      await db.run({ name: 'resume', text: 'update lab_participant set is_paused = false', bind: () => [] }, {});
    });

    it('a button leads back by two', async () => {
      const [person] = await seated(lab, server, { config: 'back', participants: 1 });
      assert.ok(person);
      await person.send();
      const payload = new URLSearchParams({ intent: person.intent(), lab_back: '1' }).toString();
      db.take();
      const { headers } = await server.inject({
        method: 'POST',
        url: person.seen.url,
        payload,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      assert.match(String(headers.location), /\/One\/1$/);
      assert.deepEqual(db.take(), { trips: 2, statements: 2 });
    });
  });

  describe('beside the pages of a game', () => {
    const shown = { trips: 1, statements: 1 };

    /** The pages, once the process knows what they touch. */
    async function alone(config: string, participants: number): Promise<Person> {
      const [first] = await seated(lab, server, { config, participants });
      await first?.send();
      await first?.send();
      const [person] = await seated(lab, server, { config, participants });
      assert.ok(person);
      return person;
    }

    async function look(person: Person): Promise<Trips> {
      db.take();
      await person.again();
      return db.take();
    }

    async function submitOf(person: Person): Promise<Trips> {
      const payload = new URLSearchParams({ intent: person.intent() }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      db.take();
      const { statusCode } = await server.inject({ method: 'POST', url: person.seen.url, payload, headers });
      assert.equal(statusCode, 303);
      return db.take();
    }

    it('the last page is sent by two, and the end is shown by one', async () => {
      const person = await alone('back', 1);
      await person.send();
      assert.deepEqual(await submitOf(person), { trips: 2, statements: 2 });
      await person.again();
      assert.equal(person.page, 'end');
      assert.deepEqual(await look(person), shown);
    });

    it('a page with a chat is shown by one and sent by two', async () => {
      const person = await alone('talk', 2);
      assert.equal(person.page, 'Chat');
      assert.deepEqual(await look(person), shown);
      assert.deepEqual(await submitOf(person), { trips: 2, statements: 2 });
    });

    it('a live page is shown by one, its state with it, and sent by two', async () => {
      const person = await alone('talk', 2);
      await person.send();
      assert.equal(person.page, 'Market');
      assert.deepEqual(await look(person), shown);
      assert.deepEqual(await submitOf(person), { trips: 2, statements: 2 });
    });

    it('a room asks for a name by one, in the language of its session, and is a waiting room by one', async () => {
      const person = new Person(server);
      db.take();
      await person.open('/room/hall');
      assert.deepEqual(db.take(), shown);
      await person.open('/room/hall?participant_label=Ada&welcome_page_ok=1');
      assert.match(person.seen.body, /Waiting for your session to begin/);
      assert.deepEqual(await look(person), shown);
    });

    it('the link of a session says welcome by at most two', async () => {
      const { joinCode } = await createSession(lab, { config: 'plain', participants: 1 });
      const person = new Person(server);
      db.take();
      await person.open(`/join/${joinCode}`);
      const { trips } = db.take();
      assert.ok(trips <= 2, `${trips} trips`);
    });
  });
});
