import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { serverUser } from './find.ts';
import type { PostgresBinaries, ServerUser } from './find.ts';

const run = promisify(execFile);

/** A Postgres data folder of our own. Its superuser is `rostra`; the password lies beside the data, readable by us alone. */
export interface Cluster {
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  readonly user: ServerUser | null;
  readonly password: string;
}

/**
 * The cluster in `directory`, made when there is none: C.UTF-8 with ICU's root collation (the same order on 15 and 17), and
 * password authentication even on loopback, because other people's programs run on this machine too.
 */
export async function openCluster(directory: string, binaries: PostgresBinaries): Promise<Cluster> {
  const user = await serverUser();
  const passwordFile = `${directory}.password`;
  if (!(await stat(join(directory, 'PG_VERSION')).catch(() => null))) await initCluster({ directory, binaries, user, passwordFile });
  return { directory, binaries, user, password: (await readFile(passwordFile, 'utf8')).trim() };
}

interface NewCluster {
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  readonly user: ServerUser | null;
  readonly passwordFile: string;
}

async function initCluster({ directory, binaries, user, passwordFile }: NewCluster): Promise<void> {
  await rm(directory, { recursive: true, force: true }); // what an interrupted initdb left
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(directory, { mode: 0o700 });
  await writeFile(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (user) await Promise.all([directory, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=und'];
  const access = ['--username=rostra', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  await run(join(binaries.folder, 'initdb'), ['-D', directory, '--no-sync', ...locale, ...access], { ...user, cwd: '/', env: quietEnv });
}

/** initdb and postgres look at nothing of ours but where programs are. */
const quietEnv = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' };

export interface ServerSettings {
  readonly port: number;
  readonly maxConnections?: number;
  /** False only for tests: a crash of the machine may then lose what was acknowledged. */
  readonly isDurable?: boolean;
  /** It counts its statements (pg_stat_statements), where its library is there. */
  readonly countsStatements?: boolean;
}

/** The server's program and arguments. TCP on loopback only, no Unix socket, so a deep folder does no harm. */
export function serverCommand(cluster: Cluster, settings: ServerSettings): readonly [program: string, ...args: string[]] {
  const durable = settings.isDurable ?? true;
  const options = {
    port: settings.port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: settings.maxConnections ?? 100,
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    shared_buffers: '128MB',
    log_destination: 'stderr',
    logging_collector: 'off',
    ...(settings.countsStatements === true && hasStatementCounts(cluster) ? statementCounts : {}),
  };
  return [
    join(cluster.binaries.folder, 'postgres'),
    '-D',
    cluster.directory,
    ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** A thousand kinds of statements are more than an app has. */
const statementCounts = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.max': 1_000 };

/** Beside the program itself, wherever a link to it stands: on Debian in lib, in the packaged server a folder deeper. */
function hasStatementCounts({ binaries }: Cluster): boolean {
  const folder = dirname(realpathSync(join(binaries.folder, 'postgres')));
  return ['lib', 'lib/postgresql'].some((lib) => existsSync(join(folder, '..', lib, 'pg_stat_statements.so')));
}

/** The superuser's address of a database of this cluster. */
export function clusterUrl(cluster: Cluster, port: number, database = 'postgres'): string {
  return `postgres://rostra:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/${database}`;
}
