// A24, the mirror: made in one command, quick while its primary drowns, following each release, its wrong cache named, in its primary's place.
import { crowding } from './crowding.ts';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askOf, dynosOf, echoFolder } from './echo-app.ts';
import { ask, percentile, SteadyLoad, until, type Sample } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const [primary, mirror] = ['tab', 'tab-admin'];

export const story: Story = {
  async tell(house) {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-mirrored-'));
    await cp(echoFolder, folder, { recursive: true });
    await writeFile(join(folder, 'rostra.json'), JSON.stringify({ formation: { web: { slots: 4 } } }));
    await house.rostra('apps:create', primary);
    await house.rostra('addons:create', 'postgres:standard-0', '--app', primary);
    await house.rostra('addons:create', 'redis:premium-0', '--as', 'REDISCLOUD', '--app', primary);
    await deployInto(house, folder);
    const figures = [await made(house), await flooded(house), await followed(house, folder), await misled(house), await promoted(house)];
    await rm(folder, { recursive: true });
    return figures.join('; ');
  },
};

async function deployInto(house: House, folder: string): Promise<void> {
  await house.rostra('config:set', 'DJANGO_SECRET_KEY=signs', '--app', primary);
  await house.rostra('deploy', folder, '--app', primary);
  await until('the primary up', 30_000, async () => (await dynosOf(house, primary)).some(({ state }) => state === 'up'));
}

async function made(house: House): Promise<string> {
  const startedAt = performance.now();
  const { check } = JSON.parse(await house.rostra('mirror:create', primary, '--name', mirror, '--json'));
  const seconds = (performance.now() - startedAt) / 1000;
  expect(check.status === 200 && check.rows === 0, `The smoke test: ${JSON.stringify(check)}.`);
  expect(seconds < 60 * crowding(), `The mirror took ${seconds.toFixed(1)} s.`);
  const [own, shared] = await Promise.all([configOf(house, mirror), configOf(house, primary)]);
  expect(JSON.stringify(own) === JSON.stringify(shared), 'The mirror has other variables.');
  const refusal = await house.refusal('deploy', echoFolder, '--app', mirror);
  expect(refusal.includes(`gets each release of ${primary}`), `A deploy to the mirror: ${refusal.slice(0, 200)}`);
  return `made in ${seconds.toFixed(1)} s`;
}

async function configOf(house: House, app: string): Promise<Readonly<Record<string, string>>> {
  const config: Readonly<Record<string, string>> = JSON.parse(await house.rostra('config', '--app', app, '--json'));
  return config;
}

/** Four at a time of half a second, and sixty a second want it; the desk goes on working. */
async function flooded(house: House): Promise<string> {
  const flood = new SteadyLoad(60, () => askOf(house, primary, '/sleep/500'));
  const isRefused = ({ body }: Sample): boolean => body.includes('H11');
  await until('the public site refuses', 60_000, async () => flood.samples.some(isRefused));
  const desk = new SteadyLoad(5, () => askOf(house, mirror, '/sleep/20'));
  await until('a hundred pages of the desk', 60_000, async () => desk.samples.length >= 100);
  const pages = await desk.stop();
  const public_ = await flood.stop();
  const p95 = percentile(pages, 0.95);
  expect(
    pages.every(({ status }) => status === 200),
    'A page of the desk failed.',
  );
  const times = crowding();
  expect(p95 < 1000 * times, `95 of 100 pages of the desk came within ${p95} ms, on a machine ${times.toFixed(1)} times as slow as alone.`);
  return `${public_.filter(isRefused).length} of ${public_.length} public requests refused (H11) while the desk's p95 was ${p95} ms (machine ${times.toFixed(1)} times as slow as alone)`;
}

async function followed(house: House, folder: string): Promise<string> {
  await writeFile(join(folder, 'note.txt'), 'a new build');
  await house.rostra('deploy', folder, '--app', primary);
  const ms = await until(
    'the mirror has the new build',
    60_000,
    async () => (await slugOf(house, mirror)) === (await slugOf(house, primary)),
  );
  return `followed a deploy after ${(ms / 1000).toFixed(1)} s`;
}

async function slugOf(house: House, app: string): Promise<string | undefined> {
  const releases: readonly { slug: string; current: boolean }[] = JSON.parse(await house.rostra('releases', '--app', app, '--json'));
  return releases.find(({ current }) => current)?.slug;
}

/** What an organiser does who follows an old guide: another cache than the public site's. */
async function misled(house: House): Promise<string> {
  await house.rostra('addons:detach', 'REDISCLOUD', '--app', mirror);
  await house.rostra('config:set', 'REDISCLOUD_URL=redis://127.0.0.1:1/0', '--app', mirror);
  const ms = await until('F29 names the wrong cache', 90_000, async () =>
    (await house.rostra('monitor', '--app', mirror, '--json')).includes('REDISCLOUD_URL is not that of tab'),
  );
  const told = await house.refusal('mirror');
  expect(told.includes('REDISCLOUD_URL'), `rostra mirror: ${told}`);
  await house.rostra('mirror:resync', '--app', mirror);
  const [own, shared] = await Promise.all([configOf(house, mirror), configOf(house, primary)]);
  expect(own['REDISCLOUD_URL'] === shared['REDISCLOUD_URL'], 'The mirror has another cache still.');
  return `a wrong cache named after ${Math.round(ms / 1000)} s and mended`;
}

/** The public site is lost; those who know its address reach the mirror. */
async function promoted(house: House): Promise<string> {
  await house.rostra('ps:scale', 'web=0', '--app', primary);
  await until('the public site is away', 30_000, async () => (await ask(askOf(house, primary, '/'))).body.includes('H14'));
  const startedAt = performance.now();
  await house.rostra('mirror:promote', '--app', mirror, '--confirm', mirror);
  await until('the public address answers', 60_000, async () => (await ask(askOf(house, primary, '/'))).status === 200);
  const seconds = (performance.now() - startedAt) / 1000;
  expect(seconds < 10 * crowding(), `The address came back after ${seconds.toFixed(1)} s.`);
  return `in its primary's place after ${seconds.toFixed(1)} s`;
}
