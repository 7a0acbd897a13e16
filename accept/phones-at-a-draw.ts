import { join } from 'node:path';
import { crowding } from './crowding.ts';
import { askOf, deployEcho } from './echo-app.ts';
import { ask } from './load.ts';
import { phones, type PhonesResult } from './phones.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const app = 'tab';
const key = 'phones-key';
const people = 1200;
/** Of a machine that does nothing else; milliseconds from pressing the button. */
const promised = { firstMs: 300, p99Ms: 1000 };
/** The page before the publish, plain for the crowd's own look and packed in two ways, and the page after it packed in two ways. */
const variants = 5;

/** The tab site, with a Redis of its own for its news. */
export async function deployTab(house: House): Promise<void> {
  const folder = join(import.meta.dirname, '..', 'demo', 'tab');
  const addons = ['postgres:standard-0', 'redis:premium-0'];
  await deployEcho(house, { app, folder, addons, config: { TAB_API_KEY: key, TAB_SECRET: 'x'.repeat(32), TAB_ADMIN_PASSWORD: key } });
}

interface Publish {
  /** Of a tournament that is made for it. */
  readonly slug: string;
  /** Processes that stand still for three seconds when it is published. */
  readonly freeze?: readonly number[];
  /** Routers of which each asks the app for itself. */
  readonly alone: number;
}

/** A draw is published to the crowd: everybody has it in time, nothing failed, nothing was old, the app was asked once for each variant. Says the figures. */
export async function publishToPhones(house: House, { slug, freeze = [], alone }: Publish): Promise<string> {
  await prepare(house, slug);
  const before = await fillsOf(house);
  const crowdedBefore = crowding();
  const seen = await phones({ port: house.port, host: `${app}.localhost`, slug, key, phones: people, freeze });
  const crowded = Math.max(crowdedBefore, crowding());
  const fills = (await fillsOf(house)) - before;
  expect(seen.saw === people, `${slug}: ${seen.saw} of ${people} phones saw the draw.`);
  expect(Object.keys(seen.faults).length === 0, `${slug}: failed: ${JSON.stringify(seen.faults)}.`);
  expect(seen.old === 0, `${slug}: ${seen.old} pages were older than the answer to the publish.`);
  expect(fills <= alone * variants, `${slug}: the app was asked ${fills} times for ${variants} variants.`);
  const said = told(seen, crowded);
  expect(seen.firstMs < promised.firstMs * crowded && seen.p99Ms < promised.p99Ms * crowded, `${slug}: too late: ${said}`);
  return `${said}, ${fills} renders for ${variants} variants`;
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

function told({ answeredMs, firstMs, p99Ms, lastMs, cpuSeconds }: PhonesResult, crowded: number): string {
  const limits = `${promised.firstMs} and ${promised.p99Ms} ms promised, ${crowded.toFixed(1)} times that on a machine as crowded as this one`;
  return `answered after ${answeredMs} ms, first phone ${firstMs} ms, 99 % ${p99Ms} ms, all ${lastMs} ms (${limits}; the crowd itself took ${cpuSeconds.toFixed(1)} s of CPU)`;
}
