import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsv, type CsvRow } from '#kit/files/csv.ts';
import { send } from '#kit/http/client.ts';
import { seededRandom } from '#kit/math/random.ts';
import { startPostgres } from '#kit/postgres/server.ts';
import { WebProcesses } from '../faults/web-processes.ts';
import { labFaults } from '../judges/lab-rows.ts';
import project from '../lab-project/rostra.lab.ts';
import type { Row, RowWish, Verdict } from '../row.ts';
import { readJournal } from '../witness/journal.ts';
import { Witness, type Testimony } from '../witness/witness.ts';

const processes = 4;
/** One process is killed about every so often, as long as more than half of them serve. */
const betweenKills = { leastMs: 150, mostMs: 800 };
const thinkMs = 150;
const limitMs = 120_000;
const key = 'chaos';

/** A session on four web processes that are killed with signal 9, and also die between commit and answer, all the time. */
export const row: Row = {
  shows: 'no acknowledged submit is lost or doubled, and everybody finishes, while web processes are killed (20 runs)',
  runs: 20,
  run: async (wish) => {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-chaos-'));
    await chmod(folder, 0o711); // the server's own user must pass
    const postgres = await startPostgres({ directory: join(folder, 'data'), maxConnections: 100 });
    try {
      return await runOn(wish, { databaseUrl: postgres.url, folder });
    } finally {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface World {
  readonly databaseUrl: string;
  /** For journals. */
  readonly folder: string;
}

/** The same on a database that is there. */
export async function runOn(wish: RowWish, { databaseUrl, folder }: World): Promise<Verdict> {
  const env = { DATABASE_URL: databaseUrl, LAB_REST_KEY: key };
  const webs = new WebProcesses({
    count: processes,
    folder: join(import.meta.dirname, '../lab-project'),
    env,
    random: seededRandom(wish.seed),
  });
  const verdict = { passed: 0, failed: 0 };
  try {
    await webs.start();
    for (let run = 1; run <= wish.runs; run += 1) verdict[(await hasPassed(wish, { webs, folder, run })) ? 'passed' : 'failed'] += 1;
  } finally {
    await webs.stop();
  }
  return verdict;
}

interface Run {
  readonly webs: WebProcesses;
  readonly folder: string;
  readonly run: number;
}

async function hasPassed(wish: RowWish, run: Run): Promise<boolean> {
  const seed = `${wish.seed}/${run.run}`;
  const { faults, facts } = await playOnce({ ...run, seed, people: wish.people });
  wish.say(`${faults.length === 0 ? 'pass' : 'FAIL'}  seed ${seed}: ${facts}`);
  for (const fault of faults.slice(0, 10)) wish.say(`      ${fault}`);
  if (faults.length > 0) wish.say(`      again: npm run chaos -- lab --runs ${run.run} --people ${wish.people} --seed ${wish.seed}`);
  return faults.length === 0;
}

async function playOnce({ webs, folder, seed, people }: Run & { readonly seed: string; readonly people: number }) {
  await webs.whole();
  const [kills, deaths] = [webs.kills, webs.deaths];
  const session = await newSession(webs, people);
  const witness = new Witness(webs.urls);
  webs.onChange = (urls) => witness.tell(urls);
  const ended = new AbortController();
  const killing = webs.killAtRandom({ ...betweenKills, random: seededRandom(seed), signal: ended.signal });
  try {
    const journal = join(folder, `journal-${seed.replaceAll(/\W/g, '-')}`);
    const testimony = await witness.play({ codes: session.codes, journal, seed, thinkMs, limitMs });
    const { acknowledged, sent } = readJournal(journal);
    const faults = [...testimonyFaults(testimony, people), ...labFaults(await rowsOf(webs, session.code), acknowledged)];
    const facts = `${testimony.finished} of ${people} finished, ${acknowledged.length} of ${sent} submits acknowledged, ${webs.kills - kills} kills, ${webs.deaths - deaths} deaths between commit and answer`;
    return { faults, facts };
  } finally {
    ended.abort();
    await killing;
    witness.stop();
  }
}

function testimonyFaults({ finished, unfinished }: Testimony, people: number): string[] {
  return finished === people ? [] : unfinished.map((why) => `not finished: ${why}`);
}

/** To any process that answers: the others may be starting. */
async function ask(webs: WebProcesses, wish: { readonly path: string; readonly body?: object }): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    for (const url of webs.urls) {
      const method = wish.body ? 'POST' : 'GET';
      const answer = await send({
        method,
        url: url + wish.path,
        headers: { 'otree-rest-key': key },
        ...(wish.body && { body: wish.body }),
      }).catch(() => null);
      if (answer && answer.status < 400) return answer.text;
    }
    if (tries === 200) throw new Error(`Nobody answers ${wish.path}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function newSession(webs: WebProcesses, people: number): Promise<{ code: string; codes: string[] }> {
  const made: { code: string } = JSON.parse(
    await ask(webs, { path: '/api/sessions', body: { session_config_name: project.configs[0]?.name, num_participants: people } }),
  );
  const details: { participants: { code: string }[] } = JSON.parse(await ask(webs, { path: `/api/sessions/${made.code}` }));
  return { code: made.code, codes: details.participants.map(({ code }) => code) };
}

async function rowsOf(webs: WebProcesses, session: string): Promise<{ gather: CsvRow[]; farewell: CsvRow[]; pageTimes: CsvRow[] }> {
  const table = async (path: string): Promise<CsvRow[]> => [
    ...readCsv(await ask(webs, { path: `/api/${path}session_code=${session}` })).rows,
  ];
  return {
    gather: await table('export_app?app=gather&'),
    farewell: await table('export_app?app=farewell&'),
    pageTimes: await table('export_page_times?'),
  };
}
