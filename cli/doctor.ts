import { constants } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { findPostgres } from '#kit/postgres/find.ts';
import type { Operations } from '../platform/client.ts';
import type { CliConfig } from './config.ts';
import { firstProgram, isAllowed } from './programs.ts';

/** What one look at this machine found. `warning`: works without it, but something is lost. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'wrong';
  readonly says: string;
  /** What to do; empty when nothing. */
  readonly fix: string;
}

/** Looks at everything the platform needs of this machine. */
export function examine(config: CliConfig, platform: Operations): Promise<Finding[]> {
  return Promise.all([
    nodeVersion(),
    postgres(),
    redis(config),
    chromium(config),
    controlGroups(),
    port(config, platform),
    disk(config.home),
  ]);
}

async function nodeVersion(): Promise<Finding> {
  const what = 'Node';
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 26) return { what, state: 'ok', says: process.version, fix: '' };
  return { what, state: 'wrong', says: `${process.version} is too old`, fix: 'Run npm ci: it brings the Node that fits.' };
}

async function postgres(): Promise<Finding> {
  const what = 'Postgres';
  try {
    const { version, folder, origin } = await findPostgres();
    return { what, state: 'ok', says: `version ${version}, ${origin === 'system' ? folder : 'the packaged one'}`, fix: '' };
  } catch (error) {
    return { what, state: 'wrong', says: error instanceof Error ? error.message : 'not found', fix: 'Install the package postgresql.' };
  }
}

async function redis({ path }: CliConfig): Promise<Finding> {
  const program = await firstProgram(['redis-server', 'valkey-server'], path);
  if (program !== null) return { what: 'Redis', state: 'ok', says: program, fix: '' };
  return {
    what: 'Redis',
    state: 'warning',
    says: 'none: the add-on redis is not offered',
    fix: 'Install redis-server if an app needs it.',
  };
}

async function chromium({ path }: CliConfig): Promise<Finding> {
  const program = await firstProgram(['chromium', 'chromium-browser', 'google-chrome'], path);
  if (program !== null) return { what: 'Chromium', state: 'ok', says: program, fix: '' };
  return { what: 'Chromium', state: 'warning', says: 'none: only the browser tests need it', fix: 'Install chromium to run them.' };
}

/** Where dynos cannot have a control group of their own, their processes are found by session and ancestry instead. */
async function controlGroups(): Promise<Finding> {
  const what = 'Control groups';
  const isOurs =
    (await isAllowed('/sys/fs/cgroup/cgroup.procs', constants.W_OK)) || (await isAllowed('/sys/fs/cgroup/pids', constants.W_OK));
  if (isOurs) return { what, state: 'ok', says: 'a dyno’s processes can be stopped as one', fix: '' };
  return {
    what,
    state: 'warning',
    says: 'not writable: a process that hides from its dyno may outlive it',
    fix: 'Run as root, or delegate a control group.',
  };
}

/** Free, or taken by this very platform. */
async function port(config: CliConfig, platform: Operations): Promise<Finding> {
  const status = await platform.status().catch(() => null);
  if (status !== null) return { what: 'Port', state: 'ok', says: `this platform answers at ${status.url}`, fix: '' };
  const number = Number(config.port ?? '8080');
  const what = `Port ${number}`;
  if (await canListen(number)) return { what, state: 'ok', says: 'free', fix: '' };
  return { what, state: 'wrong', says: 'taken by another program', fix: 'Stop that program, or set ROSTRA_PORT to another port.' };
}

function canListen(number: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port: number, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

const leastFreeBytes = 2e9;

async function disk(home: string): Promise<Finding> {
  const folder = await nearestFolder(home);
  const { bavail, bsize } = await statfs(folder);
  const says = `${((bavail * bsize) / 1e9).toFixed(1)} GB free for ${home}`;
  if (bavail * bsize >= leastFreeBytes) return { what: 'Disk', state: 'ok', says, fix: '' };
  return { what: 'Disk', state: 'warning', says, fix: 'Free some space, or set ROSTRA_HOME to a folder on a larger disk.' };
}

async function nearestFolder(path: string): Promise<string> {
  return (await isAllowed(path, constants.F_OK)) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
