// A22, the SDKs: @sentry/node, its two majors before and @sentry/browser in Chromium, sentry-sdk 2 and 1 with Django and Starlette, all from
// their registries and unmodified: every event is there once, in its group, with its line of code; 429 makes them pause.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { issuesOf, post, reportingApp, type House, type Issue } from './error-service.ts';
import { until } from './load.ts';
import { expect, type Story } from './story.ts';

const execute = promisify(execFile);
const nodeFolder = join(import.meta.dirname, 'apps', 'reporter-node');
const pythonFolder = join(import.meta.dirname, 'apps', 'reporter-python');
const pythons = ['python', 'python-one'] as const;

export const story: Story = {
  async tell(house) {
    for (const app of ['node', ...pythons]) await reportingApp(house, app);
    await house.rostra('config:set', `BROWSER_DSN=${(await projectOf(house, 'node')).browserDsn}`, '--app', 'node');
    await reportAll(house);
    const many = await everyEventOnce(house);
    await openPages(house);
    const kinds = await kindsAreRead(house);
    const counts = await countsAreKept(house);
    return [many, kinds, counts, await limitIsHeeded(house)].join('; ');
  },
};

/** Every SDK, side by side. */
async function reportAll(house: House): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-accept-sdks-'));
  try {
    await prepared(house, folder);
    await Promise.all([nodeReports(house, join(folder, 'node')), ...pythons.map((app) => pythonReports(house, app))]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Project {
  readonly dsn: string;
  readonly browserDsn: string;
  readonly day: Readonly<Record<string, number>>;
  readonly releases: readonly { readonly sessions: number; readonly crashFreePercent: number | null }[];
}

async function projectOf(house: House, app: string): Promise<Project> {
  const project: Project = JSON.parse(await house.rostra('errors:dsn', '--app', app, '--json'));
  return project;
}

/** Programs with all SDKs: installed here for Node, whose npm keeps what it has fetched; built by the platform for Python. */
async function prepared(house: House, folder: string): Promise<void> {
  const [older, site] = [join(folder, 'older'), join(folder, 'site')];
  await Promise.all([cp(nodeFolder, join(folder, 'node'), { recursive: true }), cp(pythonFolder, older, { recursive: true })]);
  const wanted = join(older, 'requirements.txt');
  await writeFile(wanted, (await readFile(wanted, 'utf8')).replace(/^sentry-sdk==.*$/m, 'sentry-sdk==1.45.1'));
  await Promise.all([
    installed(join(folder, 'node'), site).then(() => house.rostra('deploy', site, '--app', 'node')),
    house.rostra('deploy', pythonFolder, '--app', 'python'),
    house.rostra('deploy', older, '--app', 'python-one'),
  ]);
}

/** The page with its script is an app of its own, without any package. */
async function installed(programs: string, site: string): Promise<void> {
  await execute('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: programs });
  await execute('npm', ['run', 'build'], { cwd: programs });
  await mkdir(site);
  for (const name of ['Procfile', 'server.mjs', 'public']) await cp(join(programs, name), join(site, name), { recursive: true });
  await writeFile(join(site, 'package.json'), '{ "name": "site", "version": "1.0.0", "private": true }');
}

async function nodeReports(house: House, programs: string): Promise<void> {
  const env = { ...process.env, SENTRY_DSN: (await projectOf(house, 'node')).dsn, SENTRY_RELEASE: 'r1' };
  await execute(process.execPath, ['all.mjs', String(groups), String(ofEach)], { env, cwd: programs });
}

const run = (house: House, app: string, ...command: readonly string[]): Promise<string> =>
  house.rostra('run', '--app', app, '--', ...command);

const [groups, ofEach] = [50, 50];

/** All of it twice, but the many. */
async function pythonReports(house: House, app: string): Promise<void> {
  const whats = ['kinds', 'django', 'starlette'].flatMap((what) => [what, what]).map((what) => `python report.py ${what}`);
  await run(house, app, 'sh', '-c', [...whats, `python report.py many ${groups} ${ofEach}`].join(' && '));
}

async function everyEventOnce(house: House): Promise<string> {
  for (const app of ['node', ...pythons]) {
    const found = (await issuesOf(house, app)).filter(({ title }) => title.includes('Group '));
    const events = found.reduce((sum, { count }) => sum + count, 0);
    expect(events === groups * ofEach, `${app}: ${events} of ${groups * ofEach} events are there.`);
    expect(found.length === groups && found.every(({ count }) => count === ofEach), `${app}: ${found.length} of ${groups} groups.`);
  }
  return `${3 * groups * ofEach} events of @sentry/node, sentry-sdk 2 and sentry-sdk 1, each once, in ${3 * groups} groups`;
}

/** Somebody presses a button that breaks: reported to the service itself, and by an address of the app’s own choice. */
async function openPages(house: House): Promise<void> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args });
  for (const path of ['/', '/tunnel']) {
    const page = await browser.newPage();
    await page.goto(`${house.appUrl('node')}${path}`);
    const taken = page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && (answer.request().postData() ?? '').includes('toFixed'),
    );
    await page.getByRole('button').click();
    const status = (await taken).status();
    expect(status === 200, `A page’s report got ${status}.`);
  }
  await browser.close();
}

