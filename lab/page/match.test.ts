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

const welcome = defineGame({
  name: 'welcome',
  participant: { colour: field.choice({ red: 'Red', blue: 'Blue' }) },
  player: { picks: field.text() },
});
const welcomePages = welcome.sequence(
  welcome.page('Hello', {
    form: ['picks'],
    onSubmit: ({ player, participant }) => {
      participant.colour = player.picks === 'red' ? 'red' : 'blue';
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
);

const trio = defineGame({
  name: 'trio',
  groupSize: 3,
  rounds: 2,
  roles: ['First', 'Second', 'Third'],
  group: { meetings: field.int({ initial: 0 }) },
  player: { gives: field.int({ initial: 0 }) },
});
const trioPages = trio.sequence(
  trio.match('Lobby', {
    show: ({ player }) => player.round === 1,
    showCount: true,
    onAllArrive(group) {
      group.meetings += 1;
      for (const player of group.players) player.gives = player.id;
    },
  }),
  trio.page('Play', {
    view: ({ player, group, next }) =>
      html`group ${group.number} id ${player.id} ${player.role} with ${group.players.map((one) => `${one.participant.number};`)} ${next}`,
  }),
  trio.wait('Meet'),
);

const tones = defineGame({ name: 'tones', groupSize: 2, participant: { colour: field.choice({ red: 'Red', blue: 'Blue' }) } });
const tonePages = tones.sequence(
  tones.match('Lobby', { by: (player) => player.participant.colour }),
  tones.page('Play', { view: ({ group, next }) => html`with ${group.players.map((one) => `${one.participant.number};`)} ${next}` }),
);

const fair = defineGame({
  name: 'fair',
  groupSize: 2,
  group: { treatment: field.choice({ low: 'Low', high: 'High' }) },
});
const fairPages = fair.sequence(
  fair.match('Lobby', { balance: ['treatment', { low: 1, high: 2 }] }),
  fair.page('Play', { view: ({ group, next }) => html`${group.treatment} ${next}` }),
);

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'trio', games: [welcomePages, trioPages] },
    { name: 'at_once', games: [trioPages] },
    { name: 'tones', games: [welcomePages, tonePages] },
    { name: 'fair', games: [welcomePages, fairPages] },
  ],
});

