import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Linux takes 107 bytes in a Unix socket's path; 100 leaves room for the file's name to grow. */
const longestSocketPath = 100;

/** Every place in the data folder, by name. Nothing else builds these paths. */
export interface HomePaths {
  readonly root: string;
  readonly adminPassword: string;
  readonly controlDb: string;
  readonly logsDb: string;
  readonly metricsDb: string;
  /** The folder of Unix sockets. */
  readonly run: string;
  readonly controlSocket: string;
  readonly dashboardSocket: string;
  readonly routerSocket: string;
  readonly dynodSocket: string;
  readonly parentSocket: string;
  /** Output files and pid records of parent, router, control and dynod. */
  readonly parts: string;
  readonly routerTable: string;
  readonly dynos: string;
  readonly slugs: string;
  readonly builds: string;
  readonly addons: string;
}

/** The data folder's places. A deep folder gets a short one for sockets in the system's temporary folder. */
export function homePaths(home: string): HomePaths {
  const root = resolve(home);
  const run = socketFolder(root);
  return {
    root,
    adminPassword: join(root, 'admin-password'),
    controlDb: join(root, 'control.db'),
    logsDb: join(root, 'logs.db'),
    metricsDb: join(root, 'metrics.db'),
    run,
    controlSocket: join(run, 'control.sock'),
    dashboardSocket: join(run, 'dashboard.sock'),
    routerSocket: join(run, 'router.sock'),
    dynodSocket: join(run, 'dynod.sock'),
    parentSocket: join(run, 'parent.sock'),
    parts: join(root, 'parts'),
    routerTable: join(root, 'router-table.json'),
    dynos: join(root, 'dynos'),
    slugs: join(root, 'slugs'),
    builds: join(root, 'builds'),
    addons: join(root, 'addons'),
  };
}

function socketFolder(root: string): string {
  const inside = join(root, 'run');
  if (Buffer.byteLength(join(inside, 'dashboard.sock')) <= longestSocketPath) return inside;
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return join(tmpdir(), `rostra-${process.getuid?.() ?? 'user'}-${name}`);
}
