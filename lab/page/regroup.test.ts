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

const sorted = defineGame({
  name: 'sorted',
  groupSize: 2,
  rounds: 3,
  player: { score: field.int({ initial: 0 }) },
  group: { kind: field.text({ initial: 'plain' }), meetings: field.int({ initial: 0 }) },
});
const sortedPages = sorted.sequence(
  sorted.page('Score', { show: ({ player }) => player.round === 1, form: ['score'], view: ({ form, next }) => html`${form} ${next}` }),
  sorted.wait('Sort', {
    scope: 'all',
    show: ({ player }) => player.round === 1,
    onAllArrive(subsession) {
      const best = subsession.players.toSorted((a, b) => b.score - a.score);
      subsession.setMatrix([best.slice(0, 2), best.slice(2)]);
      for (const group of subsession.groups) group.kind = group.number === 1 ? 'best' : 'rest';
      for (const round of [2, 3]) subsession.inRound(round).groupLikeRound(1);
    },
  }),
  sorted.wait('Meet', {
    onAllArrive(group) {
      group.meetings += 1;
    },
  }),
  sorted.page('Play', {
    view: ({ player, group, next }) =>
      html`round ${player.round} ${group.kind} ${group.meetings} id ${player.id} with ${group.players.map((one) => `${one.participant.number};`)} ${next}`,
  }),
);

const late = defineGame({ name: 'late', groupSize: 2 });
const latePages = late.sequence(
  late.wait('Meet'),
  late.wait('Sort', { scope: 'all', onAllArrive: (subsession) => subsession.groupRandomly() }),
  late.page('After', { view: ({ next }) => html`${next}` }),
);

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [sortedPages, latePages].map((game) => ({ name: game.game.name, games: [game] })),
});

describe('groups that are formed while a session runs', () => {
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
  const line = (person: Person): string | undefined => /round \d .* with [\d;]+/.exec(person.seen.body)?.[0];

  it('where everybody has come, hold from then on, with fields of their own, and later rounds follow', async () => {
    const people = await seated(lab, server, { config: 'sorted', participants: 4 });
    await Promise.all(people.map((person, at) => person.send({ score: String([3, 9, 1, 7][at]) })));
    for (const person of people) await person.again();
    const [a, b, c, d] = people;
    assert.ok(a && b && c && d);
    assert.equal(line(b), 'round 1 best 1 id 1 with 2;4;');
    assert.equal(line(d), 'round 1 best 1 id 2 with 2;4;');
    assert.equal(line(a), 'round 1 rest 1 id 1 with 1;3;');
    for (const person of people) await person.send();
    for (const person of people) await person.again();
    assert.equal(line(c), 'round 2 plain 1 id 2 with 1;3;');
    const groups = `select sub, number, size from lab_group where session_id = (select session_id from lab_participant where code = $1) order by 1, 2`;
    const { rows } = await db.query(groups, [a.seen.url.split('/')[2]]);
    assert.deepEqual(
      rows,
      [1, 2, 3].flatMap((sub) => [1, 2].map((number) => ({ sub, number, size: 2 }))),
    );
  });

  it('are refused in a round whose groups have met: nobody is stranded, and the answer stays saved', async () => {
    const people = await seated(lab, server, { config: 'late', participants: 4 });
    for (const person of people) await person.again();
    assert.deepEqual(new Set(pagesOf(people)), new Set(['Sort']));
    assert.match(people[0]?.seen.body ?? '', /An error occurred/);
    const { rows } = await db.query('select fault from lab_wait where failed_at is not null');
    assert.match(rows[0].fault, /Round 1 of late cannot be grouped any more/);
  });
});
