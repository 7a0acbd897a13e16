// A22, errors: a flood through a kill -9 of the service, beside it another app that loses nothing, and bombs.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { issuesOf, post, reportingApp, type House } from './error-service.ts';
import { expect, type Story } from './story.ts';

export const story: Story = {
  async tell(house) {
    const [flooded, other] = [await reportingApp(house, 'flooded'), await reportingApp(house, 'other')];
    const flood = await floodWithKill(house, { flooded, other });
    const bombs = await bombsAreRefused(house, { bombed: flooded, other });
    return [flood, bombs].join('; ');
  },
};

const [perSecond, seconds] = [300, 60];
const [events, beside] = [perSecond * seconds, (perSecond / 10) * seconds];

interface Apps {
  readonly flooded: URL;
  readonly other: URL;
}

/** 300 a second for a minute of one app and 30 of another; the service is killed half-way. What was refused or cut off is sent again. */
async function floodWithKill(house: House, { flooded, other }: Apps): Promise<string> {
  const sent: Promise<Sent>[] = [];
  const sentBeside: Promise<Sent>[] = [];
  const startedAt = performance.now();
  let killed = 0;
  for (let second = 0; second < seconds; second += 1) {
    for (let nth = 0; nth < perSecond; nth += 1) sent.push(untilTaken(flooded));
    for (let nth = 0; nth < perSecond / 10; nth += 1) sentBeside.push(untilTaken(other));
    if (second === seconds / 2) killed = killService(house);
    const dueAt = startedAt + (second + 1) * 1000;
    if (dueAt > performance.now()) await sleep(dueAt - performance.now());
  }
  const all = await Promise.all([...sent, ...sentBeside]);
  const took = (performance.now() - startedAt) / 1000;
  expect(killed > 0, 'There was no error service to be killed.');
  await isThereOnce(house, { app: 'flooded', expected: events });
  await isThereOnce(house, { app: 'other', expected: beside });
  const again = all.reduce((sum, { tries }) => sum + tries - 1, 0);
  const slow = Math.round(median((await Promise.all(sentBeside)).map(({ ms }) => ms)));
  const figures = `${again} sent again, ${took.toFixed(0)} s, half of the other app’s within ${slow} ms, ${memoryOf(house)} MB`;
  return `${all.length} events at ${perSecond * 1.1}/s through a kill -9: all there once (${figures})`;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Sent {
  /** How often it was sent. */
  readonly tries: number;
  readonly ms: number;
}

async function untilTaken(dsn: URL): Promise<Sent> {
  const startedAt = performance.now();
  const id = randomUUID().replaceAll('-', '');
  const event = { event_id: id, message: 'Flood', level: 'warning', extra: { words: 'x'.repeat(500) } };
  const body = Buffer.from(`{"event_id":"${id}"}\n{"type":"event"}\n${JSON.stringify(event)}\n`);
  for (let tries = 1; ; tries += 1) {
    const status = await post(dsn, body);
    if (status === 200) return { tries, ms: performance.now() - startedAt };
    expect(tries < 200, `An event was refused 200 times, at last with ${status}.`);
    await sleep(100 + 20 * tries);
  }
}

async function isThereOnce(house: House, { app, expected }: { readonly app: string; readonly expected: number }): Promise<void> {
  const count = (await issuesOf(house, app)).filter(({ title }) => title === 'Flood').reduce((sum, issue) => sum + issue.count, 0);
  expect(count === expected, `${count} of ${expected} events of the app “${app}” are there.`);
}

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

const largestMegabytes = 250;

/** What no SDK sends gets the protocol's answer and little memory; another app's event is taken meanwhile. */
async function bombsAreRefused(house: House, { bombed, other }: { readonly bombed: URL; readonly other: URL }): Promise<string> {
  const bomb = gzipSync(`{}\n{"type":"event"}\n${' '.repeat(60_000_000)}`);
  const bombs = Array.from({ length: 30 }, () => post(bombed, bomb, { 'content-encoding': 'gzip' }));
  await untilTaken(other);
  const answers = await Promise.all(bombs);
  expect(
    answers.every((status) => status === 413 || status === 0),
    `Bombs got ${[...new Set(answers)].join(', ')}.`,
  );
  const wrong: readonly (readonly [string, number, Buffer, Readonly<Record<string, string>>])[] = [
    ['what is no envelope', 400, Buffer.from('nonsense'), {}],
    ['an item that is cut off', 400, Buffer.from('{}\n{"type":"event","length":99}\n{}'), {}],
    ['what is not compressed as it says', 400, Buffer.from('nonsense'), { 'content-encoding': 'gzip' }],
    ['an encoding that nobody knows', 415, Buffer.from('{}'), { 'content-encoding': 'compress' }],
    ['another’s key', 403, Buffer.from('{}'), { 'x-sentry-auth': `Sentry sentry_key=${other.username}` }],
    ['no key', 401, Buffer.from('{}'), { 'x-sentry-auth': '' }],
    ['more than an event may have, of which the rest is taken', 200, Buffer.from(`{}\n{"type":"event"}\n${'[1]'.repeat(400_000)}\n`), {}],
  ];
  for (const [what, expected, body, headers] of wrong) {
    const status = await post(bombed, body, headers);
    expect(status === expected, `${what}: ${status} instead of ${expected}.`);
  }
  const megabytes = memoryOf(house);
  expect(megabytes < largestMegabytes, `The service takes ${megabytes} MB.`);
  return `30 bombs and ${wrong.length} kinds of nonsense answered at ${megabytes} MB`;
}
