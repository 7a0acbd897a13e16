import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { createSession } from '../sessions/create.ts';
import { pagesOf, Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { expirePages } from './expire.ts';

const some = defineGame({ name: 'some', groupSize: 3, group: { meetings: field.int({ initial: 0 }), came: field.int({ initial: 0 }) } });
const somePages = some.sequence(
  some.page('Start', { view: ({ next }) => html`${next}` }),
  some.wait('Meet', {
    maxWait: 60,
    minPresent: 2,
    showCount: true,
    onAllArrive(group) {
      group.meetings += 1;
    },
  }),
  some.page('After', { view: ({ group, next }) => html`meetings ${group.meetings} ${next}` }),
  some.wait('Again', {
    onAllArrive(group) {
      group.came = 3;
    },
  }),
  some.page('End', { view: ({ group, next }) => html`came ${group.came} ${next}` }),
);

const leaving = defineGame({ name: 'leaving', groupSize: 2, player: { gaveUp: field.bool({ initial: false }) } });
const leavingPages = leaving.sequence(
  leaving.wait('Meet', {
    maxWait: 60,
    onTooLong({ player }) {
      player.gaveUp = true;
      return { page: 'Alone' };
    },
  }),
  leaving.page('Together', { view: ({ next }) => html`${next}` }),
  leaving.page('Alone', { view: ({ player, next }) => html`gave up ${String(player.gaveUp)} ${next}` }),
);

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'some', games: [somePages] },
    { name: 'leaving', games: [leavingPages] },
  ],
});

describe('waiting for too long', () => {
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
  const codeOf = (person: Person): string => person.seen.url.split('/')[2] ?? '';
  async function pass(seconds: number, people: readonly Person[]): Promise<void> {
    await db.query(
      `with who as (update lab_participant set last_page_at = last_page_at - $1 * interval '1 s' where code = any($2) returning id)
       update lab_timer t set fire_at = fire_at - $1 * interval '1 s' from who where who.id = t.participant_id`,
      [seconds, people.map(codeOf)],
    );
    await Promise.all([expirePages(lab), expirePages(lab.another())]);
  }

  it('goes on with enough people after the longest wait, once; who comes later walks through, and the next meeting waits for all', async () => {
    const people = await seated(lab, server, { config: 'some', participants: 3 });
    const [a, b, c] = people;
    assert.ok(a && b && c);
    for (const person of [a, b]) await person.send();
    assert.match(b.seen.body, /2 of 3 have arrived\./);
    await pass(50, [a, b]);
    await a.again();
    assert.equal(a.page, 'Meet');
    await pass(15, [a, b]);
    for (const person of [a, b]) await person.again();
    assert.deepEqual(pagesOf([a, b]), ['After', 'After']);
    for (const person of [a, b]) await person.send();
    assert.deepEqual(pagesOf([a, b]), ['Again', 'Again']);
    await c.send();
    assert.equal(c.page, 'After');
    assert.match(c.seen.body, /meetings 1 /);
    await c.send();
    for (const person of people) await person.again();
    assert.match(a.seen.body, /came 3/);
    const { rows } = await db.query(
      `select count(*)::int as n from lab_page_time t join lab_participant p on p.id = t.participant_id where p.code = any($1) and t.page_index = 2 and t.is_wait`,
      [people.map(codeOf)],
    );
    assert.equal(rows[0].n, 3);
  });

  it('does not go on with fewer', async () => {
    const [a] = await seated(lab, server, { config: 'some', participants: 3 });
    assert.ok(a);
    await a.send();
    await pass(70, [a]);
    await a.again();
    assert.equal(a.page, 'Meet');
  });

  it('lets people go where the page says, not before; the others do not wait for them', async () => {
    const { participantCodes } = await createSession(lab, { config: 'leaving', participants: 2 });
    const [first = '', second = ''] = participantCodes;
    const [early, late] = [new Person(server), new Person(server)];
    await early.open(`/InitializeParticipant/${first}`);
    const soon = await server.inject({ method: 'POST', url: `/p/${first}/stop/1` });
    assert.equal(soon.statusCode, 409);
    assert.doesNotMatch(early.seen.body, /Stop waiting/);
    await pass(61, [early]);
    await early.again();
    assert.match(early.seen.body, /Stop waiting/);
    await early.post(`/p/${first}/stop/1`, {});
    assert.match(early.seen.body, /gave up true/);
    await late.open(`/InitializeParticipant/${second}`);
    assert.equal(late.page, 'Together');
  });
});
