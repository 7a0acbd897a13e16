import { treeMembers, isAlive, type ProcessRow } from '../rules/process-table.ts';
import type { Cgroup } from './cgroup.ts';
import { readProcess, readProcesses, readText, type ProcessId } from './processes.ts';

/** Everything one start of a dyno has given birth to, and how to find it again. */
export interface ProcessTree {
  readonly dynoId: string;
  readonly shim: ProcessId;
  readonly cgroup: Cgroup | null;
  /** The extra group id of its processes; null when there is none. */
  readonly markGroup: number | null;
}

/** Its living processes, the shim among them. Zombies are gone. */
export function membersOf(tree: ProcessTree): ProcessRow[] {
  const inside = tree.cgroup?.pids() ?? null;
  if (inside !== null)
    return inside
      .map((pid) => readProcess(pid))
      .filter((row) => row !== null)
      .filter(isAlive);
  const younger = readProcesses().filter((row) => row.startTicks >= tree.shim.startTicks);
  const marked = younger.filter((row) => isMarked(row.pid, tree)).map((row) => row.pid);
  return treeMembers(younger, tree.shim.pid, new Set(marked));
}

/** As membersOf, from a table read for many trees at once and without looking into every environment: good enough to measure. */
export function membersAmong(tree: ProcessTree, rows: readonly ProcessRow[]): readonly { readonly pid: number }[] {
  return tree.cgroup?.pids()?.map((pid) => ({ pid })) ?? treeMembers(rows, tree.shim.pid, new Set());
}

/** The process that the shim started: the one that Postgres wants to hear the signal. Null when it is gone. */
export function leaderOf(tree: ProcessTree, members: readonly ProcessRow[]): ProcessRow | null {
  const children = members.filter((row) => row.parent === tree.shim.pid);
  return children.sort((a, b) => a.startTicks - b.startTicks)[0] ?? null;
}

function isMarked(pid: number, tree: ProcessTree): boolean {
  if (readText(`/proc/${pid}/environ`)?.split('\0').includes(`DYNO_ID=${tree.dynoId}`)) return true;
  if (tree.markGroup === null) return false;
  const groups = /^Groups:\s*(.*)$/m.exec(readText(`/proc/${pid}/status`) ?? '')?.[1] ?? '';
  return groups.split(' ').includes(String(tree.markGroup));
}
