import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { pagesOf, type Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { expirePages, watchTimers } from './expire.ts';

const game = defineGame({
  name: 'clocked',
  groupSize: 2,
  player: {
    offer: field.int({ min: 1, max: 9, onTimeout: 5 }),
    words: field.text(),
    note: field.text().optional(),
    wasLate: field.bool({ initial: false }),
  },
});
const pages = game.sequence(
  game.page('Offer', {
    form: ['offer', 'words', 'note'],
    timeout: 60,
    onSubmit({ player, timedOut }) {
      player.wasLate = timedOut;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  game.wait('Meet'),
  game.page('After', { timeout: 30, timerText: 'Be quick:', view: ({ next }) => html`${next}` }),
  game.page('Calm', { view: ({ next }) => html`${next}` }),
);
const project = defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'clocked', games: [pages] }] });

describe('the time for a page', () => {
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
  const leftMs = (person: Person): number => Number(/&quot;leftMs&quot;:(-?\d+)/.exec(person.seen.body)?.[1]);
  /** As if so many seconds had gone by for the clocks of these people. */
  async function pass(seconds: number, ...people: Person[]): Promise<void> {
    await db.query(
      `update lab_timer t set deadline_at = deadline_at - $1 * interval '1 s', fire_at = fire_at - $1 * interval '1 s'
       from lab_participant p where p.id = t.participant_id and p.code = any($2)`,
      [seconds, people.map(codeOf)],
    );
  }
  async function dataOf(person: Person): Promise<unknown> {
    const { rows } = await db.query('select l.data from lab_player l join lab_participant p on p.id = l.participant_id where p.code = $1', [
      codeOf(person),
    ]);
    return rows[0]?.data;
  }
  async function two(): Promise<[Person, Person]> {
    const [first, second] = await seated(lab, server, { config: 'clocked', participants: 2 });
    assert.ok(first && second);
    return [first, second];
  }

  it('runs from the first view and is the same after a reload', async () => {
    const [person] = await two();
    assert.ok(leftMs(person) > 45_000 && leftMs(person) <= 60_000);
    await pass(20, person);
    await person.again();
    assert.ok(leftMs(person) <= 40_000);
  });

  it('cannot be claimed to be up early: an empty form is then an empty form', async () => {
    const [person] = await two();
    const seen = await person.send({ timeout_happened: '1' });
    assert.equal(person.page, 'Offer');
    assert.match(seen.body, /This field is required/);
  });

  it('when it is up, keeps what is right in the form and fills in the rest', async () => {
    const [person] = await two();
    await pass(59, person);
    await person.send({ timeout_happened: '1', offer: '77', words: 'half a sent' });
    assert.equal(person.page, 'Meet');
    assert.deepEqual(await dataOf(person), { offer: 5, words: 'half a sent', note: null, wasLate: true });
  });

  it('is kept by the server when the browser is closed, after a grace of three seconds', async () => {
    const [person] = await two();
    await pass(62, person);
    await expirePages(lab);
    await person.again();
    assert.equal(person.page, 'Offer');
    await pass(1, person);
    await Promise.all([expirePages(lab), expirePages(lab.another())]);
    await person.again();
    assert.equal(person.page, 'Meet');
    assert.deepEqual(await dataOf(person), { offer: 5, words: '', note: null, wasLate: true });
  });

  it('starts ten seconds after a release for those who do not come to look, and at once for those who do', async () => {
    const [first, second] = await two();
    for (const person of [first, second]) await person.send({ offer: '1', words: 'a' });
    assert.equal(second.page, 'After');
    assert.match(second.seen.body, /Be quick:/);
    assert.ok(leftMs(second) < 35_000, 'she is looking, so her clock runs');
    await pass(34, first); // 30 + 10 + 3 of grace, but for nine
    await expirePages(lab);
    assert.deepEqual(await pagesInDatabase([first]), [3]);
    await pass(9, first);
    await expirePages(lab);
    assert.deepEqual(await pagesInDatabase([first]), [4]);
  });

  async function pagesInDatabase(people: readonly Person[]): Promise<number[]> {
    const { rows } = await db.query('select page_index from lab_participant where code = any($1)', [people.map(codeOf)]);
    return rows.map((row) => row.page_index);
  }

  it('is watched by every process; a whole session that went to sleep comes to its end', async (t) => {
    const people = await seated(lab, server, { config: 'clocked', participants: 10 });
    const ends = [lab, lab.another()].map((one) => watchTimers(one));
    t.after(() => Promise.all(ends.map((end) => end())));
    for (const next of [3, 4]) {
      await pass(100, ...people);
      await waitFor(async () => (await pagesInDatabase(people)).every((at) => at === next));
    }
    for (const person of people) await person.again();
    assert.deepEqual(new Set(pagesOf(people)), new Set(['Calm']));
  });
});

/** Looks often, at most for a minute. */
async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isTrue())) if (Date.now() > end) throw new Error('it did not happen within a minute');
}
