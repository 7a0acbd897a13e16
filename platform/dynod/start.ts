import type { DynoSpec } from '../drivers/driver.ts';
import { dynoLimits } from '../rules/dyno-limits.ts';
import type { Bell } from './bell.ts';
import type { Boot } from './boot.ts';
import { endStart, stopStart, type StartEnd } from './end.ts';
import { readExit } from './exit-file.ts';
import { isRunning } from './processes.ts';
import type { ProcessTree } from './tree.ts';

/** One start of a dyno: from the go line until its last process is gone. */
export interface Start {
  readonly spec: DynoSpec;
  readonly tree: ProcessTree;
  readonly exitPath: string;
  /** Null when it was up already. */
  readonly boot: Boot | null;
  /** Rings when its exit file changes, its shim ends, or somebody wants it to stop. */
  readonly bell: Bell;
}

/** What the watched dyno says and hears. */
export interface StartListener {
  /** Milliseconds of performance.now() when SIGKILL comes; null while nobody has asked for a stop. */
  stopDeadlineMs(): number | null;
  /** Why it has to end at once; null while it may live. */
  condemned(): string | null;
  onUp(): void;
  onBadBind(reason: string): void;
}

/** Watches a start until it is over, whatever ends it: its own exit, a stop, its boot limit, or its memory. */
export async function watchStart(start: Start, listener: StartListener): Promise<StartEnd> {
  let { boot } = start;
  for (;;) {
    if (listener.stopDeadlineMs() !== null) {
      return stopStart(start.tree, start.exitPath, { spec: start.spec, deadlineMs: () => listener.stopDeadlineMs() ?? 0 });
    }
    const condemned = listener.condemned();
    if (condemned !== null) return endStart(start.tree, start.exitPath, condemned);
    if (await isOver(start)) return endStart(start.tree, start.exitPath, null);
    const progress = boot === null ? 'up' : await bootProgress(boot, listener);
    if (typeof progress === 'object') return endStart(start.tree, start.exitPath, progress.timeout);
    if (progress === 'up') boot = null;
    await start.bell.wait(boot === null ? dynoLimits.pollMs : dynoLimits.bootProbeMs);
  }
}

/** Over when the shim has left the status, or is gone without having done so. */
async function isOver(start: Start): Promise<boolean> {
  return (await readExit(start.exitPath)) !== null || !isRunning(start.tree.shim);
}

async function bootProgress(boot: Boot, listener: StartListener): Promise<'waiting' | 'up' | { readonly timeout: string }> {
  const news = await boot.look();
  if (news.kind === 'timeout') return { timeout: news.reason };
  if (news.kind === 'bad-bind') listener.onBadBind(news.reason);
  if (news.kind === 'up') listener.onUp();
  return news.kind === 'up' ? 'up' : 'waiting';
}
