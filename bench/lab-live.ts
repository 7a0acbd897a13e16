// How many live messages a second does the lab carry, next to oTree on the same Postgres? Each is written to the sender's player and heard by a group of ten.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import project from './lab-live-project/rostra.lab.ts';
import { openCrowd, type LiveCrowd, type LiveSite } from './measure/live-crowd.ts';
import { benchPostgres, cpuOf, freePort, untilHealthy } from './measure/playground.ts';
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
    const postgres = await benchPostgres(later);
    const otree = await installOTree().catch((error: unknown) => {
      throw new PeerMissing(`oTree ${otreeVersion} could not be installed with python3 -m venv and pip: ${String(error)}`);
    });
    later(() => otree.remove());
    const theirs = await otree.start(await postgres.database('otree'), freePort());
    later(() => theirs.stop());
    const ours = await startOurs(await postgres.database('lab'));
    later(() => ours.stop());
    const sides = [
      { site: ownSite(ours.origin), pid: ours.pid, postgresPid: postgres.pid },
      { site: otreeSite(theirs.url), pid: theirs.pid, postgresPid: postgres.pid },
    ] as const;
    await compare(...sides, print);
    await alone(ours, print);
  });
}

interface Side {
  readonly site: LiveSite;
  readonly pid: number;
  /** Postgres serves both. */
  readonly postgresPid: number;
}

interface Measured {
  readonly messages: number;
  readonly p99Ms: number;
  /** Milliseconds of CPU a message. */
  readonly web: number;
  readonly postgres: number;
}

async function compare(ours: Side, theirs: Side, print: (row: BenchRow) => void): Promise<void> {
  const crowds = [await openCrowd(ours.site, people), await openCrowd(theirs.site, people)] as const;
  await crowds[0].run({ seconds: 5, perSecond: null }); // warm
  await crowds[1].run({ seconds: 2, perSecond: null });
  const measured: [Measured[], Measured[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    measured[0].push(await measure(crowds[0], ours));
    measured[1].push(await measure(crowds[1], theirs));
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
  row('ms CPU a message, web process and Postgres', 'less', ({ web, postgres }) => web + postgres);
  row('ms CPU a message, web process', 'less', ({ web }) => web);
}

async function measure(crowd: LiveCrowd, { pid, postgresPid }: Side): Promise<Measured> {
  const before = [cpuOf([pid]), cpuOf([postgresPid])] as const;
  const { messagesPerSecond, timesMs } = await crowd.run({ seconds, perSecond: null });
  const msEach = (cpuSeconds: number): number => (cpuSeconds * 1_000) / timesMs.length;
  return {
    messages: messagesPerSecond,
    p99Ms: timesMs[Math.floor(timesMs.length * 0.99)] ?? NaN,
    web: msEach(cpuOf([pid]) - before[0]),
    postgres: msEach(cpuOf([postgresPid]) - before[1]),
  };
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
  const port = freePort();
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
