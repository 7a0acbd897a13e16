// A22, errors: the real SDKs report, everything is there once and in its group; a flood, a kill -9 in the middle, a limit that is heeded, bombs.
// Needs the Python registry.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { until } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const execute = promisify(execFile);
const nodeReporter = join(import.meta.dirname, 'apps', 'reporter-node', 'report.mjs');
const pythonFolder = join(import.meta.dirname, 'apps', 'reporter-python');

interface Issue {
  readonly id: number;
  readonly title: string;
  readonly count: number;
}

export const story: Story = {
  async tell(house) {
    const [ofNode, ofPython] = [await appWith(house, 'node'), await appWith(house, 'python')];
    await house.rostra('deploy', pythonFolder, '--app', 'python');
    const sdks = await everyEventOnce(house, ofNode);
    const kinds = await kindsAreRead(house, ofNode);
    const flood = await floodWithKill(house, { flooded: ofNode, other: ofPython });
    const heeded = await limitIsHeeded(house, ofPython);
    const bombs = await bombsAreRefused(house, ofNode);
    return [sdks, kinds, flood, heeded, bombs].join('; ');
  },
};

/** Its DSN. */
async function appWith(house: House, app: string): Promise<URL> {
  await house.rostra('apps:create', app);
  await house.rostra('addons:create', 'errors:unlimited', '--app', app);
  return new URL((await house.rostra('config:get', 'SENTRY_DSN', '--app', app)).trim());
}

const [groups, ofEach] = [50, 50];

/** 2,500 events of @sentry/node and 2,500 of sentry-sdk, in 50 groups each. */
async function everyEventOnce(house: House, dsn: URL): Promise<string> {
  await Promise.all([
    nodeReports(dsn, 'many', String(groups), String(ofEach)),
    pythonReports(house, 'many', String(groups), String(ofEach)),
  ]);
  for (const app of ['node', 'python']) {
    const found = (await issuesOf(house, app)).filter(({ title }) => title.includes('Group '));
    const events = found.reduce((sum, { count }) => sum + count, 0);
    expect(events === groups * ofEach, `${app}: ${events} of ${groups * ofEach} events are there.`);
    expect(found.length === groups && found.every(({ count }) => count === ofEach), `${app}: ${found.length} of ${groups} groups.`);
  }
  return `${2 * groups * ofEach} events of @sentry/node and sentry-sdk, each once, in ${2 * groups} groups`;
}

async function nodeReports(dsn: URL, ...args: readonly string[]): Promise<void> {
  const env = { ...process.env, SENTRY_DSN: dsn.href };
  await execute(process.execPath, [nodeReporter, ...args], { env }).catch(() => null); // who crashes on purpose exits with 1
}

const pythonReports = (house: House, ...args: readonly string[]): Promise<string> =>
  house.rostra('run', '--app', 'python', '--', 'python', 'report.py', ...args);

async function issuesOf(house: House, app: string): Promise<readonly Issue[]> {
  const issues: readonly Issue[] = JSON.parse(await house.rostra('errors', '--num', '500', '--app', app, '--json'));
  return issues;
}

interface Told {
  readonly title: string;
  /** In the line where it broke. */
  readonly code: string;
}

/** What was thrown, rejected, logged: with its code, twice the same issue, no secret kept. */
async function kindsAreRead(house: House, dsn: URL): Promise<string> {
  for (const kind of ['kinds', 'crash', 'reject', 'kinds']) await nodeReports(dsn, kind);
  await Promise.all([pythonReports(house, 'kinds'), pythonReports(house, 'kinds')]);
  const ofNode: readonly Told[] = [
    { title: 'TypeError: The pot is empty', code: "throw new TypeError('The pot is empty')" },
    { title: 'Error: Nobody waited for this', code: "void Promise.reject(new Error('Nobody waited for this'))" },
    { title: 'RangeError: Large', code: "new RangeError('Large')" },
  ];
  const ofPython: readonly Told[] = [{ title: 'ZeroDivisionError: division by zero', code: 'return total / players' }];
  const [messages, logged] = await Promise.all([issuesOf(house, 'node'), issuesOf(house, 'python')]);
  await Promise.all([
    ...ofNode.map((told) => isShown(house, { app: 'node', issues: messages }, told)),
    ...ofPython.map((told) => isShown(house, { app: 'python', issues: logged }, told)),
  ]);
  expect(
    messages.some(({ title, count }) => title === 'Nobody came for 30 minutes' && count === 2),
    'A message is missing.',
  );
  expect(
    logged.some(({ title, count }) => title.startsWith('Payoffs of group') && count === 2),
    'What was logged is missing.',
  );
  return `${ofNode.length + ofPython.length} kinds of errors with their line of code`;
}

interface Known {
  readonly app: string;
  readonly issues: readonly Issue[];
}

async function isShown(house: House, { app, issues }: Known, { title, code }: Told): Promise<void> {
  const issue = issues.find((known) => known.title === title);
  expect(issue !== undefined, `${app} has no issue “${title}”.`);
  const shown = await house.rostra('errors:info', String(issue.id), '--app', app, '--json');
  expect(shown.includes(JSON.stringify(code).slice(1, -1)), `The code of “${title}” is not shown.`);
  expect(!shown.includes('hunter2'), `A password is kept with “${title}”.`);
}

