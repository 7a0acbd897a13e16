import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { textQuery } from '#kit/db/query.ts';
import { testDatabase } from '#kit/testing/database.ts';
import { createSession } from '../sessions/create.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { threeGames } from '../testing/three-games.ts';
import { verify } from './main.ts';

const run = promisify(execFile);
const rostra = join(import.meta.dirname, '../../bin/rostra.mjs');

describe('a look at a lab’s database', () => {
  let lab: TestLab;
  let code: string;
  before(async () => {
    lab = await testLab(threeGames);
    ({ code } = await createSession(lab, { config: 'public_goods', participants: 6 }));
    await createSession(lab, { config: 'survey', participants: 2 });
  });
  after(() => lab.close());

  const change = (sql: string) =>
    lab.db.run(
      textQuery<object, unknown>(`test.${sql}`, sql, () => []),
      {},
    );
  const faults = async () => (await verify(lab.databaseUrl)).faults;
  const command = () => run(process.execPath, [rostra, 'lab', 'verify'], { env: { ...process.env, DATABASE_URL: lab.databaseUrl } });

  it('counts what is there, and ends well when nothing is missing', async () => {
    const { tables, ...counts } = await verify(lab.databaseUrl);
    assert.deepEqual(counts, { sessions: 2, participants: 8, players: 8, pagesLeft: 0, faults: [] });
    assert.match(tables, /^\d{4}-/);
    assert.match((await command()).stdout, /^whole: 2 sessions, 8 participants, 8 players, 0 pages left; tables \d{4}-/);
  });

  it('names each session of which something is missing, and ends badly', async () => {
    await change(`delete from lab_player where participant_id = (select min(id) from lab_participant)`);
    const lost = `${code}: 6 participants in 1 rounds are 6 players, but there are 5`;
    assert.deepEqual(await faults(), [lost]);
    await assert.rejects(command(), { code: 1, stdout: `${lost}\n` });
    await change(`delete from lab_participant where id = (select min(id) from lab_participant)`);
    assert.deepEqual(await faults(), [`${code}: it has 6 seats, but 5 participants`]);
    await change(`update lab_participant set page_index = 99 where id = (select min(id) from lab_participant)`);
    assert.deepEqual((await faults()).slice(1), [`${code}: 1 participants stand on a page that it does not have`]);
  });

  it('finds players who are not among their own', async () => {
    await change(
      `update lab_player set group_id = (select max(id) from lab_group) where participant_id = (select min(id) from lab_participant)`,
    );
    assert.equal((await faults()).at(-1), `${code}: 1 players are in a group of another session or round`);
  });

  it('does not vouch for tables whose steps are not those of this lab: one left out, or made by a newer one', async () => {
    await change(`delete from lab_migrations where name like '0002-%'`);
    assert.match((await faults())[0] ?? '', /^tables: 0002-rooms was never applied, but later steps were$/);
    await change(`insert into lab_migrations (name, timestamp) values ('9000-tomorrow', '2026-05-09')`);
    assert.match((await faults())[0] ?? '', /^tables: 9000-tomorrow was applied, which this version of the lab does not know$/);
  });

  it('says that there is no lab where there is none', async () => {
    const empty = await testDatabase();
    await assert.rejects(verify(empty.url), { code: 'LAB_NO_DATABASE', message: 'The database of DATABASE_URL holds no lab.' });
    await assert.rejects(verify(null), { code: 'LAB_NO_DATABASE' });
    await empty.drop();
  });
});