describe('people are put into groups as they come, by two processes', () => {
  let lab: TestLab;
  const servers: FastifyInstance[] = [];
  let db: pg.Client;
  let turn = 0;
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

  async function people(config: string, participants: number): Promise<[Person, ...Person[]]> {
    const [first, ...rest] = await seated(lab, anyServer, { config, participants });
    assert.ok(first);
    return [first, ...rest];
  }
  const codeOf = (person: Person): string => person.seen.url.split('/')[2] ?? '';
  /** `$session` is the session of this participant. */
  async function rows(sql: string, person: Person): Promise<unknown[]> {
    const text = sql.replaceAll('$session', `(select session_id from lab_participant where code = '${codeOf(person)}')`);
    return (await db.query(text)).rows;
  }
  const together = (person: Person): string | undefined => /with ([\d;]+)/.exec(person.seen.body)?.[1];

  it('the first three who come play together, in the order they came, in all rounds', async () => {
    const crowd = await people('trio', 6);
    const come = async (...numbers: number[]): Promise<Person[]> => {
      const those = numbers.flatMap((number) => crowd[number - 1] ?? []);
      for (const person of those) await person.send({ picks: 'red' });
      for (const person of those) await person.again();
      return those;
    };
    const early = await come(4, 2);
    assert.deepEqual(pagesOf(early), ['Lobby', 'Lobby']);
    assert.match(early[1]?.seen.body ?? '', /Waiting for 1 more person[^]*2 people are here\./);
    const first = [...early, ...(await come(6))];
    for (const person of first) await person.again();
    assert.deepEqual(first.map(together), ['4;2;6;', '4;2;6;', '4;2;6;']);
    assert.deepEqual(
      first.map(({ seen }) => /group \d+ id \d+ \w+/.exec(seen.body)?.[0]),
      ['group 1 id 1 First', 'group 1 id 2 Second', 'group 1 id 3 Third'],
    );
    const last = await come(1, 3, 5);
    assert.match(last[2]?.seen.body ?? '', /group 2 id 3 Third/);
    for (const person of crowd) {
      await person.again();
      await person.send();
    }
    for (const person of crowd) await person.again();
    assert.deepEqual(new Set(pagesOf(crowd)), new Set(['Play'])); // of round 2, in the same groups
    assert.deepEqual(first.map(together), ['4;2;6;', '4;2;6;', '4;2;6;']);
    const groups = `select sub, number, size, (data->>'meetings')::int as meetings from lab_group where session_id = $session and sub > 1 order by 1, 2`;
    assert.deepEqual(await rows(groups, crowd[0]), [
      { sub: 2, number: 1, size: 3, meetings: 1 },
      { sub: 2, number: 2, size: 3, meetings: 1 },
      { sub: 3, number: 1, size: 3, meetings: 0 },
      { sub: 3, number: 2, size: 3, meetings: 0 },
    ]);
  });

  it('of 60 who come at once everybody is in one of 20 groups, numbered without gaps, and nobody is left', async () => {
    const crowd = await people('trio', 60);
    await Promise.all(crowd.map((person) => person.send({ picks: 'blue' })));
    await Promise.all(crowd.map((person) => person.again()));
    assert.deepEqual(new Set(pagesOf(crowd)), new Set(['Play']));
    const groups = `select number, count(*)::int as players, min((g.data->>'meetings')::int) as meetings, min(size) as size
      from lab_group g join lab_player l on l.group_id = g.id where session_id = $session and g.sub = 2 group by 1 order by 1`;
    assert.deepEqual(
      await rows(groups, crowd[0]),
      Array.from({ length: 20 }, (_, at) => ({ number: at + 1, players: 3, meetings: 1, size: 3 })),
    );
    assert.deepEqual(await rows(`select count(*)::int as n from lab_group where session_id = $session and sub in (2, 3)`, crowd[0]), [
      { n: 40 },
    ]);
  });

  it('also when the lobby is what the start link leads to', async () => {
    const crowd = await people('at_once', 9);
    await Promise.all(crowd.map((person) => person.again()));
    assert.deepEqual(new Set(pagesOf(crowd)), new Set(['Play']));
    assert.deepEqual(await rows(`select count(*)::int as n from lab_group where session_id = $session`, crowd[0]), [{ n: 6 }]);
  });

  it('only equals are put together when the game says by what', async () => {
    const crowd = await people('tones', 4);
    const [a, b, c, d] = crowd;
    assert.ok(b && c && d);
    await a.send({ picks: 'red' });
    await b.send({ picks: 'blue' });
    assert.deepEqual(pagesOf([a, b]), ['Lobby', 'Lobby']);
    await c.send({ picks: 'blue' });
    assert.equal(together(c), '2;3;');
    await d.send({ picks: 'red' });
    assert.equal(together(d), '1;4;');
  });

  it('groups get treatments by their shares', async () => {
    const crowd = await people('fair', 12);
    for (const person of crowd) await person.send({ picks: 'red' });
    const found = await rows(
      `select data->>'treatment' as treatment from lab_group where session_id = $session and sub = 2 order by number`,
      crowd[0],
    );
    assert.deepEqual(
      found.map((row) => Object.values(row ?? {})[0]),
      ['low', 'high', 'high', 'low', 'high', 'high'],
    );
  });

  it('who is away is not put together with anybody; who comes back after a minute stands at the end of the line', async () => {
    const crowd = await people('trio', 3);
    const [a, b, c] = crowd;
    assert.ok(b && c);
    for (const person of [a, b]) await person.send({ picks: 'red' });
    await db.query(
      `insert into lab_presence (participant_id, seen_at) select id, now() - interval '70 s' from lab_participant where code = $1`,
      [codeOf(a)],
    );
    await c.send({ picks: 'red' });
    assert.equal(c.page, 'Lobby');
    assert.match(c.seen.body, /2 people|Waiting for 1 more person/);
    await a.again();
    for (const person of crowd) await person.again();
    assert.equal(together(a), '2;3;1;');
  });
});
