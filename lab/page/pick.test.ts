import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { createLogger } from '#kit/log/logger.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import type { Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { lookAtLobbies } from './match.ts';

/** What an author of a test may change from outside. */
const outside = { fails: false };

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

const choosy = defineGame({
  name: 'choosy',
  player: { isAlone: field.bool({ initial: false }) },
  session: { pairs: field.int({ initial: 0 }) },
});
const choosyPages = choosy.sequence(
  choosy.match('Lobby', {
    pick(waiting, subsession) {
      if (outside.fails) throw new Error('a bug in the game');
      const patient = waiting.find((player) => player.waitedSeconds >= 60);
      if (patient) return [patient];
      const even = waiting.filter((player) => player.participant.number % 2 === 0);
      return even.length >= 2 && subsession.players.length > 0 ? even.slice(0, 2).toReversed() : null;
    },
    onAllArrive(group, { session }) {
      session.pairs += 1;
      if (group.players.length === 1) for (const player of group.players) player.isAlone = true;
    },
  }),
  choosy.page('Play', { view: ({ player, next }) => html`id ${player.id} alone ${String(player.isAlone)} ${next}` }),
);

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'choosy', games: [welcomePages, choosyPages] }],
});

describe('a game says itself who plays together', () => {
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
    lab = { ...(await testLab(project)), logger: createLogger({ name: 'lab', level: 'silent' }) }; // one game fails on purpose
    const second = { ...lab.another(), logger: lab.logger };
    servers.push(await labServer(lab), await labServer(second));
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

  it('a game picks for itself, when somebody comes and again every few seconds', async () => {
    const crowd = await people('choosy', 4);
    const [a, b, , d] = crowd;
    assert.ok(b && d);
    for (const person of [a, b, d]) await person.send({ picks: 'red' });
    await b.again();
    assert.match(d.seen.body, /id 1 alone false/);
    assert.match(b.seen.body, /id 2 alone false/);
    assert.equal(a.page, 'Lobby');
    await db.query(`update lab_participant set last_page_at = last_page_at - interval '61 s' where code = $1`, [codeOf(a)]);
    await db.query('update lab_lobby set look_at = now()');
    await Promise.all([lookAtLobbies(lab), lookAtLobbies(lab.another())]);
    await a.again();
    assert.match(a.seen.body, /id 1 alone true/);
    assert.deepEqual(await rows(`select data->>'pairs' as pairs from lab_session where id = $session`, a), [{ pairs: '2' }]);
  });

  it('what pick throws holds nobody’s answer back, and it is asked again', async () => {
    const [, second, , fourth] = await people('choosy', 4);
    assert.ok(second && fourth);
    await second.send({ picks: 'red' });
    outside.fails = true;
    await fourth.send({ picks: 'red' });
    outside.fails = false;
    assert.match(fourth.seen.body, /An error occurred/);
    await db.query('update lab_lobby set look_at = now()');
    await lookAtLobbies(lab);
    await fourth.again();
    assert.equal(fourth.page, 'Play');
  });
});
