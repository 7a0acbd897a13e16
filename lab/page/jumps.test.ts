import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { assign } from '../game/assign.ts';
import { clock } from '../game/clock.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { pagesOf, type Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const doors = defineGame({
  name: 'doors',
  groupSize: 2,
  rounds: 2,
  player: { goes: field.text() },
  group: { meetings: field.int({ initial: 0 }) },
});
const doorPages = doors.sequence(
  doors.page('Door', {
    form: ['goes'],
    goto: ({ player }) => {
      if (player.goes === 'Last') return { page: 'Last' };
      return player.goes === 'on' ? null : player.goes;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  doors.wait('Meet', {
    onAllArrive(group) {
      group.meetings += 1;
    },
  }),
  doors.page('Middle', { view: ({ next }) => html`${next}` }),
  doors.page('Last', { view: ({ group, next }) => html`meetings ${group.meetings} ${next}` }),
);
const extra = defineGame({ name: 'extra' });
const extraPages = extra.sequence(extra.page('Extra', { view: ({ next }) => html`${next}` }));
const debrief = defineGame({ name: 'debrief' });
const debriefPages = debrief.sequence(debrief.page('Debrief', { view: ({ next }) => html`${next}` }));

const part = clock('partA', { seconds: 100, minSeconds: 5 });
const timed = defineGame({ name: 'timed' });
const timedPages = timed.sequence(
  timed.page('Free', { view: ({ next }) => html`${next}` }),
  timed.page('One', { timeout: part, view: ({ next }) => html`${next}` }),
  timed.page('Two', { timeout: part, timer: { showBelow: 30 }, view: ({ next }) => html`${next}` }),
  timed.page('Three', { timeout: part, view: ({ next }) => html`${next}` }),
  timed.page('After', { view: ({ next }) => html`${next}` }),
);

const frames = defineGame({ name: 'frames', participant: { frame: field.choice({ gain: 'Gain', loss: 'Loss' }) } });
const framePages = frames.sequence(
  frames.page('Come', {
    onSubmit({ participant, session }) {
      participant.frame = assign.onArrival(
        ['gain', 'loss'],
        session.participants.map((one) => one.peek('frame')),
      );
    },
    view: ({ next }) => html`${next}`,
  }),
  frames.page('Read', { view: ({ participant, next }) => html`frame ${participant.frame} ${next}` }),
);

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'doors', games: [doorPages, extraPages, debriefPages] },
    { name: 'timed', games: [timedPages] },
    { name: 'frames', games: [framePages] },
  ],
});

describe('ways through a session', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let db: pg.Client;
  before(async () => {
    lab = await testLab(project);
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

  it('goto leads to a later game, and who waits is set free by those who jump over their wait page', async () => {
    const [first, second] = await two('doors');
    await first.send({ goes: 'on' });
    assert.equal(first.page, 'Meet');
    await second.send({ goes: 'debrief' });
    await first.again();
    assert.deepEqual(pagesOf([first, second]), ['Middle', 'Debrief']);
    for (let page = 0; page < 2; page += 1) await first.send();
    await first.send({ goes: 'on' });
    assert.equal(first.page, 'Middle'); // the other will not come to this round's meeting either
    await first.send();
    assert.match(first.seen.body, /meetings 1 /);
  });

  it('goto leads to a later page of the round, or to the end', async () => {
    const [first, second] = await two('doors');
    await first.send({ goes: 'Last' });
    await second.send({ goes: 'end' });
    assert.deepEqual(pagesOf([first, second]), ['Last', 'end']);
    assert.match(first.seen.body, /meetings 0 /); // nobody waited there
  });

  it('goto to nowhere is an error that names it, and nothing is saved', async () => {
    const [first] = await two('doors');
    const seen = await first.post(first.seen.url, { intent: first.intent(), goes: 'nowhere' });
    assert.equal(seen.status, 500);
    assert.match(seen.body, /no game nowhere comes after it\. There are: extra, debrief\./);
    await first.open(seen.url);
    assert.equal(first.page, 'Door');
  });

  const leftMs = (person: Person): number => Number(/&quot;leftMs&quot;:(-?\d+)/.exec(person.seen.body)?.[1]);
  async function pass(seconds: number, person: Person): Promise<void> {
    const key = 'clock:partA';
    await db.query(
      `update lab_participant set data = jsonb_set(data, array[$2::text], to_jsonb((data->>$2)::float8 - 1000 * $1::float8)), rev = rev + 1 where code = $3`,
      [seconds, key, person.seen.url.split('/')[2]],
    );
  }

  it('several pages share one clock, which starts with the first of them; when it is up they are passed', async () => {
    const [person] = await two('timed');
    assert.ok(Number.isNaN(leftMs(person)));
    await person.send();
    assert.ok(leftMs(person) > 80_000);
    await pass(60, person);
    await person.send();
    assert.equal(person.page, 'Two');
    assert.ok(leftMs(person) > 20_000 && leftMs(person) <= 40_000);
    assert.match(person.seen.body, /&quot;showBelow&quot;:30/);
    await pass(36, person); // less than minSeconds are left
    await person.send();
    assert.equal(person.page, 'After');
  });

  it('treatments are balanced over those who come, however many come at once', async () => {
    const people = await seated(lab, server, { config: 'frames', participants: 20 });
    await Promise.all(people.map((person) => person.send()));
    const given = people.map(({ seen }) => /frame (gain|loss)/.exec(seen.body)?.[1]);
    assert.deepEqual([given.filter((frame) => frame === 'gain').length, given.filter((frame) => frame === 'loss').length], [10, 10]);
  });
});
