import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { createLogger } from '#kit/log/logger.ts';
import project from '../../demo/lab/rostra.lab.ts';
import { pagesOf, type Person } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { Releases } from './releases.ts';

describe('who waits', () => {
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

  const heard = (releases: Releases, key: string): Promise<number | null> =>
    new Promise((resolve) => void releases.onRelease(key, resolve));
  const meetingOf = ({ seen }: Person): string => /\/released\/([\d/]+)/.exec(seen.body)?.[1] ?? '';

  it('is told by every process that the meeting is over, also who comes to listen a little late', async (t) => {
    const other = lab.another();
    const releases = [lab, other].map((one) => new Releases(one.live, () => one.clock.nowMs()));
    const server = await labServer(lab);
    t.after(() => {
      for (const one of releases) one.close();
      return server.close();
    });
    await listening(2);
    const people = await seated(lab, server, { config: 'public_goods', participants: 3 });
    const [first, second, third] = people;
    await first?.send({ contribution: '1' });
    await second?.send({ contribution: '1' });
    assert.ok(first);
    const told = Promise.all(releases.map((one) => heard(one, meetingOf(first))));
    await third?.send({ contribution: '1' });
    assert.deepEqual(await told, [3, 3]);
    assert.deepEqual(await Promise.all(releases.map((one) => heard(one, meetingOf(first)))), [3, 3]);
    for (const person of people) await person.again();
    assert.deepEqual(pagesOf(people), ['Results', 'Results', 'Results']);
  });

  it('is told where it goes on, so that the browser need not ask', async (t) => {
    const server = await labServer(lab);
    t.after(() => server.close());
    const origin = await server.listen({ host: '127.0.0.1', port: 0 });
    const people = await seated(lab, server, { config: 'public_goods', participants: 3 });
    for (const person of people) await person.send({ contribution: '1' });
    const [first] = people;
    assert.ok(first);
    const address = /\/released\/[\d/]+\?by=\w+/.exec(first.seen.body)?.[0] ?? '';
    const said = await (await fetch(origin + address)).text();
    const path = /event: released\ndata: \{"path":"([^"]+)"\}/.exec(said)?.[1];
    assert.match(path ?? said, /^\/p\/\w{8}\/public_goods\/Results\/3$/);
  });

  it('looks again when the word may have been lost', async (t) => {
    const releases = new Releases(lab.live, () => lab.clock.nowMs());
    t.after(() => releases.close());
    await listening(1);
    const told = heard(releases, '1/2/3');
    await db.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen %'`);
    await told;
  });

  /** Until so many processes listen. */
  async function listening(count: number): Promise<void> {
    for (;;) {
      const { rows } = await db.query(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and query ilike 'listen %'`,
      );
      if (rows[0]?.n >= count) return;
    }
  }
});

describe('a database that cuts every connection', () => {
  it('costs nobody an answer: the browser is told to send again, and then it counts once', async (t) => {
    const lab = await testLab(project);
    const server = await labServer({ ...lab, logger: createLogger({ name: 'lab', level: 'silent' }) });
    const db = new pg.Client({ connectionString: lab.databaseUrl });
    await db.connect();
    t.after(async () => {
      await db.end();
      await server.close();
      await lab.close();
    });
    const [person] = await seated(lab, server, { config: 'public_goods', participants: 3 });
    assert.ok(person);
    const { url } = person.seen;
    const form = { intent: person.intent(), contribution: '7' };
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    const answers = await Promise.all([db.query(cut), ...[1, 2, 3, 4, 5, 6].map(() => person.post(url, form))]);
    const statuses = answers.slice(1).map((answer) => ('status' in answer ? answer.status : 0));
    assert.ok(
      statuses.every((status) => status === 200 || status === 503),
      statuses.join(' '),
    );
    while ((await person.post(url, form)).status !== 200);
    assert.equal(person.page, 'ResultsWaitPage');
    const { rows } = await db.query('select count(*)::int as n from lab_page_time where intent = $1', [form.intent]);
    assert.deepEqual(rows, [{ n: 1 }]);
  });
});
