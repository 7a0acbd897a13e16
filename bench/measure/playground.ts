import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { BoundSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../kit/postgres/server.ts';
import type { LabSite } from './lab-crowd.ts';
import { treeCpuSeconds } from './process-tree.ts';

/** A lab that serves, and its web processes. */
export interface Playground {
  readonly site: LabSite;
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

/** A Postgres server for a benchmark: durable, as in production. */
export interface BenchPostgres {
  readonly pid: number;
  readonly port: number;
  readonly password: string;
  /** Makes a database; gives its address. */
  database(name: string): Promise<string>;
}

type Later = (end: () => Promise<void>) => void;

/** `later` is told how to end it. */
export async function benchPostgres(later: Later): Promise<BenchPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-bench-'));
  later(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o711); // the server's own user must pass
  const postgres = await startPostgres({ directory: join(folder, 'data'), maxConnections: 200 });
  later(() => postgres.stop());
  return {
    pid: postgres.pid,
    port: postgres.port,
    password: postgres.cluster.password,
    database: async (name) => {
      const client = new pg.Client({ connectionString: postgres.url });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      return url.href;
    },
  };
}

/** CPU seconds that these processes, and what they have started, have used. */
export function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + treeCpuSeconds(pid), 0);
}

export async function untilHealthy(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer.`);
}

export function freePort(): number {
  const held = new BoundSocket({ host: '127.0.0.1' });
  const { port } = held.address();
  held.close();
  return port;
}