interface Told {
  readonly app: string;
  readonly title: string;
  readonly times: number;
  /** In the line where it broke; null: it is a message. */
  readonly code: string | null;
}

const majors = 3;
const kinds: readonly Told[] = [
  { app: 'node', title: 'TypeError: The pot is empty', times: 2 * majors, code: "throw new TypeError('The pot is empty')" },
  { app: 'node', title: 'RangeError: Large', times: 2 * majors, code: "new RangeError('Large')" },
  { app: 'node', title: 'RangeError: No room for the draw', times: 2 * majors, code: "throw new RangeError('No room for the draw')" },
  { app: 'node', title: 'EvalError: The program ends', times: 2 * majors, code: "throw new EvalError('The program ends')" },
  { app: 'node', title: 'Error: Nobody waited for this', times: 2 * majors, code: "Promise.reject(new Error('Nobody waited for this'))" },
  { app: 'node', title: 'Nobody came for 30 minutes', times: 2 * majors, code: null },
  { app: 'node', title: "TypeError: Cannot read properties of undefined (reading 'toFixed')", times: 2, code: 'player.payoff.toFixed(2)' },
  ...pythons.flatMap((app): readonly Told[] => [
    { app, title: 'ZeroDivisionError: division by zero', times: 2, code: 'return total / players' },
    { app, title: 'Payoffs of group 4 are missing', times: 2, code: null },
    { app, title: 'LookupError: No room for the draw', times: 2, code: 'raise LookupError' },
    { app, title: 'Ballot of debate 4 is late', times: 2, code: null },
    { app, title: 'ValueError: The group is not complete', times: 2, code: 'raise ValueError' },
  ]),
];

/** What was thrown, rejected, logged: one issue each of both runs and all majors, with its code and no secret. */
async function kindsAreRead(house: House): Promise<string> {
  const known = new Map<string, readonly Issue[]>();
  for (const app of ['node', ...pythons]) known.set(app, await issuesOf(house, app));
  for (const { app, title, times, code } of kinds) {
    const [issue, ...others] = (known.get(app) ?? []).filter((each) => each.title === title);
    expect(issue !== undefined, `${app} has no issue “${title}”.`);
    expect(
      others.length === 0 && issue.count === times,
      `${app}: “${title}” ${issue.count} of ${times} times in ${others.length + 1} issues.`,
    );
    const shown = await house.rostra('errors:info', String(issue.id), '--app', app, '--json');
    expect(code === null || shown.includes(JSON.stringify(code).slice(1, -1)), `The code of “${title}” of ${app} is not shown.`);
    expect(!shown.includes('hunter2'), `A password is kept with “${title}”.`);
  }
  return `${kinds.length} kinds of errors with their line of code, those of ${majors} majors in one group`;
}

/** Sessions that crashed, and what an SDK says it did not send. */
async function countsAreKept(house: House): Promise<string> {
  const [node, python] = [await projectOf(house, 'node'), await projectOf(house, 'python')];
  const crashFree = Math.min(...node.releases.map(({ crashFreePercent }) => crashFreePercent ?? 100));
  expect(crashFree < 100, 'No session of Node is counted as crashed.');
  expect((python.day['client_before_send'] ?? 0) > 0, 'What the program itself held back is not counted.');
  const sessions = node.releases.reduce((sum, release) => sum + release.sessions, 0);
  return `${sessions} sessions, ${crashFree.toFixed(0)} % without a crash`;
}

/** More than its plan has: the Python SDK sends nothing for a minute. */
async function limitIsHeeded(house: House): Promise<string> {
  const dsn = new URL((await projectOf(house, 'python')).dsn);
  const [addon]: readonly { readonly name: string }[] = JSON.parse(await house.rostra('addons', '--app', 'python', '--json'));
  await house.rostra('addons:upgrade', addon?.name ?? '', 'standard', '--app', 'python');
  const event = Buffer.from('{}\n{"type":"event"}\n{"message":"Over the plan"}\n');
  await until('the plan used up', 60_000, async () =>
    (await Promise.all(Array.from({ length: 100 }, () => post(dsn, event)))).includes(429),
  );
  const ending = new AbortController();
  const crowd = keepFull(dsn, event, ending.signal);
  const said = await run(house, 'python', 'python', 'report.py', 'limited');
  ending.abort();
  await crowd;
  const paused = Number(/paused (\d+)/.exec(said)?.[1] ?? 0);
  expect(paused >= 50, `The SDK pauses for ${paused} s.`);
  return `429 and the SDK pauses ${paused} s`;
}

/** Takes what the plan gives each second, so that nothing is left for who comes. */
async function keepFull(dsn: URL, event: Buffer, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await Promise.all([1, 2, 3, 4, 5].map(() => post(dsn, event)));
    await sleep(50);
  }
}
