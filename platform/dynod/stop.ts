import { setTimeout as sleep } from 'node:timers/promises';
import { dynoLimits } from '../rules/dyno-limits.ts';
import type { ProcessRow } from '../rules/process-table.ts';
import { signalProcess } from './processes.ts';
import { leaderOf, membersOf, type ProcessTree } from './tree.ts';

export interface StopWish {
  readonly signal: 'SIGTERM' | 'SIGINT';
  /** Only the process that the shim started hears the signal. */
  readonly leaderOnly: boolean;
  /** When SIGKILL comes, on the monotonic clock (performance.now); asked again while waiting: a shutdown may bring it forward. */
  deadlineMs(): number;
}

/** How a stop went. `survivors` lived through SIGKILL: a fault of the platform or of the machine (R99). */
export interface StopOutcome {
  readonly inTime: boolean;
  readonly survivors: readonly number[];
}

/** Signals the whole tree, waits for its grace, kills what is left and makes sure that nothing is. */
export async function stopTree(tree: ProcessTree, wish: StopWish): Promise<StopOutcome> {
  const signalled = new Set<number>();
  for (let round = 0; round < 3; round += 1) if (signalNew(tree, wish, signalled) === 0) break;
  for (let waitMs = 5; ; waitMs = Math.min(waitMs * 1.5, 250)) {
    if (membersOf(tree).length === 0) return { inTime: true, survivors: [] };
    const leftMs = wish.deadlineMs() - performance.now();
    if (leftMs <= 0) return { inTime: false, survivors: await killTree(tree) };
    await sleep(Math.min(waitMs, leftMs));
  }
}

/** SIGKILL to everything, again and again until two looks in a row find nothing. Returns what is still alive after the limit. */
export async function killTree(tree: ProcessTree): Promise<readonly number[]> {
  const giveUpMs = performance.now() + dynoLimits.verifyEmptyMs;
  for (let emptyLooks = 0, waitMs = 2; ; waitMs = Math.min(waitMs * 2, 200)) {
    const members = membersOf(tree);
    emptyLooks = members.length === 0 ? emptyLooks + 1 : 0;
    if (emptyLooks === 2) return [];
    if (performance.now() > giveUpMs) return members.map((row) => row.pid);
    if (members.length > 0 && tree.cgroup?.kill() !== true) for (const row of members) signalProcess(row, 'SIGKILL');
    await sleep(waitMs);
  }
}

/** Signals each process once; a child born between the look and its parent's signal is found by the next look. */
function signalNew(tree: ProcessTree, wish: StopWish, signalled: Set<number>): number {
  const members = membersOf(tree);
  const meant = wish.leaderOnly ? [leaderOf(tree, members)].filter((row): row is ProcessRow => row !== null) : members;
  const fresh = meant.filter((row) => !signalled.has(row.pid));
  for (const row of fresh) {
    signalled.add(row.pid);
    signalProcess(row, wish.signal);
  }
  return fresh.length;
}
