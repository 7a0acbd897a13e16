import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { send, type Answer } from '#kit/http/client.ts';
import { testDatabase, type TestDatabase } from '#kit/testing/database.ts';
import { startLabProcess, type LabProcess } from '../testing/lab-process.ts';

const env = { LAB_REST_KEY: 'key', DEMO_DATA: '1' };

describe('a web process that is killed in the middle of a session', () => {
  let database: TestDatabase;
  let db: pg.Client;
  let processes: LabProcess[] = [];

  before(async () => {
    database = await testDatabase();
    db = new pg.Client({ connectionString: database.url });
    await db.connect();
    processes = await Promise.all([1, 2, 3, 4].map(() => startLabProcess({ env: { ...env, DATABASE_URL: database.url } })));
  });
  after(async () => {
    await Promise.all(processes.map((lab) => lab.stop()));
    await db?.end();
    await database?.drop();
  });

  it('four processes that start at once make one demo session', async () => {
    const { rows } = await db.query('select config_name, is_demo, num_participants from lab_session');
    assert.deepEqual(rows, [{ config_name: 'public_goods', is_demo: true, num_participants: 3 }]);
  });

  it('loses no submit and doubles none: who gets no answer sends the same again to another process', async () => {
    const [victim] = processes;
    assert.ok(victim);
    const body = { session_config_name: 'public_goods', num_participants: 30 };
    await send({ method: 'POST', url: `${victim.url}/api/sessions`, headers: { 'otree-rest-key': 'key' }, body });
    const { rows: people } = await db.query<{ code: string; number: number }>(
      'select code, number from lab_participant where session_id = (select max(id) from lab_session) order by number',
    );
    const dead = new Set<LabProcess>();
    let sends = 0;
    /** To any living process; when that dies before it answers, to another one. */
    async function insist(request: Parameters<typeof send>[0], at: number): Promise<Answer> {
      for (let turn = at; ; turn += 1) {
        const lab = processes[turn % processes.length];
        if (!lab || dead.has(lab)) continue;
        const answer = await send({ ...request, url: lab.url + request.url }).catch(() => null);
        if (answer) return answer;
        dead.add(lab);
      }
    }
    async function play({ code, number }: { code: string; number: number }): Promise<string> {
      let url = `/InitializeParticipant/${code}`;
      for (;;) {
        const page = await insist({ url, headers: { accept: 'text/html' } }, number);
        if (page.status === 303) {
          url = String(page.headers['location']);
        } else if (page.text.includes('data-page="end"')) {
          return page.text;
        } else {
          const intent = /name="intent" value="(\w+)"/.exec(page.text)?.[1];
          if (!intent) continue; // waits
          const form = new URLSearchParams({ intent, contribution: String(number) }).toString();
          const headers = { 'content-type': 'application/x-www-form-urlencoded' };
          const answer = insist({ method: 'POST', url, headers, body: form }, number);
          if ((sends += 1) === 20) void victim?.kill();
          url = String((await answer).headers['location']);
        }
      }
    }
    await Promise.all(people.map(play));
    assert.ok(dead.has(victim) || victim.child.exitCode !== null || victim.child.signalCode === 'SIGKILL');
    const { rows } = await db.query(
      `select p.number, (l.data->>'contribution')::int as gave, p.payoff = l.payoff as same, l.payoff::float8 as payoff, (g.data->>'totalContribution')::float8 as total,
         (select count(*)::int from lab_page_time t where t.participant_id = p.id) as pages
       from lab_participant p join lab_player l on l.participant_id = p.id join lab_group g on g.id = l.group_id
       where p.session_id = (select max(id) from lab_session) order by p.number`,
    );
    for (const row of rows) {
      const first = 3 * Math.floor((row.number - 1) / 3) + 1;
      const total = first + (first + 1) + (first + 2);
      assert.deepEqual(row, {
        number: row.number,
        gave: row.number,
        same: true,
        payoff: Math.round(100 - row.number + (total * 1.8) / 3),
        total,
        pages: 3,
      });
    }
    assert.equal(rows.length, 30);
  });
});
