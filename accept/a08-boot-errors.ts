// A08: an app that never listens, one that listens elsewhere, and one that crashes again and again.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deployEcho, echoFolder, logLines } from './echo-app.ts';
import { until } from './load.ts';
import { crowding } from './crowding.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

export const story: Story = {
  waits: true,
  async tell(house) {
    const [mute, astray, falling] = await Promise.all([neverListens(house), listensElsewhere(house), crashLoop(house)]);
    return `R10 after ${mute.toFixed(1)} s; R11 named port 8000 after ${astray} ms; crash loop started at ${falling} s, X20 told once`;
  },
};

async function neverListens(house: House): Promise<number> {
  await house.rostra('apps:create', 'mute');
  await house.rostra('config:set', 'BIND=never', '--app', 'mute');
  const deploy = house.refusal('deploy', echoFolder, '--app', 'mute').catch(() => ''); // with no dyno wanted it succeeds
  await until('the dyno starts', 30_000, async () => (await starts(house, 'mute')).length > 0);
  await until('R10', 80_000, async () => (await logLines(house, 'mute', 50)).some((line) => line.includes('Error R10 (Boot timeout)')));
  const lines = await logLines(house, 'mute', 50);
  const [startedAt = 0] = await starts(house, 'mute');
  const endedAt = lines.find((line) => line.includes('Error R10'));
  const seconds = (timeOf(endedAt ?? '') - startedAt) / 1000;
  expect(Math.abs(seconds - 60) <= 1.5, `R10 after ${seconds.toFixed(1)} s.`);
  await house.rostra('ps:scale', 'web=0', '--app', 'mute').catch(() => ''); // refused when its only deploy has failed by now
  await deploy;
  return seconds;
}

async function listensElsewhere(house: House): Promise<number> {
  await house.rostra('apps:create', 'astray');
  await house.rostra('config:set', 'BIND=8000', '--app', 'astray');
  const deploy = house.refusal('deploy', echoFolder, '--app', 'astray').catch(() => ''); // with no dyno wanted it succeeds
  await until('the dyno starts', 30_000, async () => (await starts(house, 'astray')).length > 0);
  const ms = await until('R11', 10_000, async () =>
    (await logLines(house, 'astray', 50)).some((line) => /Error R11 \(Bad bind\): listening on 8000, expected \$PORT=\d+/.test(line)),
  );
  const times = crowding();
  expect(ms < 5000 * times, `R11 after ${ms} ms, on a machine ${times.toFixed(1)} times as slow as alone.`);
  await house.rostra('ps:scale', 'web=0', '--app', 'astray').catch(() => ''); // refused when its only deploy has failed by now
  await deploy;
  return ms;
}

/** First a release that stays, then its dyno loses its bread: starts follow at 0, 1, 2, 4, 8, 15 s. */
async function crashLoop(house: House): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-falling-'));
  await cp(echoFolder, folder, { recursive: true });
  await writeFile(join(folder, 'Procfile'), 'web: node server.js\nworker: sleep 0.2; exit 7\n');
  const app = await deployEcho(house, { app: 'falling', folder });
  await rm(folder, { recursive: true });
  await house.rostra('ps:scale', 'worker=1', '--app', app);
  await until('seven starts', 60_000, async () => (await starts(house, app, 'worker.1')).length >= 7);
  const at = await starts(house, app, 'worker.1');
  const gaps = at.slice(1, 7).map((time, index) => (time - (at[index] ?? 0)) / 1000);
  const wanted = [0, 1, 2, 4, 8, 15];
  const fits = gaps.every((gap, index) => gap >= (wanted[index] ?? 0) * 0.8 && gap <= (wanted[index] ?? 0) * 1.2 + 1.5);
  expect(fits, `It started again after ${gaps.map((gap) => gap.toFixed(1)).join(', ')} s.`);
  await sleep(500);
  const told = (await logLines(house, app, 300)).filter((line) => line.includes('X20 (Crash loop)'));
  expect(told.length === 1, `X20 was told ${told.length} times.`);
  return gaps.map((gap) => gap.toFixed(1)).join(', ');
}

/** When its starts were, by its log. */
async function starts(house: House, app: string, dyno = 'web.1'): Promise<number[]> {
  const isStart = (line: string): boolean =>
    line.includes(`rostra[${dyno}]: Starting process`) || line.endsWith(`rostra[${dyno}]: Restarting`);
  return (await logLines(house, app, 500)).filter(isStart).map(timeOf);
}

const timeOf = (line: string): number => Date.parse(line.split(' ')[0] ?? '');
