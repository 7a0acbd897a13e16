import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { textQuery } from '#kit/db/query.ts';
import type { Lab } from '../../lab.ts';
import { interleave } from './interleave.ts';
import { meetingGames } from './meeting-games.ts';
import { Stage } from './stage.ts';

const create = textQuery<object, unknown>('create', 'create table tally (id int primary key, n int not null)', () => []);
const fresh = textQuery<object, unknown>('fresh', 'insert into tally values (1, 0) on conflict (id) do update set n = 0', () => []);
const read = textQuery<object, { n: number }>('read', 'select n from tally where id = 1', () => []);
const hold = textQuery<object, { n: number }>('hold', 'select n from tally where id = 1 for update', () => []);
const write = textQuery<{ n: number }, unknown>('write', 'update tally set n = $1 where id = 1', ({ n }) => [n]);

/** Whether the machinery of these tests would find a fault if there was one. */
describe('every order of the trips', () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open(meetingGames);
    await stage.lab.db.run(create, {});
  });
  after(() => stage?.close());

  const meeting = (add: (lab: Lab) => Promise<unknown>) => ({
    begin: () => stage.lab.db.run(fresh, {}),
    requests: [(_: unknown, lab: Lab) => add(lab), (_: unknown, lab: Lab) => add(lab)],
    check: async () => assert.deepEqual(await stage.lab.db.run(read, {}), [{ n: 2 }]),
  });

  it('finds the increment that gets lost between a read and a write, and says in which order', async () => {
    const careless = async ({ db }: Lab): Promise<unknown> => db.run(write, { n: (await db.one(read, {})).n + 1 });
    await assert.rejects(interleave(stage, meeting(careless)), /in this order: actor 1, actor 2/);
  });

  it('lets one wait for the lock of the other, and goes on', async () => {
    const careful = ({ db }: Lab): Promise<unknown> =>
      db.inTransaction(async (tx) => tx.queue(write, { n: (await tx.one(hold, {})).n + 1 }));
    assert.equal(await interleave(stage, meeting(careful)), 4);
  });

  it('goes on after two who held up each other', async () => {
    const second = textQuery<object, unknown>('second', 'insert into tally values (2, 0) on conflict (id) do update set n = 0', () => []);
    await stage.lab.db.run(second, {});
    const lock = textQuery<{ id: number }, unknown>('lock', 'select n from tally where id = $1 for update', ({ id }) => [id]);
    const crosswise =
      (first: number, last: number) =>
      (_: unknown, { db }: Lab): Promise<unknown> =>
        db.inTransaction(async (tx) => {
          await tx.run(lock, { id: first });
          await tx.run(lock, { id: last });
        });
    let deadlocks = 0;
    await interleave(stage, {
      begin: async () => {},
      requests: [crosswise(1, 2), crosswise(2, 1)],
      check: async (_, outcomes) => void (deadlocks += outcomes.filter((one) => String(one).includes('deadlock')).length),
    });
    assert.ok(deadlocks > 0);
  });
});
