import type { DynoSpec } from '../drivers/driver.ts';
import { exitTimeoutText, survivorsText } from '../rules/dyno-faults.ts';
import { killedStatus } from '../rules/signals.ts';
import { readExit } from './exit-file.ts';
import { killTree, stopTree } from './stop.ts';
import type { ProcessTree } from './tree.ts';

/** How one start of a dyno ended. The reason is null when the exit status says it all. */
export interface StartEnd {
  readonly exitStatus: number | null;
  readonly reason: string | null;
}

/** Ends whatever is left of a start that is over, or has to be at once. */
export async function endStart(tree: ProcessTree, exitPath: string, reason: string | null): Promise<StartEnd> {
  const before = await readExit(exitPath);
  const survivors = await killTree(tree);
  tree.cgroup?.remove();
  return { exitStatus: before ?? (await readExit(exitPath)), reason: survivors.length > 0 ? survivorsText(survivors) : reason };
}

/** Stops a start as its specification says: signal, grace, SIGKILL. */
export async function stopStart(tree: ProcessTree, exitPath: string, stop: { spec: DynoSpec; deadlineMs(): number }): Promise<StartEnd> {
  const { spec } = stop;
  const wish = { signal: spec.stopSignal, leaderOnly: spec.stopLeaderOnly, deadlineMs: () => stop.deadlineMs() };
  const { inTime, survivors } = await stopTree(tree, wish);
  tree.cgroup?.remove();
  const exitStatus = (await readExit(exitPath)) ?? (inTime ? null : killedStatus);
  if (survivors.length > 0) return { exitStatus, reason: survivorsText(survivors) };
  return { exitStatus, reason: inTime ? null : exitTimeoutText(spec.stopSignal, spec.graceMs) };
}
