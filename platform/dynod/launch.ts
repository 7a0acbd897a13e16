import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { invariant } from '#kit/errors/invariant.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { DynoSpec } from '../drivers/driver.ts';
import { Cgroup } from './cgroup.ts';
import { readExit } from './exit-file.ts';
import { confine, isRoot, type Isolation } from './isolation.ts';
import { isRunning, openFilesLimit, readProcess } from './processes.ts';
import { leaderOf, membersOf, type ProcessTree } from './tree.ts';

const shim = join(import.meta.dirname, 'shim.sh');
const shell = existsSync('/bin/bash') ? '/bin/bash' : '/bin/sh';

/** One start of a dyno, decided down to its folders. */
export interface LaunchPlan {
  readonly spec: DynoSpec;
  readonly environment: Readonly<Record<string, string>>;
  readonly workFolder: string;
  readonly outputPath: string;
  readonly exitPath: string;
  readonly isolation: Isolation;
  readonly markGroup: number | null;
}

export interface Launched {
  readonly tree: ProcessTree;
  /** Settles when the shim has ended: only the dynod that started it hears of this way. */
  readonly shimEnded: Promise<void>;
}

/**
 * Starts the shim, puts it into its control group, lets the caller write the start down, then says go: nothing of the dyno's own runs
 * before it is on record, and nothing is born outside its group.
 */
export async function launch(plan: LaunchPlan, writeDown: (tree: ProcessTree) => Promise<void>): Promise<Launched> {
  const output = await ownedFile(plan.outputPath, plan);
  const exit = await ownedFile(plan.exitPath, plan);
  try {
    const child = await spawnShim(plan, [output.fd, exit.fd]);
    const tree = treeOf(child, plan);
    const shimEnded = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await writeDown(tree).catch((error: unknown) => {
      child.stdin?.end(); // without the go line the shim leaves
      throw error;
    });
    child.stdin?.end('go\n');
    child.unref();
    await begun(tree, plan.exitPath);
    return { tree, shimEnded };
  } finally {
    await Promise.all([output.close(), exit.close()]);
  }
}

/** The dyno's user may open its output again (`/dev/stdout`), so the file is that user's. */
async function ownedFile(path: string, plan: LaunchPlan): Promise<FileHandle> {
  const file = await open(path, 'a', 0o600);
  if (plan.spec.user !== null && isRoot()) await chown(path, plan.spec.user.uid, plan.spec.user.gid);
  return file;
}

async function spawnShim(plan: LaunchPlan, [output, exit]: readonly [number, number]): Promise<ChildProcess> {
  const { spec, isolation } = plan;
  const command = [...confine(isolation, { user: spec.user, markGroup: plan.markGroup }), shell, '-c', spec.command];
  const plainUser = isolation.setpriv === null && isRoot() ? spec.user : null;
  const child = spawn('/bin/sh', [shim, String(openFilesLimit()), ...command], {
    cwd: plan.workFolder,
    env: plan.environment,
    detached: true,
    stdio: ['pipe', output, output, exit],
    ...plainUser,
  });
  child.stdin?.on('error', () => {}); // the shim is gone: its end is found where every end is
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(cannotStart(spec, error)));
  });
  return child;
}

function treeOf(child: ChildProcess, plan: LaunchPlan): ProcessTree {
  invariant(child.pid !== undefined, 'a spawned shim has a pid');
  const row = readProcess(child.pid);
  invariant(row !== null, 'a shim waits for its go line');
  const shimId = { pid: row.pid, startTicks: row.startTicks };
  return { dynoId: plan.spec.id, shim: shimId, cgroup: admitted(child.pid, plan), markGroup: plan.markGroup };
}

/** Null where this process may not be moved: marks, session and ancestry must do then. */
function admitted(pid: number, { isolation, spec }: LaunchPlan): Cgroup | null {
  if (isolation.cgroupRoot === null) return null;
  const cgroup = new Cgroup(join(isolation.cgroupRoot, spec.id));
  try {
    cgroup.create();
    cgroup.admit(pid);
    return cgroup;
  } catch {
    cgroup.remove();
    return null;
  }
}

/** The command has begun when the shim has a child, or is over already. */
async function begun(tree: ProcessTree, exitPath: string): Promise<void> {
  for (let waitMs = 1; waitMs < 500; waitMs *= 2) {
    if (leaderOf(tree, membersOf(tree)) !== null || !isRunning(tree.shim) || (await readExit(exitPath)) !== null) return;
    await sleep(waitMs);
  }
}

function cannotStart(spec: DynoSpec, error: Error): RostraError {
  const folder = existsSync(spec.directory) ? '' : ` The folder ${spec.directory} does not exist.`;
  return new RostraError({
    code: 'PLATFORM_DYNO_START',
    status: 422,
    message: `${spec.type}.${spec.number} of ${spec.app} cannot be started: ${error.message}.${folder}`,
  });
}
