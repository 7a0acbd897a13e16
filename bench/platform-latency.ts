// How long does an organiser wait: for one more dyno, for a config var to be in force, for a line in the log, for the command line itself?
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '#kit/http/client.ts';
import { startInstallation, type Installation } from '../e2e/installation.ts';
import { connectClient, deploy, localAddress, type LogLine, type Operations } from '../platform/client.ts';
import { type Bench, loneRow } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';

const app = 'echo';
const runs = 7;
const launcher = join(import.meta.dirname, '..', 'bin', 'rostra.mjs');

export const bench: Bench = (print) =>
  tidily(async (later) => {
    const house = await startInstallation();
    later(() => house.remove());
    const platform = connectClient(localAddress(house.home));
    await platform.createApp(app);
    const folder = join(import.meta.dirname, '..', 'e2e', 'apps', 'echo');
    await deploy(platform, app, { source: { kind: 'folder', path: folder }, onLine: () => {} });
    const questions: readonly (readonly [string, () => Promise<number>])[] = [
      ['ps:scale web=+1, until the new dyno answers', () => oneMore(house, platform)],
      ['config:set, until every answer comes from the new release', () => newConfig(house, platform)],
      ['a line of the app, until it is in logs --tail', () => lineInTail(platform)],
      ['rostra apps, until it has answered', () => commandLine(house)],
    ];
    for (const [question, measure] of questions) print(loneRow(factsOf(question), await series(measure)));
  });

const factsOf = (question: string) => ({ bench: 'platform-latency', case: question, unit: 'ms', headline: true });

async function series(measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await measure());
  return times;
}

/** With the boot of the app, which is a small one. */
async function oneMore(house: Installation, platform: Operations): Promise<number> {
  await settled(platform, 1);
  const startedAt = performance.now();
  await platform.scale(app, { web: 2 });
  await until(async () => (await whoAnswers(house)).dyno === 'web.2');
  const took = performance.now() - startedAt;
  await platform.scale(app, { web: 1 });
  return took;
}

async function newConfig(house: Installation, platform: Operations): Promise<number> {
  await settled(platform, 1);
  const startedAt = performance.now();
  const { release } = await platform.setConfig(app, { set: { A: String(startedAt) }, restart: true });
  await until(async () => (await whoAnswers(house)).release === `v${release.version}`);
  return performance.now() - startedAt;
}

/** From when a one-off dyno writes the time until whoever follows the log has it. */
async function lineInTail(platform: Operations): Promise<number> {
  const tail = new AbortController();
  const arrived = Promise.withResolvers<number>();
  const newest = (await platform.logs(app, { lines: 1 })).at(-1)?.id ?? 0;
  const onItem = ({ id, source, text }: LogLine): void => {
    if (id > newest && source === 'app' && /^\d{13}$/.test(text)) arrived.resolve(Date.now() - Number(text));
  };
  const following = platform.followLogs(app, { lines: 1 }, { signal: tail.signal, onItem });
  await platform.startRun(app, { command: 'date +%s%3N; sleep 1', env: {} });
  const took = await arrived.promise;
  tail.abort();
  await following.catch(() => {});
  return took;
}

async function commandLine(house: Installation): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [launcher, 'apps'], {
    env: { ...process.env, ROSTRA_HOME: house.home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) if (line !== '') return performance.now() - startedAt;
  throw new Error('rostra apps said nothing.');
}

async function settled(platform: Operations, web: number): Promise<void> {
  await until(async () => {
    const dynos = await platform.dynos(app);
    return dynos.length === web && dynos.every(({ state }) => state === 'up');
  });
}

async function whoAnswers(house: Installation): Promise<{ dyno: string; release: string }> {
  const { text } = await send({ url: house.appUrl(app) });
  const answer: { dyno: string; release: string } = JSON.parse(text);
  return answer;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const endAt = performance.now() + 30_000; !(await holds()); await sleep(5)) {
    if (performance.now() > endAt) throw new Error('It did not come about within 30 s.');
  }
}
