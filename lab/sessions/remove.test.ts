import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { DatabaseFault } from '#kit/db/database-fault.ts';
import { textQuery } from '#kit/db/query.ts';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { remove } from '../store/overview.ts';
import { Person, pagesOf } from '../testing/participant.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { createSession, type CreatedSession } from './create.ts';

const pairs = defineGame({ name: 'pairs', groupSize: 2 });
const pages = pairs.sequence(
  pairs.page('Play', { view: ({ next }) => html`${next}` }),
  pairs.wait('Together'),
  pairs.page('Done', { view: ({ next }) => html`${next}` }),
);
const project = defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'pairs', games: [pages] }] });

const kept = textQuery<object, { pages: number; waits: number }>(
  'test.kept',
  `select (select count(*)::int from lab_page_time) as pages, (select count(*)::int from lab_wait) as waits`,
  () => [],
);

describe('a session that is deleted', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });

  it('takes the times of its pages and its waiting with it, and nothing of another session', async () => {
    const [one, other] = [await waiting(), await waiting()];
    assert.deepEqual(await lab.db.one(kept, {}), { pages: 2, waits: 2 });
    await remove(lab.db, one.session.code);
    assert.deepEqual(await lab.db.one(kept, {}), { pages: 1, waits: 1 });
    await remove(lab.db, other.session.code);
    assert.deepEqual(await lab.db.one(kept, {}), { pages: 0, waits: 0 });
  });

  it('while people send their pages leaves nothing behind', async () => {
    const session = await createSession(lab, { config: 'pairs', participants: 20 });
    const people = session.participantCodes.map(() => new Person(server));
    await Promise.all(people.map((person, at) => person.open(`/InitializeParticipant/${session.participantCodes[at]}`)));
    await Promise.all([...people.map((person) => person.send()), remove(lab.db, session.code)]);
    assert.deepEqual(await lab.db.one(kept, {}), { pages: 0, waits: 0 });
  });

  it('had no label of more than 100 characters', async () => {
    const { session } = await waiting();
    const label = textQuery<{ label: string }, unknown>('test.label', `update lab_participant set label = $1`, (args) => [args.label]);
    await assert.rejects(lab.db.run(label, { label: 'x'.repeat(101) }), DatabaseFault);
    await remove(lab.db, session.code);
  });

  /** One of two has come to the wait page. */
  async function waiting(): Promise<{ session: CreatedSession }> {
    const session = await createSession(lab, { config: 'pairs', participants: 2 });
    const person = new Person(server);
    await person.open(`/InitializeParticipant/${session.participantCodes[0]}`);
    await person.send();
    assert.deepEqual(pagesOf([person]), ['Together']);
    return { session };
  }
});
