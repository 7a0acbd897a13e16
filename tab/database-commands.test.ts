import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import { textQuery } from '#kit/db/query.ts';
import { testDatabase } from '#kit/testing/database.ts';
import { testTab, type TestTab } from './test-tab.ts';
import { createDemo } from './tournaments/demo.ts';

const program = join(import.meta.dirname, '../bin/rostra.mjs');
const changeRow = textQuery<{ slug: string }, unknown>(
  'test.changeRow',
  `update journal set entry = replace(entry, 'test', 'tess') where seq = 4 and tournament_id = (select id from tournaments where slug = $1)`,
  ({ slug }) => [slug],
);
const changeScore = textQuery<{ slug: string }, unknown>(
  'test.changeScore',
  `update speaker_scores set score = score + 1 where (ballot_id, team_id, position) = (
     select ballot_id, s.team_id, position from speaker_scores s join teams t on t.id = s.team_id join tournaments o on o.id = t.tournament_id
     where o.slug = $1 order by 1, 2, 3 limit 1)`,
  ({ slug }) => [slug],
);

describe('the commands on a tab’s database', () => {
  let tab: TestTab;
  let folder: string;
  before(async () => {
    tab = await testTab();
    folder = await mkdtemp(join(tmpdir(), 'rostra-tab-commands-'));
    for (const slug of ['one', 'two']) await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug, seed: slug, simulate: 1 });
  });
  after(async () => {
    await tab.close();
    await rm(folder, { recursive: true });
  });

  const rostra = async (words: readonly string[], databaseUrl = tab.databaseUrl) => {
    const env = { PATH: process.env['PATH'], ROSTRA_HOME: folder, DATABASE_URL: databaseUrl };
    const child = spawn(process.execPath, [program, 'tab', ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [said, complaints] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    child.stderr.on('data', (data: Buffer) => (complaints += data.toString()));
    const [status]: unknown[] = await once(child, 'close');
    return { status, said, complaints };
  };

  it('find nothing where nothing was touched: every tournament, or the one that is named', async () => {
    assert.match((await rostra(['verify'])).said, /^one: \d+ rows, whole, up to [0-9a-f]{64}\ntwo: \d+ rows/);
    const counted = await rostra(['recount', 'two']);
    assert.deepEqual([counted.status, counted.said], [0, 'two: 4 confirmed ballots give what is stored\n']);
  });

  it('write the export into a file of its own, once, and elsewhere when told to', async () => {
    const [first, again, elsewhere] = [
      await rostra(['export', 'one']),
      await rostra(['export', 'one']),
      await rostra(['export', 'one', '-o', 'own.zip']),
    ];
    assert.match(first.said, /^one-\d{4}-\d\d-\d\d\.zip: \d+ files, \d+ kB\n$/);
    assert.deepEqual([again.status, /is there already\./.test(again.complaints)], [1, true]);
    assert.equal(elsewhere.status, 0);
    const files = Object.keys(unzipSync(await readFile(join(folder, 'own.zip'))));
    assert.ok(files.some((name) => name.endsWith('/team_tab.csv')));
  });

  it('end with 1 and one sentence for each thing that differs', async () => {
    await tab.db.run(changeRow, { slug: 'one' });
    await tab.db.run(changeScore, { slug: 'one' });
    const [verified, counted] = [await rostra(['verify']), await rostra(['recount', '--json'])];
    assert.deepEqual([verified.status, verified.said], [1, 'Row 4 of the journal of one does not follow from the row before it.\n']);
    assert.equal(counted.status, 1);
    const found: { slug: string; differences: string[] }[] = JSON.parse(counted.said);
    assert.match(found[0]?.differences[0] ?? '', /has score \S+ stored and \S+ counted/);
    assert.deepEqual(found[1]?.differences, []);
  });

  const wrong = [
    { it: 'no such tournament', words: ['verify', 'nowhere'], status: 3, says: /There is no tournament "nowhere"\./ },
    { it: 'no tournament named', words: ['export'], status: 2, says: /Missing required argument/ },
    { it: 'no DATABASE_URL', words: ['recount'], url: '', status: 1, says: /DATABASE_URL is not set/ },
  ];
  for (const one of wrong)
    it(`say what is wrong: ${one.it}`, async () => {
      const answer = await rostra(one.words, one.url);
      assert.equal(answer.status, one.status);
      assert.match(answer.complaints, one.says);
    });

  it('say that a database is not a tab’s', async () => {
    const other = await testDatabase({});
    const answer = await rostra(['verify'], other.url);
    await other.drop();
    assert.match(answer.complaints, /holds no tournaments\.\n {2}Set it to the database of the tab app/);
  });
});
