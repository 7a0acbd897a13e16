import { readdirSync, readFileSync } from 'node:fs';
import { isAlive, processRow, type ProcessRow } from '../rules/process-table.ts';

/** A process that cannot be mistaken for a later one with the same pid: valid within one run of the machine. */
export interface ProcessId {
  readonly pid: number;
  readonly startTicks: number;
}

/** The machine's run: pids and ticks from another run mean nothing. */
export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** The process with this pid now; null when there is none. */
export function readProcess(pid: number): ProcessRow | null {
  const stat = readText(`/proc/${pid}/stat`);
  return stat === null ? null : processRow(stat);
}

/** The whole table. About 10 µs a process. */
export function readProcesses(): ProcessRow[] {
  return readdirSync('/proc')
    .filter((name) => name[0] !== undefined && name[0] >= '1' && name[0] <= '9')
    .map((name) => readProcess(Number(name)))
    .filter((row) => row !== null);
}

/** True while exactly this process lives. A zombie does not. */
export function isRunning(id: ProcessId): boolean {
  const row = readProcess(id.pid);
  return row !== null && row.startTicks === id.startTicks && isAlive(row);
}

/** Sends the signal if this very process still lives; true when it was sent. */
export function signalProcess(id: ProcessId, signal: NodeJS.Signals): boolean {
  if (!isRunning(id)) return false;
  try {
    process.kill(id.pid, signal);
    return true;
  } catch {
    return false; // it went between the look and the signal, or it is not ours
  }
}

const wantedOpenFiles = 65_536;

/** How many files a dyno may open: 65,536, or what this machine allows us (SUP-06). */
export function openFilesLimit(): number {
  const hard = /^Max open files\s+\S+\s+(\d+)/m.exec(readText('/proc/self/limits') ?? '')?.[1];
  return hard === undefined ? wantedOpenFiles : Math.min(wantedOpenFiles, Number(hard));
}

/** A file of /proc; null when the process is gone or closed to us. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
