import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { expirePages } from '../page/expire.ts';
import { lookAtLobbies } from '../page/match.ts';
import { Person } from '../testing/participant.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { createSession, type CreatedSession } from './create.ts';
import { fillWithBots } from './fill-with-bots.ts';

const fields = {
  player: { gives: field.int({ min: 0, max: 10, step: 2 }), mood: field.choice({ good: 'Good', bad: 'Bad' }) },
  group: { total: field.int() },
};

const pair = defineGame({
  name: 'pair',
  groupSize: 2,
  ...fields,
  autoplay: ({ player, page }) => (page === 'Give' ? { gives: player.id + 4, mood: 'good' } : {}),
});
const pairPages = pair.sequence(
  pair.page('Give', { form: ['gives', 'mood'], view: ({ form, next }) => html`${form} ${next}` }),
  pair.wait('Meet', {
    onAllArrive(group) {
      group.total = group.players.reduce((sum, player) => sum + player.gives, 0);
    },
  }),
  pair.page('After', { view: ({ group, next }) => html`total ${group.total} ${next}` }),
);

const lobby = defineGame({ name: 'lobby', groupSize: 2, ...fields });
const lobbyPages = lobby.sequence(
  lobby.match('Lobby'),
  lobby.page('Give', {
    form: ['gives', 'mood'],
    limits: () => ({ gives: { min: 3, max: 4, choices: [3, 4] } }),
    validate: ({ gives }) => (gives === 3 ? 'Not three.' : null),
    view: ({ form, next }) => html`${form} ${next}`,
  }),
);

const company = defineGame({ name: 'company', groupSize: 3, ...fields, autoplay: () => ({ gives: 6, mood: 'good' }) });
const companyPages = company.sequence(
  company.match('Lobby', { fillWithBots: 20 }),
  company.page('Give', { form: ['gives', 'mood'], view: ({ group, form, next }) => html`${group.players.length} ${form} ${next}` }),
);

const slow = defineGame({
  name: 'slow',
  groupSize: 2,
  ...fields,
  thinkTime: ({ page, random }) => (page === 'Give' ? random.int(500, 600) : 1),
});
const slowPages = slow.sequence(slow.page('Give', { form: ['gives', 'mood'], view: ({ form, next }) => html`${form} ${next}` }));

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [pairPages, lobbyPages, companyPages, slowPages].map((game) => ({ name: game.game.name, games: [game] })),
});

