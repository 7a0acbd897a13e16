// How many pages a second does the lab show, next to oTree on the same Postgres, and what does a page cost?
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../kit/postgres/server.ts';
import { percentile, playSessions, untilEvent, untilMessage, type CrowdResult, type LabSite } from './measure/lab-crowd.ts';
import { treeCpuSeconds } from './measure/process-tree.ts';
import { tidily } from './measure/tidy.ts';
import { PeerMissing, rowOf, type BenchRow } from './measure/row.ts';
import { installOTree, otreeKey, otreeVersion } from './peers/otree.ts';

const people = 300;
const runs = 3;
/** Ours plays as many sessions in a row as give both sides some seconds of work. */
const sessions = { ours: 8, theirs: 1 };

export function bench(print: (row: BenchRow) => void): Promise<void> {
  return tidily(async (later) => {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-bench-lab-'));
    later(() => rm(folder, { recursive: true, force: true }));
    await chmod(folder, 0o711); // the server's own user must pass
    const postgres = await startPostgres({ directory: join(folder, 'data'), maxConnections: 100 });
    later(() => postgres.stop());
    const otree = await installOTree().catch((error: unknown) => {
      throw new PeerMissing(`oTree ${otreeVersion} could not be installed with python3 -m venv and pip: ${String(error)}`);
    });
    later(() => otree.remove());
    const peer = await otreePlayground(await databaseOf(postgres.url, 'otree'), otree);
    later(() => peer.stop());
    const own = await ourPlayground(await databaseOf(postgres.url, 'lab'));
    later(() => own.stop());
    printRows(await inTurn(own, peer), print);
  });
}

type Installed = Awaited<ReturnType<typeof installOTree>>;

/** A lab that runs, and its web processes. */
interface Playground {
  readonly site: LabSite;
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

interface Measured extends CrowdResult {
  readonly cpuMsAPage: number;
}

async function inTurn(own: Playground, peer: Playground): Promise<{ ours: Measured[]; theirs: Measured[] }> {
  await playSessions(own.site, { people, sessions: 2 }); // warm: some 2,300 pages
  await playSessions(peer.site, { people: 99, sessions: 1 });
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await measure(own, sessions.ours));
    theirs.push(await measure(peer, sessions.theirs));
  }
  return { ours, theirs };
}

async function measure({ pids, site }: Playground, count: number): Promise<Measured> {
  const cpu = (): number => pids.reduce((sum, pid) => sum + treeCpuSeconds(pid), 0);
  const before = cpu();
  const result = await playSessions(site, { people, sessions: count });
  if (result.finished !== people * count) throw new Error(`${result.finished} of ${people * count} finished.`);
  return { ...result, cpuMsAPage: ((cpu() - before) * 1_000) / result.pages };
}

function printRows({ ours, theirs }: { ours: readonly Measured[]; theirs: readonly Measured[] }, print: (row: BenchRow) => void): void {
  const facts = { bench: 'lab-pages', case: `public_goods, ${people} people`, peer: `oTree ${otreeVersion}` } as const;
  const series = (of: (one: Measured) => number): [number[], number[]] => [ours.map(of), theirs.map(of)];
  const printRow = (row: { unit: string; better: 'more' | 'less'; headline: boolean }, of: (one: Measured) => number): void => {
    print(rowOf({ ...facts, ...row }, ...series(of)));
  };
  printRow({ unit: 'pages/s', better: 'more', headline: true }, (one) => one.pages / one.seconds);
  printRow({ unit: 'submits/s', better: 'more', headline: false }, (one) => one.submits / one.seconds);
  printRow({ unit: 'ms, p95 of a page', better: 'less', headline: true }, (one) => percentile(one.pageTimes, 0.95));
  printRow({ unit: 'ms CPU of the web processes a page', better: 'less', headline: true }, (one) => one.cpuMsAPage);
}

async function ourPlayground(databaseUrl: string): Promise<Playground> {
  const launcher = join(import.meta.dirname, '../bin/rostra.mjs');
  const secret = 'only for a benchmark on this machine, not a secret at all';
  const webs = await Promise.all(
    [1, 2].map(async () => {
      const port = await freePort();
      const env = {
        ...process.env,
        PORT: String(port),
        DYNO: 'web.1',
        DATABASE_URL: databaseUrl,
        LAB_PRODUCTION: '1',
        LAB_AUTH: 'STUDY',
        LAB_ADMIN_PASSWORD: secret,
        LAB_SECRET: secret,
        LAB_REST_KEY: otreeKey,
      };
      const web = spawn(process.execPath, [launcher, 'lab', 'serve'], {
        cwd: join(import.meta.dirname, '../demo/lab'),
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const origin = `http://127.0.0.1:${port}`;
      await untilHealthy(`${origin}/health`);
      return { origin, web };
    }),
  );
  const site: LabSite = {
    origins: webs.map(({ origin }) => origin),
    key: otreeKey,
    isWait: (html) => html.includes('data-page="wait"'),
    isEnd: (url) => url.endsWith('/end'),
    untilReleased: (origin, html) => untilEvent(origin + (/\/released\/[\w/-]+/.exec(html)?.[0] ?? '')),
  };
  return {
    site,
    pids: webs.map(({ web }) => web.pid ?? 0),
    stop: async () => {
      const ended = webs.map(({ web }) => once(web, 'exit'));
      for (const { web } of webs) web.kill('SIGTERM');
      await Promise.all(ended);
    },
  };
}

async function otreePlayground(databaseUrl: string, otree: Installed): Promise<Playground> {
  const server = await otree.start(databaseUrl, await freePort());
  const site: LabSite = {
    origins: [server.url],
    key: otreeKey,
    isWait: (html) => html.includes('/wait_page?'),
    isEnd: (url) => url.includes('OutOfRangeNotification'),
    untilReleased: (origin, html) =>
      untilMessage(origin.replace('http', 'ws') + (/\/wait_page\?[^"]+/.exec(html)?.[0] ?? '').replaceAll('&amp;', '&')),
  };
  return { site, pids: [server.pid], stop: () => server.stop() };
}

async function databaseOf(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function untilHealthy(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
