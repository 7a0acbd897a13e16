import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { people as peopleNow, round } from '../store/monitor.ts';
import { Person, pagesOf } from '../testing/participant.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { advance, type AdvanceWish } from './advance.ts';
import { createSession } from './create.ts';
import { Presence } from './presence.ts';

const game = defineGame({
  name: 'steps',
  groupSize: 2,
  player: { offer: field.int({ min: 1, max: 9, onTimeout: 5 }), presses: field.int({ initial: 0 }) },
});
const pages = game.sequence(
  game.page('Offer', {
    form: ['offer'],
    onSubmit({ player, timedOut }) {
      player.presses += timedOut ? 100 : 1;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  game.wait('Meet'),
  game.page('After', { view: ({ next }) => html`${next}` }),
);
const project = defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'steps', games: [pages] }] });

describe('moving the slowest on', () => {
  let lab: TestLab;
  let other: FastifyInstance;
  let server: FastifyInstance;
  before(async () => {
    lab = await testLab(project, { LAB_REST_KEY: 'key' });
    server = await labServer(lab);
    other = await labServer(lab.another());
    await other.listen({ port: 0, host: '127.0.0.1' });
  });
  after(async () => {
    await server?.close();
    await other?.close();
    await lab?.close();
  });

  async function made(participants: number, started = participants) {
    const { id, code, participantCodes } = await createSession(lab, { config: 'steps', participants });
    const people = participantCodes.map(() => new Person(server));
    for (const [at, person] of people.slice(0, started).entries()) await person.open(`/InitializeParticipant/${participantCodes[at]}`);
    const move = (wish: AdvanceWish = {}) => advance({ id, maxPageIndex: 3 }, wish, lab);
    const places = async () => (await peopleNow(lab.db, id)).map(({ pageIndex }) => pageIndex);
    const data = async () => (await round(lab.db, { sessionId: id, sub: 1 })).map((player) => player.data);
    return { id, code, codes: participantCodes, people, move, places, data };
  }

  it('starts those who have not started, or leaves them alone', async () => {
    const { move, places } = await made(4, 2);
    assert.deepEqual((await move({ onlyStarted: true, pageIndex: 0 })).length, 0);
    assert.deepEqual(
      (await move()).map(({ number, from, to, skippedBecause }) => [number, from, to, skippedBecause]),
      [
        [3, 0, 1, null],
        [4, 0, 1, null],
      ],
    );
    assert.deepEqual(await places(), [1, 1, 1, 1]);
  });

  it('sends their form as a timeout does, and their browsers go on', async () => {
    const { people, move, data } = await made(2);
    const [first, second] = people;
    await first?.send({ offer: '3' });
    const moved = await move();
    assert.deepEqual(
      moved.map(({ number, from, to }) => [number, from, to]),
      [[2, 1, 3]],
    );
    assert.deepEqual(await data(), [
      { offer: 3, presses: 1 },
      { offer: 5, presses: 100 },
    ]);
    await first?.again();
    await second?.again();
    assert.deepEqual(pagesOf(people), ['After', 'After']);
  });

  it('does nothing to who has left the page that the organiser saw', async () => {
    const { codes, people, move, places } = await made(2);
    for (const person of people) await person.send({ offer: '3' });
    assert.deepEqual(await places(), [3, 3]);
    assert.deepEqual(await move({ pageIndex: 1 }), []);
    const [one] = await move({ pageIndex: 1, code: codes[0] ?? '' });
    assert.equal(one?.skippedBecause, 'already moved');
    assert.deepEqual(await places(), [3, 3]);
  });

  it('and a participant who sends at the same moment leave one page once, whoever is faster', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { people, move, places, data } = await made(2);
      await Promise.all([people[0]?.send({ offer: '3' }), move({ pageIndex: 1 }), move({ pageIndex: 1 })]);
      assert.deepEqual(await places(), [3, 3]);
      const [first, second] = await data();
      assert.equal([1, 100].includes(Number(first?.['presses'])), true);
      assert.equal(second?.['presses'], 100);
    }
  });

  it('leaves who waits for others where they are, and who has finished', async () => {
    const { codes, people, move } = await made(2);
    await people[0]?.send({ offer: '3' });
    const why = async (at: number) => (await move({ code: codes[at] ?? '' }))[0]?.skippedBecause;
    assert.equal(await why(0), 'waits for others');
    await move();
    for (const person of people) {
      await person.again();
      await person.send();
    }
    assert.equal(await why(0), 'has finished');
    assert.deepEqual(await move(), []);
  });

  it('moves 20 at once and says who was left', async () => {
    const { move, places } = await made(24, 0);
    const moved = await move();
    assert.equal(moved.filter(({ skippedBecause }) => skippedBecause === null).length, 20);
    assert.deepEqual(
      moved.filter(({ skippedBecause }) => skippedBecause === 'too many at once').map(({ number }) => number),
      [21, 22, 23, 24],
    );
    assert.equal((await places()).filter((place) => place === 1).length, 20);
  });

  it('tells the browsers at every process', async () => {
    const { codes, move } = await made(2);
    const here = `${other.listeningOrigin}/here/${codes[0]}/1`;
    const { body } = await fetch(here, { headers: { accept: 'text/event-stream' } });
    assert.ok(body);
    const told = (async () => {
      for await (const bytes of body) if (Buffer.from(bytes).includes('event: moved')) return;
    })();
    assert.deepEqual(await (await fetch(here)).json(), { moved: false });
    await move({ code: codes[0] ?? '' });
    await told;
    assert.deepEqual(await (await fetch(here)).json(), { moved: true });
  });

  it('is a path of the REST API', async () => {
    const { code, codes } = await made(2);
    const post = (payload: object) =>
      server.inject({ method: 'POST', url: `/api/sessions/${code}/advance`, payload, headers: { 'otree-rest-key': 'key' } });
    const answer = (await post({ participant_code: codes[1] })).json();
    const expected = { id_in_session: 2, code: codes[1], label: null, from: 1, to: 2, skipped_because: null };
    assert.deepEqual(answer, { participants: [expected] });
    assert.equal((await post({ participant_code: 'zzzzzzzz' })).statusCode, 404);
    assert.equal((await post({ page_index: -1 })).statusCode, 400);
  });

  it('knows who is there, by one write for all', async () => {
    const { id, codes } = await made(4);
    const presence = new Presence(lab);
    const [anna = '', bert = '', carl = ''] = codes;
    const leave = [presence.enter(anna), presence.enter(anna), presence.enter(bert), presence.enter('not a code')];
    presence.see(carl);
    await presence.note();
    const seen = async () => (await peopleNow(lab.db, id)).map(({ seenAgoMs }) => seenAgoMs !== null);
    assert.deepEqual(await seen(), [true, true, true, false]);
    for (const end of leave) end();
    presence.close();
  });
});
