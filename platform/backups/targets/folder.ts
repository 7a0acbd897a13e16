import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FolderTarget } from '../../rules/backups/targets.ts';
import type { TargetPlace } from './place.ts';

/** The folder itself is never made: where a disk is not mounted, nothing is written into the empty place. */
export function folderPlace({ path }: FolderTarget): TargetPlace {
  return {
    put: async (name, file) => {
      await access(path).catch(() => {
        throw new Error(`${path} is not there`);
      });
      const place = join(path, name);
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await pipeline(createReadStream(file.path), createWriteStream(`${place}.part`, { mode: 0o600, flush: true }));
      if ((await hashOf(`${place}.part`)) !== file.sha256) throw new Error('what was written is not what was read');
      await rename(`${place}.part`, place);
    },
    get: async (name) => {
      await access(join(path, name)).catch(() => {
        throw new Error(`${name} is not in ${path}`);
      });
      return createReadStream(join(path, name));
    },
    drop: async (name) => rm(join(path, name), { force: true }),
  };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}
