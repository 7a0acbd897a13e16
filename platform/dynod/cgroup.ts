import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './processes.ts';

/** One dyno's control group: whatever it starts stays inside, whichever way it forks. */
export class Cgroup {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  create(): void {
    mkdirSync(this.folder, { recursive: true });
  }

  /** Puts a process in. Its later children are born inside. */
  admit(pid: number): void {
    writeFileSync(join(this.folder, 'cgroup.procs'), String(pid));
  }

  /** The processes inside; null when the group does not exist. */
  pids(): number[] | null {
    const text = readText(join(this.folder, 'cgroup.procs'));
    return text === null ? null : text.split('\n').filter(Boolean).map(Number);
  }

  /** Ends all of them at once, where the kernel can (version 2); false where it cannot. */
  kill(): boolean {
    const file = join(this.folder, 'cgroup.kill');
    if (!existsSync(file)) return false;
    writeFileSync(file, '1');
    return true;
  }

  /** Removes the empty group; one that is not empty stays. */
  remove(): void {
    try {
      rmdirSync(this.folder);
    } catch {
      // somebody is still inside: the next start of dynod looks again
    }
  }
}

/**
 * Where this installation may make control groups: version 2 first, which needs no controllers for killing a whole tree, then the
 * freezer or pids tree of version 1. Null when none may be written. `name` becomes the folder's name.
 */
export function cgroupRoot(name: string): string | null {
  return (
    candidates()
      .map((folder) => join(folder, name))
      .find((folder) => isWritable(folder)) ?? null
  );
}

/** The groups below the root that still exist, by name. */
export function leftoverGroups(root: string): string[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** Version 2's root, our own group in it (an ordinary user may own that), then version 1. */
function candidates(): string[] {
  const mounts = (readText('/proc/self/mountinfo') ?? '').split('\n').map(cgroupMount);
  const v2 = mounts.filter((mount) => mount?.version === 2).map((mount) => mount?.point ?? '');
  const v1 = mounts.filter((mount) => mount?.version === 1).map((mount) => mount?.point ?? '');
  const own = /^0::(\/.+)$/m.exec(readText('/proc/self/cgroup') ?? '')?.[1];
  return [...v2, ...(own === undefined ? [] : v2.map((point) => join(point, own))), ...v1];
}

/** A line of /proc/self/mountinfo: `… root point flags … - type source options`. */
function cgroupMount(line: string): { point: string; version: 1 | 2 } | null {
  const [left = '', right = ''] = line.split(' - ');
  const point = left.split(' ')[4];
  const [type, , options = ''] = right.split(' ');
  if (point === undefined) return null;
  if (type === 'cgroup2') return { point, version: 2 };
  const controllers = options.split(',');
  return type === 'cgroup' && (controllers.includes('freezer') || controllers.includes('pids')) ? { point, version: 1 } : null;
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(join(folder, 'cgroup.procs'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
