import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { BoundSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis } from '../redis/find.ts';
import { prepareRedis } from '../redis/server.ts';

const password = 'open:/@sesame';

/** A Redis server of its own. */
export interface TestRedis {
  /** `redis://default:…@127.0.0.1:…/0`, with its password or another. */
  address(secret?: string): string;
  /** At once, as `kill -9` does. */
  kill(): void;
  close(): Promise<void>;
}

/** Starts one in a folder of its own, for at most 20 clients. */
export async function startRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-redis-'));
  const port = freePort();
  const settings = { directory: folder, port, password, memoryMb: 10, clients: 20, eviction: 'noeviction' } as const;
  const [program, ...args] = await prepareRedis(await findRedis(), settings);
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of server.stdout) if (String(line).includes('Ready to accept connections')) break;
  return {
    address: (secret = password) => `redis://default:${encodeURIComponent(secret)}@127.0.0.1:${port}/0`,
    kill: () => void server.kill('SIGKILL'),
    close: async () => {
      server.kill();
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): number {
  const held = new BoundSocket({ host: '127.0.0.1' });
  const { port } = held.address();
  held.close();
  return port;
}
