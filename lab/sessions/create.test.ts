import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { createSession, type SessionWish } from './create.ts';

const pairs = defineGame({
  name: 'pairs',
  groupSize: 2,
  rounds: 3,
  player: { start: field.int({ initial: 7 }), isRich: field.bool() },
  group: { pot: field.money() },
  config: { treatment: field.choice({ a: 'A', b: 'B' }, { initial: 'a' }) },
  onCreate(subsession, { config, random }) {
    if (subsession.round === 2) subsession.setMatrix(subsession.matrix().toReversed());
    if (subsession.round === 3) subsession.groupLikeRound(2);
    for (const player of subsession.players) player.isRich = config.treatment === 'b' && random.float() < 2;
    for (const group of subsession.groups) group.pot = group.number;
  },
});
const project = defineProject({
  defaults: { participationFee: 5, pointValue: 0.02 },
  sessions: [{ name: 'pairs', games: [pairs.sequence(pairs.page('Only', { view: () => html`` }))], params: { firstOffer: 3 } }],
  participant: { skill: field.int() },
  rooms: [{ name: 'lab_a', displayName: 'A' }],
  mockData(session, { random }) {
    session.vars['wave'] = 2;
    for (const person of session.participants) {
      person.label = `made_up_${person.number}`;
      person['skill'] = random.pick([person.number]);
      person.vars['STUDY_ID'] = session.config['treatment'];
    }
  },
});

describe('createSession', () => {
  let lab: TestLab;
  let db: pg.Client;
  before(async () => {
    lab = await testLab(project);
    db = new pg.Client({ connectionString: lab.databaseUrl });
    await db.connect();
  });
  after(async () => {
    await db?.end();
    await lab?.close();
  });

  it('makes every player of every round, as onCreate leaves them', async () => {
    const { id } = await createSession(lab, { config: 'pairs', participants: 4, changes: { treatment: 'b' } });
    const { rows } = await db.query(
      `select l.sub, g.number as group, l.seat, p.number, l.data, g.data as gdata from lab_player l
       join lab_participant p on p.id = l.participant_id join lab_group g on g.id = l.group_id
       where p.session_id = $1 order by l.sub, g.number, l.seat`,
      [id],
    );
    const matrix = (sub: number): number[] => rows.filter((row) => row.sub === sub).map((row) => row.number);
    assert.deepEqual(
      [matrix(1), matrix(2), matrix(3)],
      [
        [1, 2, 3, 4],
        [3, 4, 1, 2],
        [3, 4, 1, 2],
      ],
    );
    assert.deepEqual(rows[0].data, { start: 7, isRich: true });
    assert.deepEqual(rows[0].gdata, { pot: 1 });
  });

  it('freezes the configuration with what was changed', async () => {
    const { id } = await createSession(lab, { config: 'pairs', changes: { firstOffer: '4.0', participationFee: 2.5 } });
    const { rows } = await db.query('select config, num_participants from lab_session where id = $1', [id]);
    const config = { name: 'pairs', displayName: 'pairs', participationFee: 2.5, pointValue: 0.02, firstOffer: 4, treatment: 'a' };
    assert.deepEqual(rows, [{ config, num_participants: 2 }]);
  });

  const refused: { it: string; wish: SessionWish; expect: string }[] = [
    { it: 'people who cannot be grouped', wish: { config: 'pairs', participants: 3 }, expect: 'num_participants' },
    { it: 'an unknown recipe', wish: { config: 'pears' }, expect: 'session_config_name' },
    { it: 'a change of what is fixed', wish: { config: 'pairs', changes: { displayName: 'x' } }, expect: 'displayName' },
    { it: 'a choice that is not on offer', wish: { config: 'pairs', changes: { treatment: 'c' } }, expect: 'treatment' },
    { it: 'two seats of one label', wish: { config: 'pairs', labels: ['a', 'a'] }, expect: 'labels' },
  ];
  for (const c of refused)
    it(`refuses ${c.it}`, () => assert.rejects(createSession(lab, c.wish), { code: 'LAB_BAD_SESSION', field: c.expect }));

  it('makes up what comes from outside for demos and bots, and for nobody else', async () => {
    const people = async (wish: Omit<SessionWish, 'config'>): Promise<unknown[]> => {
      const { id } = await createSession(lab, { config: 'pairs', ...wish });
      const { rows } = await db.query(
        `select p.label, p.data->'skill' as skill, p.vars, s.vars as session from lab_participant p join lab_session s on s.id = session_id
         where s.id = $1 order by number`,
        [id],
      );
      return rows;
    };
    const madeUp = [1, 2].map((number) => ({
      label: `made_up_${number}`,
      skill: number,
      vars: { STUDY_ID: 'a' },
      session: { wave: 2 },
    }));
    const real = [1, 2].map(() => ({ label: null, skill: null, vars: {}, session: {} }));
    assert.deepEqual(await people({ isDemo: true }), madeUp);
    assert.deepEqual(await people({ isMocked: true }), madeUp);
    assert.deepEqual(await people({ isDemo: true, room: 'lab_a' }), real);
    assert.deepEqual(await people({}), real);
  });

  it('makes 500 people with 30 rounds in one go', async () => {
    const rounds = defineGame({ name: 'many', groupSize: 2, rounds: 30 });
    const many = defineProject({
      defaults: { participationFee: 0, pointValue: 1 },
      sessions: [{ name: 'many', games: [rounds.sequence(rounds.page('Only', { view: () => html`` }))] }],
    });
    const { id } = await createSession({ ...lab, project: many }, { config: 'many', participants: 500 });
    const { rows } = await db.query('select count(*)::int as n from lab_player join lab_group g on g.id = group_id where session_id = $1', [
      id,
    ]);
    assert.deepEqual(rows, [{ n: 15_000 }]);
  });
});
