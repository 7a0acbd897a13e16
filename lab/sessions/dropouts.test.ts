import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { expirePages } from '../page/expire.ts';
import { pagesOf, type Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { bringBack, markDropout } from './dropouts.ts';

const fields = {
  player: { gives: field.int({ min: 0, max: 10, onTimeout: 3 }), wasLate: field.bool({ initial: false }) },
  group: { total: field.int() },
};

const skipping = defineGame({ name: 'skipping', groupSize: 2, rounds: 2, ...fields, dropout: { after: 'timeouts:2' } });
const skippingPages = skipping.sequence(
  skipping.page('Give', {
    form: ['gives'],
    timeout: 60,
    onSubmit({ player, timedOut }) {
      player.wasLate = timedOut;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  skipping.wait('Meet', {
    onAllArrive(group) {
      group.total = group.players.reduce((sum, player) => sum + player.gives, 0);
    },
  }),
  skipping.page('After', { view: ({ group, next }) => html`total ${group.total} ${next}` }),
);

const played = defineGame({
  name: 'played',
  groupSize: 2,
  ...fields,
  dropout: { after: { idle: 120 }, instead: 'bot' },
  autoplay: ({ player, page }) => (page === 'Give' ? { gives: player.id + 6 } : {}),
});
const playedPages = played.sequence(
  played.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  played.wait('Meet', {
    onAllArrive(group) {
      group.total = group.players.reduce((sum, player) => sum + player.gives, 0);
    },
  }),
  played.page('After', { view: ({ group, next }) => html`total ${group.total} ${next}` }),
);

const ending = defineGame({
  name: 'ending',
  groupSize: 2,
  ...fields,
  dropout: {
    instead: { endGroup: { page: 'Sorry' } },
    onEnd(group) {
      for (const player of group.players) player.payoff = player.participant.status === 'dropout' ? 0 : 5;
    },
  },
});
const endingPages = ending.sequence(
  ending.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  ending.wait('Meet'),
  ending.page('Play', { show: ({ group }) => group.ended === null, view: ({ next }) => html`${next}` }),
  ending.page('Sorry', {
    show: ({ group }) => group.ended === 'dropout',
    view: ({ player, next }) => html`you get ${player.payoff} ${next}`,
  }),
);

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [skippingPages, playedPages, endingPages].map((game) => ({ name: game.game.name, games: [game] })),
});

describe('people who no longer take part', () => {
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
  async function two(config: string): Promise<[Person, Person]> {
    const [first, second] = await seated(lab, server, { config, participants: 2 });
    assert.ok(first && second);
    return [first, second];
  }
  /** As if the time of this person's page were up; the server sends it. */
  async function timeUp(person: Person): Promise<void> {
    await db.query(
      `update lab_timer set deadline_at = now() - interval '4 s', fire_at = now() - interval '1 s' where participant_id = (select id from lab_participant where code = $1)`,
      [codeOf(person)],
    );
    await expirePages(lab);
  }
  async function of(person: Person): Promise<{ status: string; page: number; data: unknown }> {
    const { rows } = await db.query(
      'select p.status, p.page_index as page, l.data from lab_participant p join lab_player l on l.participant_id = p.id and l.sub = 1 where p.code = $1',
      [codeOf(person)],
    );
    return rows[0];
  }

  it('when pages time out in a row they count as gone, and their pages are sent at once, so that nobody waits for them', async () => {
    const [here, gone] = await two('skipping');
    await here.send({ gives: '4' });
    await timeUp(gone);
    await timeUp(gone); // no clock on After: nothing is due
    assert.deepEqual(await of(gone), { status: '', page: 3, data: { gives: 3, wasLate: true } });
    await gone.open(`/InitializeParticipant/${codeOf(gone)}`);
    await gone.send();
    await here.open(`/InitializeParticipant/${codeOf(here)}`);
    assert.match(here.seen.body, /total 7/);
    await here.send();
    await here.send({ gives: '1' });
    await timeUp(gone);
    const { rows } = await db.query('select status from lab_participant where code = $1', [codeOf(gone)]);
    assert.equal(rows[0].status, ''); // a page was sent in between
  });

  it('who is said to be gone by the organiser is played by the game’s autoplay, page after page', async () => {
    const [here, gone] = await two('played');
    assert.equal(await markDropout(codeOf(gone), lab), true);
    assert.equal(await markDropout(codeOf(gone), lab), false);
    await here.send({ gives: '4' });
    await timeUp(gone);
    await here.again();
    assert.match(here.seen.body, /total 12/); // 4 and 8
    await timeUp(gone);
    await gone.open(`/InitializeParticipant/${codeOf(gone)}`);
    assert.equal(gone.page, 'end');
  });

  it('also before they have opened their link', async () => {
    const [here, gone] = await two('played');
    await db.query('update lab_participant set page_index = 0, visited = false where code = $1', [codeOf(gone)]);
    await markDropout(codeOf(gone), lab);
    await here.send({ gives: '4' });
    await timeUp(gone);
    await timeUp(gone);
    await here.again();
    assert.match(here.seen.body, /total 12/);
  });

  it('they are asked whether they are back, and go on from where they are', async () => {
    const [, gone] = await two('skipping');
    const code = codeOf(gone);
    await markDropout(code, lab);
    await gone.again();
    assert.match(gone.seen.body, /Are you still there\?/);
    await gone.post(`/p/${code}/back`, {});
    assert.equal(gone.page, 'Give');
    assert.match(gone.seen.body, /&quot;leftMs&quot;:(5\d|60)\d{3}/);
    assert.equal(await bringBack(code, lab), false);
    assert.equal((await of(gone)).status, '');
  });

  it('where the game asks for it, a page that nobody touches says so', async () => {
    const [, gone] = await two('played');
    assert.match(gone.seen.body, /<dialog[^>]*data-island="idle"[^>]*&quot;idle&quot;:120,&quot;countdown&quot;:15/);
    const code = codeOf(gone);
    await server.inject({ method: 'POST', url: `/p/${code}/away` });
    await gone.open(`/InitializeParticipant/${code}`);
    assert.match(gone.seen.body, /Are you still there\?/);
  });

  it('where the game says so their group ends: the callback runs once, and everybody goes to the page for that', async () => {
    const [here, gone] = await two('ending');
    await here.send({ gives: '4' });
    await markDropout(codeOf(gone), lab);
    await here.again();
    assert.deepEqual(pagesOf([here]), ['Sorry']);
    assert.match(here.seen.body, /you get 5/);
    assert.equal((await of(gone)).page, 4);
    await timeUp(gone);
    await gone.open(`/InitializeParticipant/${codeOf(gone)}`);
    assert.equal(gone.page, 'end');
  });
});
