import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HomePaths } from '../config.ts';

/** Room that nobody uses, so that there is some when all other is gone (STA-05). */
const bytes = 256 * 1024 ** 2;
/** It is made only where it takes little of what there is. */
const leastFreeBytes = 16 * bytes;

/** Of util-linux. */
const allocator = 'fallocate';

const ballastOf = ({ root }: Pick<HomePaths, 'root'>): string => join(root, 'ballast');

/** At once, without writing it; a file system or a machine that cannot do that goes without. */
export async function keepBallast(paths: Pick<HomePaths, 'root'>, freeBytes: number): Promise<void> {
  const file = ballastOf(paths);
  if (existsSync(file) || freeBytes < leastFreeBytes) return;
  const making = spawn(allocator, ['--length', String(bytes), file], { stdio: 'ignore' });
  const [status]: unknown[] = await once(making, 'close').catch(() => [null]);
  if (status !== 0) await rm(file, { force: true });
}

export async function dropBallast(paths: Pick<HomePaths, 'root'>): Promise<void> {
  await rm(ballastOf(paths), { force: true });
}
