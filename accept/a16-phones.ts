// A16: 1,200 phones stand at a tournament's draw when it is published; through one router, through two with Redis, and while Redis stands
// still for three seconds.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { askOf, deployEcho } from './echo-app.ts';
import { ask } from './load.ts';
import { phones, type PhonesResult } from './phones.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const app = 'tab';
const key = 'phones-key';
const people = 1200;
const routers = 2;
/** The page before the publish, plain for the crowd's own look and packed in two ways, and the page after it packed in two ways. */
const fillsOfOne = 5;

export const story: Story = {
  settings: { ROSTRA_ROUTERS: String(routers) },
  async tell(house) {
    const folder = join(import.meta.dirname, '..', 'demo', 'tab');
    const addons = ['postgres:standard-0', 'redis:premium-0'];
    await deployEcho(house, { app, folder, addons, config: { TAB_API_KEY: key, TAB_SECRET: 'x'.repeat(32), TAB_ADMIN_PASSWORD: key } });
    const calm = await publishTo(house, 'calm', null);
    const frozen = await publishTo(house, 'frozen', redisOf(house));
    return `${people} phones, two routers: ${told(calm)}; Redis frozen: ${told(frozen)}`;
  },
};

/** A draw is published to the crowd; everybody has it, nothing failed, the app was asked once for each packing. */
async function publishTo(house: House, slug: string, freeze: number | null): Promise<PhonesResult> {
  await prepare(house, slug);
  const before = await fillsOf(house);
  const seen = await phones({ port: house.port, host: `${app}.localhost`, slug, key, phones: people, freeze });
  const fills = (await fillsOf(house)) - before;
  expect(fills <= routers * fillsOfOne, `The routers asked the app ${fills} times.`);
  expect(seen.saw === people, `${seen.saw} of ${people} phones saw the draw.`);
  expect(Object.keys(seen.faults).length === 0, `Failed: ${JSON.stringify(seen.faults)}.`);
  expect(seen.old === 0, `${seen.old} pages were older than the answer to the publish.`);
  return seen;
}

async function fillsOf(house: House): Promise<number> {
  return JSON.parse(await house.rostra('cache:stats', '--app', app, '--json')).fills;
}

async function prepare(house: House, slug: string): Promise<void> {
  await post(house, '/api/v1/tournaments', { demo: 'bp24', name: slug, slug });
  for (const act of ['all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms'])
    await post(house, `/api/v1/tournaments/${slug}/rounds/1/acts/${act}`, {});
}

async function post(house: House, path: string, body: object): Promise<void> {
  const headers = { authorization: `Token ${key}`, 'content-type': 'application/json' };
  const { status, body: said } = await ask({ ...askOf(house, app, path), method: 'POST', headers, body: JSON.stringify(body) });
  expect(status < 300, `${path}: ${status} ${said}`);
}

/** The Redis server of this installation. */
function redisOf(house: House): number {
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isRedisOf(house, `/proc/${name}`));
  expect(pid !== undefined, 'This installation runs no Redis.');
  return Number(pid);
}

function isRedisOf(house: House, folder: string): boolean {
  try {
    const command = readFileSync(`${folder}/cmdline`, 'utf8');
    return command.includes('redis-server') && `${command} ${readlinkSync(`${folder}/cwd`)}`.includes(house.home);
  } catch {
    return false;
  }
}

function told({ answeredMs, firstMs, p99Ms, lastMs, cpuSeconds }: PhonesResult): string {
  return `publish answered after ${answeredMs} ms, first phone ${firstMs} ms (promised: 300 on a quiet machine), 99 % ${p99Ms} ms (1000), all ${lastMs} ms (the crowd itself: ${cpuSeconds.toFixed(1)} s of CPU)`;
}
