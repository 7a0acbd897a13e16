// How many live messages a second does the lab carry, next to oTree on the same Postgres? Each is written to the sender's player and heard by a group of ten.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../kit/postgres/server.ts';
import project from './lab-live-project/rostra.lab.ts';
import { openCrowd, type LiveCrowd, type LiveSite } from './measure/live-crowd.ts';
import { treeCpuSeconds } from './measure/process-tree.ts';
import { tidily } from './measure/tidy.ts';
import { PeerMissing, rowOf, type BenchRow } from './measure/row.ts';
import { installOTree, otreeKey, otreeVersion } from './peers/otree.ts';

const people = 100;
const runs = 3;
const seconds = 5;
const openSockets = 1_000;
/** The budget of the lab specification, 15.3. */
const steady = { perSecond: 1_000, seconds: 10, people: 200 };

export function bench(print: (row: BenchRow) => void): Promise<void> {
  return tidily(async (later) => {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-bench-live-'));
    later(() => rm(folder, { recursive: true, force: true }));
    await chmod(folder, 0o711); // the server's own user must pass
    const postgres = await startPostgres({ directory: join(folder, 'data'), maxConnections: 100 });
    later(() => postgres.stop());
    const otree = await installOTree().catch((error: unknown) => {
      throw new PeerMissing(`oTree ${otreeVersion} could not be installed with python3 -m venv and pip: ${String(error)}`);
    });
    later(() => otree.remove());
    const theirs = await otree.start(await databaseOf(postgres.url, 'otree'), await freePort());
    later(() => theirs.stop());
    const ours = await startOurs(await databaseOf(postgres.url, 'lab'));
    later(() => ours.stop());
    await compare({ site: ownSite(ours.origin), pid: ours.pid }, { site: otreeSite(theirs.url), pid: theirs.pid }, print);
    await alone(ours, print);
  });
}

interface Side {
  readonly site: LiveSite;
  readonly pid: number;
}

interface Measured {
  readonly messages: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
}

async function compare(ours: Side, theirs: Side, print: (row: BenchRow) => void): Promise<void> {
  const crowds = [await openCrowd(ours.site, people), await openCrowd(theirs.site, people)] as const;
  await crowds[0].run({ seconds: 5, perSecond: null }); // warm
  await crowds[1].run({ seconds: 2, perSecond: null });
  const measured: [Measured[], Measured[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    measured[0].push(await measure(crowds[0], ours.pid));
    measured[1].push(await measure(crowds[1], theirs.pid));
  }
  for (const crowd of crowds) crowd.close();
  const facts = {
    bench: 'lab-live',
    case: `${project.games[0]?.game.name}, written, to a group of 10, ${people} people`,
    peer: `oTree ${otreeVersion}`,
  } as const;
  const row = (unit: string, better: 'more' | 'less', of: (one: Measured) => number): void =>
    print(rowOf({ ...facts, unit, better, headline: better === 'more' }, measured[0].map(of), measured[1].map(of)));
  row('messages/s', 'more', ({ messages }) => messages);
  row('ms, p99 until heard', 'less', ({ p99Ms }) => p99Ms);
  row('ms CPU of the web process a message', 'less', ({ cpuMs }) => cpuMs);
}

async function measure(crowd: LiveCrowd, pid: number): Promise<Measured> {
  const before = treeCpuSeconds(pid);
  const { messagesPerSecond, timesMs } = await crowd.run({ seconds, perSecond: null });
  const cpuMs = ((treeCpuSeconds(pid) - before) * 1_000) / timesMs.length;
  return { messages: messagesPerSecond, p99Ms: timesMs[Math.floor(timesMs.length * 0.99)] ?? NaN, cpuMs };
}

/** What has no peer: the pace that is promised, and what open sockets weigh. Rows beside the limits of the specification. */
async function alone({ origin, pid }: { readonly origin: string; readonly pid: number }, print: (row: BenchRow) => void): Promise<void> {
  const crowd = await openCrowd(ownSite(origin), steady.people);
  await crowd.run({ seconds: 2, perSecond: steady.perSecond });
  const { timesMs, messagesPerSecond } = await crowd.run(steady);
  crowd.close();
  const limit = (facts: { case: string; unit: string }, value: number, most: number): void =>
    print(rowOf({ bench: 'lab-live', peer: 'limit', better: 'less', headline: true, ...facts }, [value], [most]));
  const at = `at ${Math.round(messagesPerSecond)} of ${steady.perSecond} messages/s, ${steady.people} people`;
  limit({ case: at, unit: 'ms, p99 until heard' }, timesMs[Math.floor(timesMs.length * 0.99)] ?? NaN, 60);
  const many = await openCrowd(ownSite(origin), openSockets);
  limit({ case: `${openSockets} open sockets`, unit: 'MB of the web process' }, residentMegabytes(pid), 350);
  many.close();
}

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1_024;
}

function ownSite(origin: string): LiveSite {
  return {
    origin,
    key: otreeKey,
    socketOf: (page, url) => `${origin.replace('http', 'ws')}/live/${url.split('/')[4]}/1?client=${crypto.randomUUID()}`,
    frameOf: (n) => JSON.stringify({ seq: n, done: n - 1, type: 'hit', data: { n } }),
    heardIn: (frame) => {
      const { news = null }: { news?: { from: number; n: number } | null } = JSON.parse(frame);
      return news;
    },
    againIn: (frame) => {
      if (!frame.startsWith('{"again"')) return null;
      const { again, ms }: { again: number; ms: number } = JSON.parse(frame);
      return { n: again, ms };
    },
  };
}

function otreeSite(origin: string): LiveSite {
  return {
    origin,
    key: otreeKey,
    socketOf: (page) => origin.replace('http', 'ws') + (/data-socket-url="(\/live\?[^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&'),
    frameOf: (n) => JSON.stringify({ n }),
    heardIn: (frame) => {
      const { live_method_payload: heard }: { live_method_payload?: { sender: number; n: number } } = JSON.parse(frame);
      return heard ? { from: heard.sender, n: heard.n } : null;
    },
    againIn: () => null,
  };
}

async function startOurs(databaseUrl: string): Promise<{ origin: string; pid: number; stop(): Promise<void> }> {
  const secret = 'only for a benchmark on this machine, not a secret at all';
  const port = await freePort();
  const web = spawn(process.execPath, [join(import.meta.dirname, '../bin/rostra.mjs'), 'lab', 'serve'], {
    cwd: join(import.meta.dirname, 'lab-live-project'),
    env: {
      ...process.env,
      PORT: String(port),
      DYNO: 'web.1',
      DATABASE_URL: databaseUrl,
      LAB_PRODUCTION: '1',
      LAB_AUTH: 'STUDY',
      LAB_ADMIN_PASSWORD: secret,
      LAB_SECRET: secret,
      LAB_REST_KEY: otreeKey,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilHealthy(`${origin}/health`);
  return {
    origin,
    pid: web.pid ?? 0,
    stop: async () => {
      const ended = once(web, 'exit');
      web.kill('SIGTERM');
      await ended;
    },
  };
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
