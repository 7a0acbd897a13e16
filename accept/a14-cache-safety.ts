// A14: ten thousand requests of two people and of nobody, mixed, at pages of every kind: nobody is ever shown another's. A rule that would
// keep a personal page for everybody is refused, and one that turns out to do so later is switched off.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askOf } from './echo-app.ts';
import { ask, type Sample, until } from './load.ts';
import { deployPages } from './pages-app.ts';
import { expect, type Story } from './story.ts';

const people = [
  { cookie: 'sessionid=ann' },
  { cookie: 'sessionid=ben' },
  { authorization: 'Basic ann' },
  { authorization: 'Basic ben' },
  {},
];
const paths = ['/vary-cookie', '/public-vary-cookie', '/set-cookie', '/authorized', '/cup/draw/', '/shared'];
const requests = 10_000;
const atOnce = 100;

export const story: Story = {
  settings: { ROSTRA_CLOCK: 'x60' }, // the canary comes every ten minutes
  async tell(house) {
    const app = await deployPages(house);
    let foreign = 0;
    let failed = 0;
    for (let n = 0; n < requests; n += atOnce) {
      const batch = Array.from({ length: atOnce }, (_, at) => visitOf(n + at));
      const samples = await Promise.all(batch.map(async ({ path, headers }) => ask({ ...askOf(house, app, path), headers })));
      failed += samples.filter(({ status }) => status !== 200).length;
      foreign += samples.filter((sample, at) => isForeign(sample, batch[at]?.headers ?? {})).length;
    }
    expect(failed === 0, `${failed} requests failed.`);
    expect(foreign === 0, `${foreign} people saw another's page.`);
    const { requests: counted } = JSON.parse(await house.rostra('cache:stats', '--app', app, '--json'));
    expect(counted.hit > 1000, `Only ${counted.hit} of the requests were served from the cache: the story shows nothing.`);
    await refusePersonal(house, app);
    const switchedOff = await watchForced(house, app);
    return `${requests} mixed requests, ${counted.hit + counted.coalesced} of them from the cache, nobody saw another's page; ${switchedOff}`;
  },
};

type House = Parameters<Story['tell']>[0];

/** Rules that keep the page for everybody, whatever it says. */
async function rulesFor(house: House, page: string): Promise<string> {
  const file = join(house.home, 'cache.json');
  await writeFile(file, JSON.stringify({ rules: [{ path: page, ttl: 60, force: true }] }));
  return file;
}

/** Every kind of personal page, before a single copy of it is kept. */
async function refusePersonal(house: House, app: string): Promise<void> {
  for (const page of ['/vary-cookie', '/public-vary-cookie', '/set-cookie']) {
    const said = await house.refusal('cache:rules:set', await rulesFor(house, page), '--app', app);
    const sentence = `Two visitors got two different pages at ${page}, so ${page} cannot be kept for everybody.`;
    expect(said.includes(sentence), `The rule for ${page} was not refused by the canary: ${said}`);
  }
}

/** A page that is the same for everybody when its rule is set, and becomes personal later. */
async function watchForced(house: House, app: string): Promise<string> {
  const page = '/later';
  await house.rostra('cache:rules:set', await rulesFor(house, page), '--app', app);
  const own = async (cookie: string): Promise<string> => (await ask({ ...askOf(house, app, page), headers: { cookie } })).body;
  expect((await own('sessionid=ann')) === (await own('sessionid=ben')), 'The forced page is not shared.');
  await ask({ ...askOf(house, app, '/make-personal'), method: 'POST' });
  const startedAt = performance.now();
  await until('the canary to switch the rule off', 60_000, async () => {
    const { suspects } = JSON.parse(await house.rostra('cache:rules', '--app', app, '--json'));
    return suspects.length === 1;
  });
  const tookMs = Math.round(performance.now() - startedAt);
  await until('the page to be each one’s own again', 10_000, async () => (await own('sessionid=ann')) === 'for sessionid=ann');
  return `a rule on each of 3 personal pages refused, one that became personal switched off by itself after ${tookMs} ms`;
}

function visitOf(n: number): { path: string; headers: Record<string, string> } {
  const headers = Object.entries(people[(n * 7) % people.length] ?? {});
  return { path: paths[n % paths.length] ?? '/', headers: Object.fromEntries(headers) };
}

/** Names somebody else than who asked. */
function isForeign({ body }: Sample, headers: Readonly<Record<string, string>>): boolean {
  const own = headers['authorization'] ?? headers['cookie'] ?? 'nobody';
  const name = /ann|ben/.exec(own)?.[0] ?? 'nobody';
  return ['ann', 'ben'].some((person) => person !== name && body.includes(person));
}
