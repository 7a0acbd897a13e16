import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '#kit/log/logger.ts';
import { ApiConnection } from '../api-connection.ts';
import { platformConfig, type HomePaths } from '../config.ts';
import { bootId, isRunning } from '../dynod/processes.ts';
import { dynoIds, readRecord } from '../dynod/record.ts';
import { FormerRouters } from './former-routers.ts';
import { takeLock } from './lock.ts';
import { endPlatform, platformParts } from './parent.ts';
import { livingPart } from './part.ts';

/** Asks the parent of a data folder to stop, or, when that was killed, stops what it has left. False when nothing runs there. */
export async function stopFromOutside(paths: HomePaths): Promise<boolean> {
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
  const parts = platformParts({ ...platformConfig(), home: paths.root }, paths, { door: null, logger });
  parts.dynod.keep();
  await endPlatform({ parts, former, logger, dynod: new ApiConnection({ kind: 'socket', path: paths.dynodSocket, actor: 'parent' }) });
  return true;
}

async function isAnyDynoLeft(dynosFolder: string): Promise<boolean> {
  const ids = await dynoIds(dynosFolder).catch(() => []);
  const records = await Promise.all(ids.map((id) => readRecord(join(dynosFolder, id))));
  return records.some((record) => record !== null && record.shim !== null && record.bootId === bootId() && isRunning(record.shim));
}
