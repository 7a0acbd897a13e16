import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { clock } from '../game/clock.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { expirePages } from '../page/expire.ts';
import { pagesOf, type Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { gatesOf, openGate } from './gates.ts';
import { sendNotice } from './notice.ts';
import { pauseSession, resumeSession } from './pause.ts';

const part = clock('all', { seconds: 90 });
const parts = defineGame({ name: 'parts', player: { words: field.text(), more: field.text() } });
const partPages = parts.sequence(
  parts.page('Write', { form: ['words'], timeout: 60, view: ({ form, next }) => html`${form} ${next}` }),
  parts.gate('Part2', { body: 'Wait for the bell.' }),
  parts.page('Clocked', { form: ['more'], timeout: part, view: ({ form, next }) => html`${form} ${next}` }),
  parts.page('After', { view: ({ player, next }) => html`said ${player.words} and ${player.more} ${next}` }),
);
const project = defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'parts', games: [partPages] }] });

describe('an organiser while a session runs', () => {
  let lab: TestLab;
  const servers: FastifyInstance[] = [];
  let db: pg.Client;
  let turn = 0;
  before(async () => {
    lab = await testLab(project);
    servers.push(await labServer(lab), await labServer(lab.another()));
    db = new pg.Client({ connectionString: lab.databaseUrl });
    await db.connect();
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await db?.end();
    await lab?.close();
  });

  const anyServer = (): FastifyInstance => {
    const server = servers[(turn += 1) % servers.length];
    assert.ok(server);
    return server;
  };
  const codeOf = (person: Person): string => person.seen.url.split('/')[2] ?? '';
  const leftMs = (person: Person): number => Number(/&quot;leftMs&quot;:(-?\d+)/.exec(person.seen.body)?.[1]);
  async function sessionOf(participants: number): Promise<{ people: Person[]; first: Person; sessionId: number }> {
    const people = await seated(lab, anyServer, { config: 'parts', participants });
    const [first] = people;
    assert.ok(first);
    const { rows } = await db.query('select session_id from lab_participant where code = $1', [codeOf(first)]);
    return { people, first, sessionId: rows[0].session_id };
  }

  describe('opens gates', () => {
    it('people wait at a gate, and not for one another', async () => {
      const { people, first } = await sessionOf(2);
      for (const person of people) await person.send({ words: 'a' });
      assert.deepEqual(pagesOf(people), ['Part2', 'Part2']);
      assert.match(first.seen.body, /Wait for the bell\./);
    });

    it('when it is opened they all go on, and who comes later walks through', async () => {
      const { people, first, sessionId } = await sessionOf(3);
      const [, second, third] = people;
      assert.ok(second && third);
      for (const person of [first, second]) await person.send({ words: 'a' });
      assert.deepEqual(await gatesOf(sessionId, lab), [{ pageIndex: 2, game: 'parts', round: 1, page: 'Part2', isOpen: false }]);
      assert.equal(await openGate({ sessionId, pageIndex: 2 }, lab), 2);
      assert.deepEqual((await gatesOf(sessionId, lab))[0]?.isOpen, true);
      for (const person of [first, second]) await person.again();
      await third.send({ words: 'b' });
      assert.deepEqual(pagesOf(people), ['Clocked', 'Clocked', 'Clocked']);
    });

    it('who comes in the same moment is not forgotten: the next look leads on', async () => {
      const { people, first, sessionId } = await sessionOf(20);
      await Promise.all([...people.map((person) => person.send({ words: 'a' })), openGate({ sessionId, pageIndex: 2 }, lab)]);
      await Promise.all(people.map((person) => person.again()));
      assert.deepEqual(new Set(pagesOf(people)), new Set(['Clocked']));
      const times = `select count(*)::int as n from lab_page_time t join lab_participant p on p.id = t.participant_id where session_id = $1 and t.page_index = 2`;
      const { rows } = await db.query(times, [sessionId]);
      assert.ok(rows[0].n <= 20);
      assert.equal(first.page, 'Clocked');
    });

    it('only gates can be opened', async () => {
      const { sessionId } = await sessionOf(1);
      await assert.rejects(openGate({ sessionId, pageIndex: 1 }, lab), { code: 'LAB_NO_SUCH_GATE', status: 404 });
    });
  });

  describe('pauses the session', () => {
    it('nobody goes on, what is sent meanwhile is kept as typed, and afterwards they have as much time as before', async () => {
      const { first, sessionId } = await sessionOf(2);
      assert.equal(await pauseSession(sessionId, lab), 2);
      assert.equal(await pauseSession(sessionId, lab), 0);
      const { url } = first.seen;
      await first.send({ words: 'half a sentence' });
      assert.match(first.seen.body, /The session is paused/);
      await db.query(`update lab_session set paused_at = paused_at - interval '200 s' where id = $1`, [sessionId]);
      await db.query(
        `update lab_timer t set deadline_at = deadline_at - interval '200 s' from lab_participant p where p.id = t.participant_id and session_id = $1`,
        [sessionId],
      );
      assert.equal(await expirePages(lab), 0);
      assert.equal(await resumeSession(sessionId, lab), 2);
      assert.equal(await resumeSession(sessionId, lab), 0);
      await first.open(url);
      assert.equal(first.page, 'Write');
      assert.match(first.seen.body, /value="half a sentence"/);
      assert.ok(leftMs(first) > 50_000 && leftMs(first) <= 60_000);
      await first.send({ words: 'a sentence' });
      assert.equal(first.page, 'Part2');
    });

    it('clocks that pages share stand still too', async () => {
      const { first, sessionId } = await sessionOf(1);
      await first.send({ words: 'a' });
      await openGate({ sessionId, pageIndex: 2 }, lab);
      await pauseSession(sessionId, lab);
      await db.query(`update lab_session set paused_at = paused_at - interval '50 s' where id = $1`, [sessionId]);
      await resumeSession(sessionId, lab);
      const { rows } = await db.query(
        `select (data->>'clock:all')::float8 / 1000 - extract(epoch from now())::float8 as left from lab_participant where session_id = $1`,
        [sessionId],
      );
      assert.ok(rows[0].left > 140 && rows[0].left <= 155, `${rows[0].left} s are left`);
    });
  });

  describe('tells people something', () => {
    it('it stands on their pages until they have read it', async () => {
      const { people, first, sessionId } = await sessionOf(2);
      assert.equal(await sendNotice({ sessionId, code: null, text: 'Five <more> minutes.' }, lab), 2);
      for (const person of people) await person.again();
      for (const person of people) assert.match(person.seen.body, /Five &lt;more&gt; minutes\./);
      await first.post(`/p/${codeOf(first)}/notice`, {});
      assert.equal(first.page, 'Write');
      assert.doesNotMatch(first.seen.body, /minutes/);
    });

    it('only one, when it is meant for one', async () => {
      const { people, first, sessionId } = await sessionOf(2);
      assert.equal(await sendNotice({ sessionId, code: codeOf(first), text: 'You alone.' }, lab), 1);
      for (const person of people) await person.again();
      assert.deepEqual(
        people.map(({ seen }) => seen.body.includes('You alone.')),
        [true, false],
      );
      await assert.rejects(sendNotice({ sessionId, code: null, text: '  ' }, lab), { code: 'LAB_BAD_NOTICE' });
    });
  });

  describe('what is typed', () => {
    it('is there again on any device, counts when the time is up, and is forgotten once it was sent', async () => {
      const { people, first } = await sessionOf(2);
      const second = people[1];
      assert.ok(second);
      for (const person of people) await person.post(`/p/${codeOf(person)}/draft/1`, { words: 'typed', intent: 'x', other: 'ignored' });
      await first.open(`/InitializeParticipant/${codeOf(first)}`);
      assert.match(first.seen.body, /value="typed"/);
      await db.query(
        `update lab_timer set deadline_at = now() - interval '5 s', fire_at = now() where participant_id = (select id from lab_participant where code = $1)`,
        [codeOf(second)],
      );
      await expirePages(lab);
      await second.open(`/InitializeParticipant/${codeOf(second)}`);
      assert.equal(second.page, 'Part2');
      const { rows } = await db.query(
        'select l.data from lab_player l join lab_participant p on p.id = l.participant_id where p.code = $1',
        [codeOf(second)],
      );
      assert.deepEqual(rows[0].data, { words: 'typed' });
    });

    it('on a page that was left is not kept', async () => {
      const { first } = await sessionOf(1);
      await first.send({ words: 'sent' });
      const code = codeOf(first);
      await first.post(`/p/${code}/draft/1`, { words: 'too late' });
      const { rows } = await db.query(
        'select count(*)::int as n from lab_draft d join lab_participant p on p.id = d.participant_id where p.code = $1',
        [code],
      );
      assert.equal(rows[0].n, 0);
    });
  });
});
