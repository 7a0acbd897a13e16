import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { RostraError } from '../errors/rostra-error.ts';
import { clusterUrl, openCluster, serverCommand } from './cluster.ts';
import type { Cluster, ServerSettings } from './cluster.ts';
import { findPostgres } from './find.ts';

export interface RunningPostgres {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly cluster: Cluster;
  /** Ends connections and closes the data folder cleanly. */
  stop(): Promise<void>;
  /** Lets this process end while the server runs; somebody else must then stop it. */
  unref(): void;
}

export interface StartOptions extends Partial<ServerSettings> {
  readonly directory: string;
}

/** A server of our own as a child of this process: for tests, and for a lab or tab that stands alone without DATABASE_URL. */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const cluster = await openCluster(options.directory, await findPostgres());
  const port = options.port ?? (await freePort());
  const [program, ...args] = serverCommand(cluster, { ...options, port });
  const child = spawn(program, args, {
    ...cluster.user,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    env: { LC_ALL: 'C.UTF-8' },
  });
  const lastWords = collectLastWords(child);
  const url = clusterUrl(cluster, port);
  await waitUntilReady(url, child).catch(async (error: unknown) => {
    child.kill('SIGINT');
    throw new RostraError({
      code: 'POSTGRES_NOT_STARTED',
      status: 503,
      message: `PostgreSQL did not start in ${options.directory}: ${lastWords() || String(error)}`,
      hint: 'Look at the message above; free the port or the disk and start again.',
    });
  });
  return {
    url,
    port,
    pid: child.pid ?? 0,
    cluster,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      await once(child, 'exit');
    },
    unref: () => {
      child.unref();
      child.stderr?.destroy();
    },
  };
}

/** Resolves when the server takes connections; rejects when `child` ends first or after 30 s. */
export async function waitUntilReady(url: string, child?: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child && (child.exitCode !== null || child.signalCode !== null)) throw new Error(`the server exited with ${child.exitCode}`);
    if (await isReady(url)) return;
    await delay(50);
  }
  throw new Error('the server did not answer within 30 s');
}

/** Whether the server takes connections now: one that listens may still be recovering. */
export async function isReady(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function collectLastWords(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-2_000);
  });
  return () => text.trim();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return isAddress(address) ? address.port : 0;
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo => typeof address === 'object' && address !== null;
