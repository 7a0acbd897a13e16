// How fast is the public site of a world championship: pages that must be made anew, pages that are kept, and a publish while all look?
import { request } from 'undici';
import * as tournaments from '../tab/store/tournaments.ts';
import type { Tab } from '../tab/tab.ts';
import { act, testTab, type TestTab } from '../tab/test-tab.ts';
import { startTabProcess, type TabProcess } from '../tab/test-process.ts';
import { createDemo } from '../tab/tournaments/demo.ts';
import { changeSettings } from '../tab/tournaments/settings.ts';
import { readDraw } from '../tab/web/public/readers.ts';
import { cpuSeconds } from './measure/cpu.ts';
import { httpLoad } from './measure/http-load.ts';
import { type Bench, loneRow, type LoneRow } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';

const runs = 15;
const warmUps = 10;
const readersPerSecond = 500;
const peer = 'Tabbycat 2.10.0-dev';

export const bench: Bench = (print) =>
  tidily(async (later) => {
    const tab = await championship();
    later(() => tab.close());
    const env = { DATABASE_URL: tab.databaseUrl, TAB_API_KEY: 'key', TAB_SECRET: 'x'.repeat(32) };
    const webs = Array.from({ length: 4 }, () => startTabProcess('serve', env));
    later(async () => void (await Promise.all(webs.map((web) => web.stop()))));
    const origins = await Promise.all(webs.map(async (web) => String((await web.said('tab_listening'))['address'])));
    const site = { tab, origins, webs };
    for (const page of pages) for (const row of await uncached(site, page)) print(row);
    for (const page of pages) print(await kept(site, page));
    print(await publishWhileRead(site));
  });

interface Site {
  readonly tab: Tab;
  readonly origins: readonly string[];
  readonly webs: readonly TabProcess[];
}

interface Page {
  readonly name: string;
  readonly path: string;
  readonly earlier: { readonly uncached: string; readonly kept: string };
}

const pages: readonly Page[] = [
  {
    name: 'draw of 400 teams',
    path: '/world/draw/',
    earlier: { uncached: `${peer}: 52 ms with 88 teams, 70 kB`, kept: `${peer}: 291–309 pages/s by 4 workers` },
  },
  {
    name: 'team tab of 400 teams after 9 rounds',
    path: '/world/tab/team/',
    earlier: { uncached: `${peer}: 810 ms after 3 rounds, 726 kB`, kept: `${peer}: 171–313 pages/s by 4 workers` },
  },
];

/** A world championship whose last preliminary round is being debated; everything that can be public is. */
async function championship(): Promise<TestTab> {
  const tab = await testTab();
  const tournament = await createDemo(tab, { demo: 'bp400', actor: 'bench', slug: 'world', simulate: 8, seed: 'world' });
  await act(tab, lastRound, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
  const values = {
    'tab_release.team_tab_released': true,
    'tab_release.all_results_released': true,
  };
  await changeSettings(tab, { tournament, values, actor: 'bench' });
  return tab;
}

const lastRound = { slug: 'world', seq: 9 };

/** Each time the tournament's public version has risen; time and bytes of the whole answer over loopback. */
async function uncached({ tab, origins, webs }: Site, { name, path, earlier }: Page): Promise<LoneRow[]> {
  const tournament = await tournaments.bySlug(tab.db, 'world');
  if (tournament === null) throw new Error('the championship is gone');
  const times: number[] = [];
  const [sizes, cpu]: [number[], number[]] = [[], []];
  const pid = webs[0]?.child.pid ?? 0;
  for (let run = 0; run < warmUps + runs; run += 1) {
    await tournaments.bumpPublicVersion(tab.db, tournament.id);
    const [startedAt, cpuBefore] = [performance.now(), cpuSeconds(pid)];
    const answer = await request(`${origins[0]}${path}`, { headers: { 'accept-encoding': 'br' } });
    const bytes = (await answer.body.arrayBuffer()).byteLength;
    if (run < warmUps) continue;
    times.push(performance.now() - startedAt);
    sizes.push(bytes / 1000);
    cpu.push((cpuSeconds(pid) - cpuBefore) * 1000);
  }
  return [
    loneRow({ bench: 'tab-page', case: `${name}, made anew`, unit: 'ms', headline: true, measuredEarlier: earlier.uncached }, times),
    loneRow({ bench: 'tab-page', case: `${name}, made anew: CPU of the web process`, unit: 'ms', headline: false }, cpu),
    loneRow({ bench: 'tab-page', case: `${name}, compressed`, unit: 'kB', headline: true }, sizes),
  ];
}

const asBrowsersAsk = { 'accept-encoding': 'gzip, deflate, br' };

/** From one process, asked by another one of ours on the same machine. */
async function kept({ origins, webs }: Site, { name, path, earlier }: Page): Promise<LoneRow> {
  const { port } = new URL(origins[0] ?? '');
  const perSecond: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const before = cpuSeconds(webs[0]?.child.pid ?? 0);
    const load = await httpLoad({ port: Number(port), host: 'tab.localhost', path, connections: 32, seconds: 2, headers: asBrowsersAsk });
    if (load.failed > 0) throw new Error(`${load.failed} of ${load.requests} requests failed`);
    perSecond.push(load.requests / load.seconds);
    console.error(`${name}: ${(((cpuSeconds(webs[0]?.child.pid ?? 0) - before) * 1000) / load.requests).toFixed(3)} ms of CPU a page`);
  }
  return loneRow({ bench: 'tab-page', case: `${name}, kept`, unit: 'pages/s', headline: true, measuredEarlier: earlier.kept }, perSecond);
}

/** Five hundred reads a second over four processes while the draw comes and goes. */
async function publishWhileRead({ origins, tab }: Site): Promise<LoneRow> {
  const changes = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn += 1) {
      await act(tab, lastRound, turn % 2 === 0 ? 'withdraw' : 'publish');
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  };
  const reading = await readDraw({
    origins,
    path: '/world/draw/',
    readers: 40,
    perSecond: readersPerSecond,
    teams: 400,
    until: changes(),
  });
  if (reading.faults.length > 0) throw new Error(reading.faults.join('; '));
  console.error(`publish while read: ${Math.round(reading.reads / reading.seconds)} reads/s, nobody saw a half or went back`);
  const p99 = reading.times[Math.floor(0.99 * (reading.times.length - 1))] ?? Number.NaN;
  return loneRow(
    { bench: 'tab-page', case: 'p99 while a draw comes and goes, 500 readers/s on 4 processes', unit: 'ms', headline: false },
    [p99],
  );
}
