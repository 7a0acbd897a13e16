// A14: ten thousand requests of two people and of nobody, mixed, at pages of every kind: nobody is ever shown another's.
import { askOf } from './echo-app.ts';
import { ask, type Sample } from './load.ts';
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
    return `${requests} mixed requests, ${counted.hit + counted.coalesced} of them from the cache, nobody saw another's page`;
  },
};

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