const [perSecond, seconds] = [300, 60];

/** 300 a second for a minute of one app and 30 of another; the service is killed half-way. What was refused or cut off is sent again. */
async function floodWithKill(house: House, { flooded, other }: { readonly flooded: URL; readonly other: URL }): Promise<string> {
  const sent: Promise<number>[] = [];
  const startedAt = performance.now();
  let killed = 0;
  for (let second = 0; second < seconds; second += 1) {
    for (let nth = 0; nth < perSecond; nth += 1) sent.push(untilTaken(flooded));
    for (let nth = 0; nth < perSecond / 10; nth += 1) sent.push(untilTaken(other));
    if (second === seconds / 2) killed = killService(house);
    const dueAt = startedAt + (second + 1) * 1000;
    if (dueAt > performance.now()) await sleep(dueAt - performance.now());
  }
  const tries = (await Promise.all(sent)).reduce((sum, each) => sum + each, 0);
  const took = (performance.now() - startedAt) / 1000;
  expect(killed > 0, 'There was no error service to be killed.');
  const after = { node: await countOf(house, 'node'), python: await countOf(house, 'python') };
  expect(after.node === perSecond * seconds, `${after.node} of ${perSecond * seconds} are there.`);
  expect(after.python === (perSecond / 10) * seconds, `${after.python} of the other app are there.`);
  const again = tries - sent.length;
  return `${sent.length} events at ${perSecond * 1.1}/s through a kill -9: all there once (${again} sent again, ${took.toFixed(0)} s, ${memoryOf(house)} MB)`;
}

/** Answers how often it was sent. */
async function untilTaken(dsn: URL): Promise<number> {
  const id = randomUUID().replaceAll('-', '');
  const event = { event_id: id, message: 'Flood', level: 'warning', extra: { words: 'x'.repeat(500) } };
  const body = Buffer.from(`{"event_id":"${id}"}\n{"type":"event"}\n${JSON.stringify(event)}\n`);
  for (let tries = 1; ; tries += 1) {
    const status = await post(dsn, body);
    if (status === 200) return tries;
    expect(tries < 200, `An event was refused 200 times, at last with ${status}.`);
    await sleep(100 + 20 * tries);
  }
}

/** The status; 0: the connection broke. */
function post(dsn: URL, body: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve) => {
    const options = {
      method: 'POST',
      headers: { 'x-sentry-auth': `Sentry sentry_key=${dsn.username}`, 'content-length': body.length, ...headers },
    };
    const asked = request(`http://${dsn.host}/api${dsn.pathname}/envelope/`, options, (answer) => {
      answer.on('data', () => {});
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.on('error', () => resolve(0));
    });
    asked.on('error', () => resolve(0));
    asked.end(body);
  });
}

const countOf = async (house: House, app: string): Promise<number> => {
  const issues: readonly Issue[] = JSON.parse(await house.rostra('errors', '--search', 'Flood', '--app', app, '--json'));
  return issues.reduce((sum, { count }) => sum + count, 0);
};

/** The process that runs errd on this data folder, not the shim that started it; 0: none. */
function serviceOf({ home }: House): number {
  const isService = (pid: string): boolean => {
    const [program = '', ...args] = commandOf(pid).split('\0');
    return (
      program.endsWith('node') && args.some((word) => word.endsWith(join('errd', 'main.ts'))) && args.some((word) => word.startsWith(home))
    );
  };
  return Number(readdirSync('/proc').find((name) => /^\d+$/.test(name) && isService(name)) ?? 0);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function killService(house: House): number {
  const pid = serviceOf(house);
  if (pid > 0) process.kill(pid, 'SIGKILL');
  return pid;
}

const memoryOf = (house: House): number =>
  Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${serviceOf(house)}/status`, 'utf8'))?.[1] ?? 0) / 1024);

/** More than its plan has: the Python SDK sends nothing for a minute. */
async function limitIsHeeded(house: House, dsn: URL): Promise<string> {
  const [addon]: readonly { readonly name: string }[] = JSON.parse(await house.rostra('addons', '--app', 'python', '--json'));
  await house.rostra('addons:upgrade', addon?.name ?? '', 'standard', '--app', 'python');
  const event = Buffer.from('{}\n{"type":"event"}\n{"message":"Over the plan"}\n');
  await until('the plan used up', 60_000, async () =>
    (await Promise.all(Array.from({ length: 100 }, () => post(dsn, event)))).includes(429),
  );
  const ending = new AbortController();
  const crowd = keepFull(dsn, event, ending.signal);
  const said = await pythonReports(house, 'limited');
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

async function bombsAreRefused(house: House, dsn: URL): Promise<string> {
  const bomb = gzipSync(`{}\n{"type":"event"}\n${' '.repeat(60_000_000)}`);
  const answers = await Promise.all(Array.from({ length: 30 }, () => post(dsn, bomb, { 'content-encoding': 'gzip' })));
  expect(
    answers.every((status) => status === 413 || status === 0),
    `Bombs got ${[...new Set(answers)].join(', ')}.`,
  );
  expect((await post(dsn, Buffer.from('nonsense'))) === 400, 'What is no envelope was taken.');
  const megabytes = memoryOf(house);
  expect(megabytes < 250, `The service takes ${megabytes} MB.`);
  return `30 bombs refused at ${megabytes} MB`;
}
