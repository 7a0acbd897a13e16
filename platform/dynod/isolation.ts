import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cgroupRoot } from './cgroup.ts';

/** What this machine offers to keep a dyno's processes together and apart from others, best first. */
export interface Isolation {
  /** A folder for control groups: nothing gets out, one write ends a tree. */
  readonly cgroupRoot: string | null;
  /** An extra group id per dyno: outlives double forks, setsid and a cleared environment. Needs root and setpriv. */
  readonly markGroups: boolean;
  /** The helper that sets no_new_privs, user and groups; null when the machine has none. */
  readonly setpriv: string | null;
}

/** Looks once, when dynod starts. Without control groups and root, marks in the environment, session and ancestry must do. */
export function findIsolation(dataFolder: string): Isolation {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path)) ?? null;
  return { cgroupRoot: cgroupRoot(groupName(dataFolder)), markGroups: isRoot() && setpriv !== null, setpriv };
}

/** Who a dyno runs as, and the extra group that marks its processes. */
export interface Confinement {
  readonly user: { readonly uid: number; readonly gid: number } | null;
  readonly markGroup: number | null;
}

/** What stands before the dyno's command. Empty without setpriv: then the process that starts it changes its user. */
export function confine(isolation: Isolation, { user, markGroup }: Confinement): string[] {
  if (isolation.setpriv === null) return [];
  const ids = user === null || !isRoot() ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`];
  const groups = markGroup === null ? (ids.length > 0 ? ['--clear-groups'] : []) : [`--groups=${markGroup}`];
  return [isolation.setpriv, '--no-new-privs', ...ids, ...groups, '--'];
}

/** The group id that marks a dyno where control groups cannot be had; null where they can, or where nobody may set it. */
export function markGroupFor(isolation: Isolation, dynoId: string): number | null {
  if (isolation.cgroupRoot !== null || !isolation.markGroups) return null;
  return 1_600_000_000 + (createHash('sha256').update(dynoId).digest().readUInt32BE(0) % 400_000_000);
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function groupName(dataFolder: string): string {
  return `rostra-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`;
}