describe('bots on free seats', () => {
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
    await db?.end();
    await server?.close();
    await lab?.close();
  });

  const all = ({ id }: CreatedSession) => fillWithBots({ sessionId: id, codes: null, most: 100 }, lab);

  /** One person comes; the others do not. */
  async function alone(config: string, participants = 2): Promise<[person: Person, session: CreatedSession]> {
    const session = await createSession(lab, { config, participants });
    const person = new Person(server);
    await person.open(`/InitializeParticipant/${session.participantCodes[0] ?? ''}`);
    return [person, session];
  }

  /** A second passes for every bot. */
  async function timePasses(): Promise<void> {
    await db.query('update lab_timer set fire_at = clock_timestamp()');
    await expirePages(lab);
  }

  const rowsOf = async ({ id }: CreatedSession) =>
    (
      await db.query<{ number: number; isBot: boolean; page: number; data: Record<string, unknown> }>(
        `select p.number, p.is_bot as "isBot", p.page_index as page, l.data from lab_participant p join lab_player l on l.participant_id = p.id and l.sub = 1
         where p.session_id = $1 order by p.number`,
        [id],
      )
    ).rows;

  it('play as the game says, page after page, so that who came need not wait', async () => {
    const [person, session] = await alone('pair');
    assert.deepEqual(
      (await all(session)).map(({ code }) => code),
      [session.participantCodes[1]],
    );
    await timePasses(); // opens the first page
    await timePasses(); // sends it
    await person.send({ gives: '4', mood: 'bad' });
    await person.again();
    assert.match(person.seen.body, /total 10/);
    await timePasses();
    assert.deepEqual(
      (await rowsOf(session)).map(({ isBot, page }) => [isBot, page]),
      [
        [false, 3],
        [true, 4],
      ],
    );
  });

  it('play by chance where the game does not say how, within the bounds and choices of the page; they are matched as people are', async () => {
    const [person, session] = await alone('lobby', 4);
    await all(session);
    for (let second = 0; second < 3; second += 1) await timePasses();
    await person.again();
    assert.equal(person.page, 'Give');
    const rows = await rowsOf(session);
    assert.ok(rows.filter(({ isBot, data }) => isBot && data['gives'] === 4).length >= 1, JSON.stringify(rows));
    assert.deepEqual(
      rows.filter(({ data }) => ![undefined, null, 4].includes(Object(data)['gives'])),
      [],
    );
  });

  it('think as long as the game says', async () => {
    const [, session] = await alone('slow');
    await all(session);
    await timePasses(); // opens the first page
    const { rows } = await db.query<{ isLong: boolean }>(
      `select fire_at > clock_timestamp() + interval '300 s' as "isLong" from lab_timer t join lab_participant p on p.id = participant_id
       where p.session_id = $1 and p.is_bot`,
      [session.id],
    );
    assert.deepEqual(rows, [{ isLong: true }]);
  });

  it('take no seat that somebody has taken up, and nobody comes to a seat of theirs', async () => {
    const [, session] = await alone('pair', 4);
    const [first = '', second = ''] = session.participantCodes;
    const taken = await fillWithBots({ sessionId: session.id, codes: [first, second], most: 9 }, lab);
    assert.deepEqual(taken, [{ code: second, pageIndex: 0 }]);
    const comers = [new Person(server), new Person(server), new Person(server)];
    for (const comer of comers) await comer.post(`/join/${session.joinCode}`, { participant_label: '' });
    const codes = comers.map(({ seen }) => seen.url.split('/')[2]).filter((code) => session.participantCodes.includes(code ?? ''));
    assert.deepEqual(codes, session.participantCodes.slice(2));
  });

  it('come to a lobby by themselves when somebody has waited long enough, as many as are missing', async () => {
    const [person, session] = await alone('company', 9);
    const bots = async (): Promise<number> => (await rowsOf(session)).filter(({ isBot }) => isBot).length;
    async function lookAgain(): Promise<void> {
      await db.query('update lab_lobby set look_at = now()');
      await lookAtLobbies(lab);
    }
    await lookAgain();
    assert.deepEqual([person.page, await bots()], ['Lobby', 0]);
    await db.query(`update lab_participant set last_page_at = last_page_at - interval '20 s' where code = $1`, [
      session.participantCodes[0],
    ]);
    await lookAgain();
    await lookAgain(); // they are on their way
    assert.equal(await bots(), 2);
    await timePasses();
    await person.again();
    assert.equal(person.page, 'Give');
    assert.match(person.seen.body, /3 /);
  });

  it('look at a lobby when somebody in it has waited long enough, not later', async () => {
    const [, session] = await alone('company', 3);
    const lookIn = async (): Promise<number> => {
      const { rows } = await db.query<{ seconds: number }>(
        'select extract(epoch from look_at - clock_timestamp())::float8 as seconds from lab_lobby where session_id = $1',
        [session.id],
      );
      return rows[0]?.seconds ?? NaN;
    };
    await db.query(`update lab_participant set last_page_at = clock_timestamp() - interval '15 s' where session_id = $1 and visited`, [
      session.id,
    ]);
    await db.query('update lab_lobby set look_at = now()');
    await lookAtLobbies(lab);
    assert.ok((await lookIn()) <= 5, String(await lookIn()));
  });

  it('two presses at once fill each seat once', async () => {
    const [, session] = await alone('pair', 8);
    const [one, other] = await Promise.all([all(session), all(session)]);
    assert.equal(one.length + other.length, 7);
    assert.equal(new Set([...one, ...other].map(({ code }) => code)).size, 7);
  });
});
