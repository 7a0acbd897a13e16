import { readdir, readFile } from 'node:fs/promises';
import { dynoLimits } from '../rules/dyno-limits.ts';
import { nextLoad, tasksBetween, threadTime, type ThreadTimes } from '../rules/load-average.ts';
import { memoryIsDue, pssKb, residentMb, type MemoryReading } from '../rules/dyno-memory.ts';
import type { ProcessRow } from '../rules/process-table.ts';
import type { Dyno } from './dyno.ts';
import { readProcesses } from './processes.ts';
import { membersAmong, type ProcessTree } from './tree.ts';

interface Reading {
  readonly atMs: number;
  readonly threads: ThreadTimes;
  readonly load: number | null;
  readonly memory: MemoryReading | null;
}

/** Measures what dynos use, one round for all. Reads go through the thread pool: a scan may take long on a busy machine. */
export class Meter {
  #readings = new Map<string, Reading>();

  async measure(dynos: readonly Dyno[]): Promise<void> {
    const rows = readProcesses();
    const fresh = new Map<string, Reading>();
    for (const dyno of dynos) {
      const { tree } = dyno;
      if (tree === null) continue;
      const key = `${tree.shim.pid} ${tree.shim.startTicks}`;
      const reading = await this.#read(tree, { rows, quotaMb: dyno.spec.memoryQuotaMb, before: this.#readings.get(key) });
      fresh.set(key, reading);
      if (dyno.tree === tree) dyno.measured({ memoryMb: reading.memory?.mb ?? null, load: reading.load });
    }
    this.#readings = fresh;
  }

  async #read(tree: ProcessTree, round: { rows: readonly ProcessRow[]; quotaMb: number; before: Reading | undefined }): Promise<Reading> {
    const pids = membersAmong(tree, round.rows).map((row) => row.pid);
    const { before } = round;
    const [threads, resident] = await Promise.all([threadTimes(pids), residentMemory(pids)]);
    const atMs = performance.now();
    const elapsedMs = before === undefined ? 0 : atMs - before.atMs;
    const load = before === undefined ? null : nextLoad(before.load, tasksBetween(before.threads, threads, elapsedMs), elapsedMs);
    const past = before?.memory ?? null;
    const isDue = memoryIsDue(past, { atMs, residentMb: resident, quotaMb: round.quotaMb, eachMs: dynoLimits.sampleMemoryMs });
    const memory = isDue ? { atMs, residentMb: resident, mb: (await sharedMemory(pids)) ?? resident } : past;
    return { atMs, threads, load, memory };
  }
}

async function threadTimes(pids: readonly number[]): Promise<ThreadTimes> {
  const perProcess = await Promise.all(pids.map((pid) => threadTimesOf(pid)));
  return new Map(perProcess.flat());
}

async function threadTimesOf(pid: number): Promise<[string, number][]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  return Promise.all(
    threads.map(async (thread): Promise<[string, number]> => {
      const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '');
      return [thread, threadTime(text)];
    }),
  );
}

async function residentMemory(pids: readonly number[]): Promise<number> {
  const perProcess = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')));
  return perProcess.reduce((sum, text) => sum + residentMb(text), 0);
}

/** Proportional set sizes, so that pages shared by forked workers count once. Null where the kernel does not show them. */
async function sharedMemory(pids: readonly number[]): Promise<number | null> {
  const perProcess = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')));
  const sizes = perProcess.map((text) => pssKb(text)).filter((size) => size !== null);
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
