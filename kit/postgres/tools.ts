import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RostraError } from '../errors/rostra-error.ts';
import { systemFolders } from './find.ts';

const run = promisify(execFile);

/** Programs of PostgreSQL beside its server. */
export interface PostgresTools {
  readonly dump: string;
  readonly restore: string;
  readonly psql: string;
  /** `pg_dump (PostgreSQL) 15.18` */
  readonly version: string;
}

/** The oldest pg_dump, pg_restore and psql of this machine that know a server of this major version. */
export async function findPostgresTools(serverVersion: number): Promise<PostgresTools> {
  const found: { readonly folder: string; readonly version: string; readonly major: number }[] = [];
  for (const folder of await systemFolders()) {
    const version = await versionOf(join(folder, 'pg_dump'));
    const major = Number(/(\d+)(\.\d+)?/.exec(version ?? '')?.[1] ?? 0);
    if (version !== null && major >= serverVersion) found.push({ folder, version, major });
  }
  const [best] = found.toSorted((a, b) => a.major - b.major);
  if (best === undefined) throw toolsMissing(serverVersion);
  const at = (name: string): string => join(best.folder, name);
  return { dump: at('pg_dump'), restore: at('pg_restore'), psql: at('psql'), version: best.version };
}

async function versionOf(program: string): Promise<string | null> {
  return run(program, ['--version'], { cwd: '/' }).then(
    ({ stdout }) => stdout.replace(/\s*\(Debian.*\)\s*$/, '').trim(),
    () => null,
  );
}

const toolsMissing = (version: number): RostraError =>
  new RostraError({
    code: 'POSTGRES_TOOLS_MISSING',
    status: 503,
    message: `There is no pg_dump of version ${version} or later on this machine, so nothing can be backed up or restored.`,
    hint: 'Install the package postgresql-client.',
  });
