import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds that the process's present threads have used, to the nanosecond where `stat` counts in hundredths of a second. */
export function cpuSeconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => sum + threadSeconds(`/proc/${pid}/task/${thread}`), 0);
}

function threadSeconds(folder: string): number {
  const [ranNs = '0'] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ');
  return Number(ranNs) / 1e9;
}
