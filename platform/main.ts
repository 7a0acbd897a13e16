import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { createLogger } from '#kit/log/logger.ts';
import { ApiConnection } from './api-connection.ts';
import { homePaths, platformConfig, type HomePaths, type PlatformConfig } from './config.ts';
import { bootId, isRunning } from './dynod/processes.ts';
import { dynoIds, readRecord } from './dynod/record.ts';
import { FormerRouters } from './parent/former-routers.ts';
import { takeLock } from './parent/lock.ts';
import { endPlatform, Parent, platformParts } from './parent/parent.ts';
import { livingPart } from './parent/part.ts';

/** A platform that runs because of this process. */
export interface RunningPlatform {
  /** `http://localhost:8080`: the dashboard; an app is at `http://<app>.localhost:8080`. */
  readonly url: string;
  /** The data folder. */
  readonly home: string;
  readonly adminPassword: string;
  /** Settles when it has been stopped, by a signal, by `rostra down` or by `stop`. */
  readonly stopped: Promise<void>;
  /** Ends everything: control, dynos with their grace, add-on servers, dynod, router. */
  stop(): Promise<void>;
}

/**
 * Starts the platform, or takes over one whose parent was killed. Answers when all of it is ready. From then on Ctrl-C, SIGTERM and
 * SIGHUP stop it cleanly; a second one does not wait for dynos any more. Throws a fault, and leaves nothing, when it cannot start.
 */
export async function startPlatform(config: PlatformConfig = platformConfig()): Promise<RunningPlatform> {
  const parent = await Parent.start(config);
  const forget = onStopSignal({ first: () => void parent.stop(), again: () => void parent.hurry() });
  const stopped = parent.stopped.finally(forget);
  await parent.open();
  const { url, adminPassword, paths } = parent;
  return { url, home: paths.root, adminPassword, stopped, stop: () => parent.stop() };
}

/**
 * Stops the platform of a data folder, from another process: asks its parent, or, when that was killed, stops what it has left. False
 * when nothing runs there.
 */
export async function stopPlatform(home: string): Promise<boolean> {
  const paths = homePaths(home);
  if (!existsSync(paths.lock)) return false;
  const lock = takeLock(paths.lock);
  if (lock === null) {
    await new ApiConnection({ kind: 'socket', path: paths.parentSocket, actor: 'cli' }).call({ method: 'POST', path: '/down' });
    return true;
  }
  try {
    return await stopOrphans(paths);
  } finally {
    lock.release();
  }
}

async function stopOrphans(paths: HomePaths): Promise<boolean> {
  const former = FormerRouters.find(paths.parts);
  const hasParts = former.isAnyLeft || livingPart(paths.parts, 'control') !== null || livingPart(paths.parts, 'dynod') !== null;
  if (!hasParts && !(await isAnyDynoLeft(paths.dynos))) return false;
  const logger = createLogger({ name: 'parent', file: join(paths.parts, 'parent.log') });
  const parts = platformParts({ ...platformConfig(), home: paths.root }, paths, { descriptors: [], logger });
  parts.dynod.keep();
  await endPlatform({ parts, former, logger, dynod: new ApiConnection({ kind: 'socket', path: paths.dynodSocket, actor: 'parent' }) });
  return true;
}

async function isAnyDynoLeft(dynosFolder: string): Promise<boolean> {
  const ids = await dynoIds(dynosFolder).catch(() => []);
  const records = await Promise.all(ids.map((id) => readRecord(join(dynosFolder, id))));
  return records.some((record) => record !== null && record.shim !== null && record.bootId === bootId() && isRunning(record.shim));
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A Ctrl-C comes twice, from the terminal and from npm, which passes it on: what comes this soon is the same wish. */
const sameWishMs = 1_000;

/** Answers how to stop listening. */
function onStopSignal(wish: { first(): void; again(): void }): () => void {
  let firstMs: number | null = null;
  const listener = (): void => {
    const nowMs = performance.now();
    if (firstMs !== null && nowMs - firstMs > sameWishMs) wish.again();
    if (firstMs === null) wish.first();
    firstMs ??= nowMs;
  };
  for (const signal of stopSignals) process.on(signal, listener);
  return () => stopSignals.forEach((signal) => process.off(signal, listener));
}

/** The platform alone, without the command line around it: says where it is, and runs until it is stopped. */
export async function main(): Promise<void> {
  try {
    const platform = await startPlatform();
    process.stdout.write(`dashboard ${platform.url}\npassword  ${platform.adminPassword}\n`);
    await platform.stopped;
  } catch (error) {
    if (!(error instanceof RostraError)) throw error;
    process.stderr.write(`${[error.message, error.hint ?? ''].join('\n').trim()}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
