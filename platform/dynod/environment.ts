import { dirname } from 'node:path';
import type { DynoSpec } from '../drivers/driver.ts';
import type { DynoFolders } from './work-folder.ts';

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Complete: what control set, and what only this machine knows. Nothing of the platform's own environment (SUP-06). */
export function dynoEnvironment(spec: DynoSpec, port: number | null, folders: DynoFolders): Record<string, string> {
  return {
    PATH: `${dirname(process.execPath)}:${systemPath}`,
    ...spec.env,
    DYNO: `${spec.type}.${spec.number}`,
    DYNO_ID: spec.id,
    TMPDIR: folders.temporary,
    HOME: folders.work,
    ...(port === null ? {} : { PORT: String(port) }),
  };
}
