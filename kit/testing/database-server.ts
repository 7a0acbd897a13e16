import { spawn } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../postgres/server.ts';

/**
 * A throw-away Postgres server for a test run, without fsync. A watchdog on a pipe ends it when this process dies in any way, so
 * nothing has to be stopped.
 */
export async function startTestPostgres(): Promise<{ url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-test-'));
  await chmod(folder, 0o711); // the server's own user must pass
  const server = await startPostgres({ directory: join(folder, 'data'), isDurable: false, maxConnections: 300 });
  const watchdog = spawn(process.execPath, [join(import.meta.dirname, 'watchdog.ts'), String(server.pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  server.unref();
  return { url: server.url };
}
