import { dirname } from 'node:path';
import type { DynoSpec } from '../drivers/driver.ts';
import type { DynoFolders } from './work-folder.ts';

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Programs of the slug are those of the dyno's own copy. */
function ownPath(path: string, slug: string, work: string): string {
  const folders = path.split(':');
  return folders.map((folder) => (folder.startsWith(`${slug}/`) ? `${work}${folder.slice(slug.length)}` : folder)).join(':');
}

/** Complete: what control set, and what only this machine knows. Nothing of the platform's own environment (SUP-06). */
export function dynoEnvironment(spec: DynoSpec, port: number | null, folders: DynoFolders): Record<string, string> {
  const { PATH = `${dirname(process.execPath)}:${systemPath}`, ...env } = spec.env;
  return {
    ...env,
    PATH: ownPath(PATH, spec.directory, folders.work),
    DYNO: `${spec.type}.${spec.number}`,
    DYNO_ID: spec.id,
    TMPDIR: folders.temporary,
    HOME: folders.work,
    ...(port === null ? {} : { PORT: String(port) }),
  };
}
