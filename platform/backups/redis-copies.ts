import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { liveServer } from '../addons/live-server.ts';
import { redisFile, saveRedis } from '../addons/redis.ts';
import type { Control } from '../control/control.ts';

/** The data of each Redis add-on as they are now, a file for each. A server that is stopped has written its own when it ended. */
export async function copyRedisData(control: Control, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const addon of control.store.addons.list()) {
    if (addon.service !== 'redis' || addon.state !== 'available') continue;
    if (liveServer(control, `_${addon.name}`)?.state === 'up') await saveRedis(control, addon);
    const file = await redisFile(control, addon);
    if (existsSync(file)) await copyFile(file, join(folder, `${addon.name}.rdb`));
  }
}
