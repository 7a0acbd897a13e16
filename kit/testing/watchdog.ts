// Ends a test server when whoever started it is gone, in whatever way: standard input then closes.
// node kit/testing/watchdog.ts PID FOLDER
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const [pid, folder] = [Number(process.argv[2]), process.argv[3]];
const isAlive = (): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {}); // a Ctrl-C reaches us too
process.stdin.resume();
process.stdin.on('close', async () => {
  if (isAlive()) process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive() && waited < 10_000; waited += 50) await delay(50);
  if (isAlive()) process.kill(pid, 'SIGKILL');
  if (folder) await rm(folder, { recursive: true, force: true });
});
