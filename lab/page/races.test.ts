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
import { expirePages } from './expire.ts';

const counting = {
  player: { gives: field.int({ min: 0, max: 100 }), sent: field.int({ initial: 0 }) },
  group: { meetings: field.int({ initial: 0 }) },
};

const pairs = defineGame({ name: 'pairs', groupSize: 2, ...counting });
const pairPages = pairs.sequence(
  pairs.page('Give', {
    form: ['gives'],
    onSubmit({ player }) {
      player.sent += 1;
      player.payoff = player.payoff + 1;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  pairs.wait('Meet', {
    onAllArrive(group) {
      group.meetings += 1;
      for (const player of group.players) player.payoff = player.payoff + player.gives;
    },
  }),
  pairs.page('After', { view: ({ next }) => html`${next}` }),
);

const pot = defineGame({ name: 'pot', groupSize: 2, ...counting, session: { total: field.int({ initial: 0 }) } });
const potPages = pot.sequence(
  pot.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  pot.wait('Add', {
    onAllArrive(group, { session }) {
      group.meetings += 1;
      for (const player of group.players) session.total += player.gives;
    },
  }),
  pot.page('After', { view: ({ next }) => html`${next}` }),
);

const crowd = defineGame({ name: 'crowd', groupSize: 2, ...counting });
const crowdPages = crowd.sequence(
  crowd.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  crowd.wait('Everybody', {
    scope: 'all',
    onAllArrive(subsession) {
      for (const group of subsession.groups) group.meetings += 1;
      for (const player of subsession.players) player.payoff = player.gives;
    },
  }),
  crowd.page('After', { view: ({ next }) => html`${next}` }),
);

const hurry = defineGame({ name: 'hurry', ...counting });
const hurryPages = hurry.sequence(
  hurry.page('First', {
    form: ['gives'],
    timeout: 0,
    onSubmit({ player }) {
      player.sent += 1;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  hurry.page('Second', { view: ({ next }) => html`${next}` }),
  hurry.page('Third', { view: ({ next }) => html`${next}` }),
);

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'pairs', games: [pairPages] },
    { name: 'crowd', games: [crowdPages] },
    { name: 'pot', games: [potPages] },
    { name: 'hurry', games: [hurryPages] },
  ],
});

describe('two processes, everything at once', () => {
  let lab: TestLab;
  const servers: FastifyInstance[] = [];
  let db: pg.Client;
  let turn = 0;
  /** Each request may hit any process. */
  const anyServer = (): FastifyInstance => {
    const server = servers[(turn += 1) % servers.length];
    assert.ok(server);
    return server;
  };

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

  async function rows(sql: string, person: Person): Promise<unknown[]> {
    const session = `(select session_id from lab_participant where code = '${person.seen.url.split('/')[2] ?? ''}')`;
    return (await db.query(sql.replace('$session', session))).rows;
  }

  it('the last two of each of 40 pairs arrive together: each pair meets once and nobody is left behind', async () => {
    const people = await seated(lab, anyServer, { config: 'pairs', participants: 80 });
    await Promise.all(people.map((person, at) => person.send({ gives: String(at) })));
    await Promise.all(people.map((person) => person.again()));
    assert.deepEqual(new Set(pagesOf(people)), new Set(['After']));
    const [someone] = people;
    assert.ok(someone);
    const groups = `select count(*)::int as groups, sum((data->>'meetings')::int)::int as meetings from lab_group where session_id = $session`;
    assert.deepEqual(await rows(groups, someone), [{ groups: 40, meetings: 40 }]);
    const pages = `select t.page_index, count(*)::int as n from lab_page_time t join lab_participant p on p.id = t.participant_id
      where p.session_id = $session group by 1 order by 1`;
    assert.deepEqual(await rows(pages, someone), [
      { page_index: 1, n: 80 },
      { page_index: 2, n: 80 },
    ]);
    const sums = `select p.number - 1 as gave, p.payoff::int as payoff, sum(l.payoff)::int as players, min((l.data->>'sent')::int) as sent from lab_participant p
      join lab_player l on l.participant_id = p.id where p.session_id = $session group by 1, 2 order by 1`;
    assert.deepEqual(
      await rows(sums, someone),
      people.map((_, at) => ({ gave: at, payoff: at + 1, players: at + 1, sent: 1 })),
    );
  });

  it('30 groups whose callbacks all write the session do not block each other: every group meets once, and the sum is whole', async () => {
    const people = await seated(lab, anyServer, { config: 'pot', participants: 60 });
    await Promise.all(people.map((person) => person.send({ gives: '2' })));
    await Promise.all(people.map((person) => person.again()));
    assert.deepEqual(new Set(pagesOf(people)), new Set(['After']));
    const [someone] = people;
    assert.ok(someone);
    const meetings = `select count(*)::int as groups, sum((data->>'meetings')::int)::int as meetings from lab_group where session_id = $session`;
    assert.deepEqual(await rows(meetings, someone), [{ groups: 30, meetings: 30 }]);
    const total = `select (data->>'total')::int as total from lab_session where id = $session`;
    assert.deepEqual(await rows(total, someone), [{ total: 120 }]);
  });

  it('60 people reach a wait page for everybody together: it is over once', async () => {
    const people = await seated(lab, anyServer, { config: 'crowd', participants: 60 });
    await Promise.all(people.map((person) => person.send({ gives: '3' })));
    await Promise.all(people.map((person) => person.again()));
    assert.deepEqual(new Set(pagesOf(people)), new Set(['After']));
    const [someone] = people;
    assert.ok(someone);
    const meetings = `select distinct (data->>'meetings')::int as meetings from lab_group where session_id = $session`;
    assert.deepEqual(await rows(meetings, someone), [{ meetings: 1 }]);
    assert.deepEqual(await rows('select distinct payoff::int from lab_participant where session_id = $session', someone), [{ payoff: 3 }]);
  });

  it('one press that arrives four times counts once', async () => {
    const [person, other] = await seated(lab, anyServer, { config: 'pairs', participants: 2 });
    assert.ok(person && other);
    const { url } = person.seen;
    const form = { intent: person.intent(), gives: '5' };
    const seen = await Promise.all([1, 2, 3, 4].map(() => person.post(url, form)));
    assert.deepEqual(
      seen.map((page) => page.status),
      [200, 200, 200, 200],
    );
    const found = await rows(
      `select l.data from lab_player l join lab_participant p on p.id = l.participant_id where session_id = $session and number = 1`,
      other,
    );
    assert.deepEqual(found, [{ data: { gives: 5, sent: 1 } }]);
  });

  it('of four different answers at once the first counts, and only it', async () => {
    const [person, other] = await seated(lab, anyServer, { config: 'pairs', participants: 2 });
    assert.ok(person && other);
    const { url } = person.seen;
    const intents = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        await person.open(url);
        return person.intent();
      }),
    );
    await Promise.all(intents.map((intent, at) => person.post(url, { intent, gives: String(at) })));
    const found = await rows(
      `select l.data->>'sent' as sent, p.payoff::int from lab_player l join lab_participant p on p.id = l.participant_id where session_id = $session and number = 1`,
      other,
    );
    assert.deepEqual(found, [{ sent: '1', payoff: 1 }]);
  });

  it('one press with two different bodies is refused the second time, and both are shown', async () => {
    const [person] = await seated(lab, anyServer, { config: 'pairs', participants: 2 });
    assert.ok(person);
    const { url } = person.seen;
    const intent = person.intent();
    await person.post(url, { intent, gives: '11' });
    const second = await person.post(url, { intent, gives: '22' });
    assert.equal(second.status, 409);
    assert.match(second.body, /<td>11<\/td><td>22<\/td>/);
  });

  it('the back button changes nothing and says so', async () => {
    const [person] = await seated(lab, anyServer, { config: 'pairs', participants: 2 });
    assert.ok(person);
    const { url } = person.seen;
    await person.send({ gives: '11' });
    const back = await person.post(url, { intent: 'f'.repeat(32), gives: '99' });
    assert.equal(person.page, 'Meet');
    assert.match(back.url, /repeat=1/);
    const typed = await person.open(url.replace('/Give/1', '/After/3'));
    assert.match(typed.url, /\/Meet\/2$/);
  });

  it('of a submit and the clock that come together one counts, and one page is left', async () => {
    const people = await seated(lab, anyServer, { config: 'hurry', participants: 20 });
    await db.query(`update lab_timer set fire_at = now()`);
    const labs = [lab, lab.another()];
    await Promise.all([
      ...people.map((person) => person.send({ gives: '7' })),
      ...labs.map((one) => expirePages(one)),
      ...labs.map((one) => expirePages(one)),
    ]);
    const [someone] = people;
    assert.ok(someone);
    await Promise.all(people.map((person) => person.again()));
    assert.deepEqual(new Set(pagesOf(people)), new Set(['Second']));
    const sent = `select distinct l.data->>'sent' as sent from lab_player l join lab_participant p on p.id = l.participant_id where session_id = $session`;
    assert.deepEqual(await rows(sent, someone), [{ sent: '1' }]);
    assert.deepEqual(
      await rows(
        `select count(*)::int as n from lab_timer t join lab_participant p on p.id = t.participant_id where session_id = $session`,
        someone,
      ),
      [{ n: 0 }],
    );
  });
});
