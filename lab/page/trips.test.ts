import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import project from '../../demo/lab/rostra.lab.ts';
import type { Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { CountedDatabase } from '../testing/trips.ts';
import { labServer } from '../web/server.ts';

/** The promises of the lab specification, 15.3. A process learns on its first visits what the callbacks of a page touch. */
describe('trips to the database', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let db: CountedDatabase;
  let people: Person[];

  before(async () => {
    lab = await testLab(project);
    db = new CountedDatabase(lab.db);
    server = await labServer({ ...lab, db });
    for (const person of await seated(lab, server, { config: 'public_goods', participants: 3 })) {
      await person.send({ contribution: '1' });
      await person.again();
    }
    people = await seated(lab, server, { config: 'public_goods', participants: 3 });
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });

  /** Posts without following, so that only the submit is counted. */
  async function submit(at: number): Promise<void> {
    const person = people[at];
    const payload = new URLSearchParams({ intent: person?.intent() ?? '', contribution: '10' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { statusCode } = await server.inject({ method: 'POST', url: person?.seen.url ?? '', payload, headers });
    assert.equal(statusCode, 303);
  }

  it('a page is shown by one', async () => {
    db.take();
    await people[0]?.again();
    assert.deepEqual(db.take(), { trips: 1, statements: 1 });
  });

  it('a page is sent by two', async () => {
    db.take();
    await submit(0);
    assert.deepEqual(db.take(), { trips: 2, statements: 2 });
  });

  it('a wait page is shown by one', async () => {
    await people[0]?.again();
    db.take();
    await people[0]?.again();
    assert.deepEqual(db.take(), { trips: 1, statements: 1 });
  });

  it('what is wrong with a form is said by one', async () => {
    db.take();
    await people[1]?.send({ contribution: 'much' });
    assert.deepEqual(db.take(), { trips: 1, statements: 1 });
  });

  it('the last to arrive at a wait page takes at most four, and ten statements', async () => {
    await submit(1);
    db.take();
    await submit(2);
    const { trips, statements } = db.take();
    assert.ok(trips <= 4 && statements <= 10, `${trips} trips, ${statements} statements`);
  });

  it('who is released sees the next page by one', async () => {
    await people[0]?.again();
    db.take();
    await people[0]?.again();
    assert.deepEqual([people[0]?.page, db.take()], ['Results', { trips: 1, statements: 1 }]);
  });
});
