import type { BenchRow } from './row.ts';
import { rowOf } from './row.ts';
import type { Solvers, Task } from '../peers/solvers.ts';

/** A problem that our engine and a peer solve in turn. */
export interface Contest {
  readonly bench: string;
  readonly case: string;
  readonly peer: string;
  readonly headline: boolean;
  readonly runs: number;
  readonly task: Task;
  /** Solves it once and gives the figure that the peer must agree with. */
  readonly ours: () => number;
}

/**
 * Both in turn; the row is in milliseconds of the thread's CPU time, which on a quiet machine is the time that passes and on a busy one does
 * not grow with what others do. The kernel counts in steps of some milliseconds, so a run of ours repeats what is quicker than that. Throws
 * when the two disagree.
 */
export async function besideSolver({ task, ours, runs, ...facts }: Contest, solvers: Solvers): Promise<BenchRow> {
  const [mine, theirs]: [number[], number[]] = [[], []];
  const repeats = warm(ours);
  for (let run = 0; run < runs; run += 1) {
    const startedMs = cpuMs();
    let figure = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) figure = ours();
    mine.push((cpuMs() - startedMs) / repeats);
    const solved = await solvers.solve(task);
    theirs.push(solved.ms);
    if (Math.abs(solved.figure - figure) > 1e-6 * Math.max(1, Math.abs(figure)))
      throw new Error(`${facts.case}: ours is ${figure}, that of ${facts.peer} ${solved.figure}.`);
  }
  return rowOf({ ...facts, unit: 'ms of CPU', better: 'less' }, mine, theirs);
}

/** What this thread has used so far. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const runMs = 60;

/** A tab that has run for a while has compiled its hot loops. Gives how many times the problem can be solved in one run. */
function warm(ours: () => number): number {
  for (let run = 0; run < 5; run += 1) ours();
  const startedMs = cpuMs();
  let repeats = 0;
  for (; cpuMs() - startedMs < runMs; repeats += 1) ours();
  return repeats;
}
