// A24, the backup: taken, tried, a table dropped, restored with every row; a file that is cut short changes nothing, and visitors see none of it.
import { createHash } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { askOf, deployEcho } from './echo-app.ts';
import { failed, SteadyLoad } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const rows = 200_000;
const fill = `create table ballots (id int primary key, words text not null);
  create table speakers (id int primary key, score numeric(5,2));
  insert into ballots select n, 'ballot ' || n || repeat('.', n % 60) from generate_series(1, ${rows}) n;
  insert into speakers select n, 60 + (n * 7919 % 4000) / 100.0 from generate_series(1, 5000) n;`;
const sum = `select (select count(*) || ' ' || md5(string_agg(b::text, '|' order by id)) from ballots b) || ' ' ||
  (select count(*) || ' ' || md5(string_agg(s::text, '|' order by id)) from speakers s)`;

interface Backup {
  readonly id: number;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly seconds: number;
  readonly drill: { readonly passed: boolean; readonly words: string } | null;
}

export const story: Story = {
  async tell(house) {
    const app = await deployEcho(house, { web: 2, addons: ['postgres:standard-0'] });
    await sql(house, app, fill);
    const before = await sql(house, app, sum);
    const backup = await taken(house, app);
    const proof = await tried(house, app, backup);
    const truncated = await refused(house, app, { backup, before });
    const restored = await broughtBack(house, app, { backup, before });
    return [proof, truncated, restored].join('; ');
  },
};

async function sql(house: House, app: string, text: string): Promise<string> {
  return (await house.rostra('pg:psql', '--app', app, '--command', text)).trim();
}

async function taken(house: House, app: string): Promise<Backup> {
  const backup: Backup = JSON.parse(await house.rostra('pg:backups:capture', '--app', app, '--json'));
  expect(backup.rows === rows + 5000, `The backup has ${backup.rows} rows.`);
  return backup;
}

async function tried(house: House, app: string, { id, bytes, seconds }: Backup): Promise<string> {
  const startedAt = performance.now();
  const { drill }: Backup = JSON.parse(await house.rostra('pg:backups:drill', `b${id}`, '--app', app, '--json'));
  expect(drill?.passed === true, `The drill: ${drill?.words}`);
  const took = ((performance.now() - startedAt) / 1000).toFixed(1);
  return `${(bytes / 1e6).toFixed(1)} MB taken in ${seconds.toFixed(1)} s, tried in ${took} s: ${drill.words}`;
}

interface Earlier {
  readonly backup: Backup;
  /** Counts and checksums of what was there. */
  readonly before: string;
}

/** Cut at its middle and just before its end. */
async function refused(house: House, app: string, { backup: { id, sha256 }, before }: Earlier): Promise<string> {
  const file = join(house.home, 'saved.dump');
  await house.rostra('pg:backups:download', `b${id}`, '--app', app, '--output', file);
  const content = await readFile(file);
  expect(createHash('sha256').update(content).digest('hex') === sha256, 'The downloaded file is another one.');
  const releases = await releasesOf(house, app);
  const sentences: string[] = [];
  for (const length of [content.length - 100, Math.floor(content.length / 2), 3000]) {
    const handle = await open(file, 'w');
    await handle.writeFile(content.subarray(0, length));
    await handle.close();
    sentences.push(await house.refusal('pg:backups:restore', file, '--app', app, '--confirm', app));
  }
  await rm(file);
  expect(
    sentences.every((said) => /cannot be restored: the dump is (cut short|damaged)/.test(said)),
    `Cut files: ${sentences.join(' | ')}`,
  );
  expect((await sql(house, app, sum)) === before, 'A file that was cut short has changed something.');
  expect((await releasesOf(house, app)) === releases, 'A restore that failed made a release.');
  return 'files cut at three places changed nothing and were named';
}

async function releasesOf(house: House, app: string): Promise<number> {
  const releases: unknown[] = JSON.parse(await house.rostra('releases', '--app', app, '--json'));
  return releases.length;
}

/** With visitors all the time. */
async function broughtBack(house: House, app: string, { backup: { id }, before }: Earlier): Promise<string> {
  await sql(house, app, 'drop table ballots; update speakers set score = 0');
  const load = new SteadyLoad(20, () => askOf(house, app, '/whoami'));
  const startedAt = performance.now();
  await house.rostra('pg:backups:restore', `b${id}`, '--app', app, '--confirm', app);
  const seconds = (performance.now() - startedAt) / 1000;
  expect((await sql(house, app, sum)) === before, 'What came back is not what was there.');
  const samples = await load.stop();
  expect(
    failed(samples).length === 0,
    `${failed(samples).length} of ${samples.length} visitors met an error: ${failed(samples)[0]?.status} ${failed(samples)[0]?.fault} ${failed(samples)[0]?.body.slice(0, 200)}`,
  );
  const slowest = Math.max(...samples.map(({ sentAt, endedAt }) => endedAt - sentAt));
  return `a dropped table is back in ${seconds.toFixed(1)} s, counts and checksums equal, ${samples.length} visitors none of whom met an error, the slowest waited ${(slowest / 1000).toFixed(1)} s`;
}
