// A21: what the monitor says of an app that behaves like oTree on three dynos, of one that answers with errors, and of one slow page among quick
// ones; and how long requests waited inside a process, from two clocks.
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askOf, deployEcho, dynosUp, echoFolder } from './echo-app.ts';
import { ask, SteadyLoad, until } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

interface Finding {
  readonly id: number;
  readonly rule: string;
  readonly title: string;
  readonly evidence: readonly { readonly text: string; readonly value: number | string }[];
  readonly actions: readonly { readonly label: string }[];
}

export const story: Story = {
  waits: true,
  async tell(house) {
    const told = await Promise.all([otreeOnThree(house), failing(house), oneSlowPage(house), waitInside(house)]);
    return told.join('; ');
  },
};

async function findingsOf(house: House, app: string): Promise<readonly Finding[]> {
  const findings: Finding[] = JSON.parse(await house.rostra('monitor', '--app', app, '--json'));
  return findings;
}

/** The finding by that rule, and after how many seconds it was there. */
async function found(house: House, app: string, rule: string): Promise<{ readonly finding: Finding; readonly seconds: number }> {
  let all: readonly Finding[] = [];
  const ms = await until(`${rule} of ${app}`, 150_000, async () => {
    all = await findingsOf(house, app);
    return all.some((finding) => finding.rule === rule);
  });
  const finding = all.find((each) => each.rule === rule);
  if (finding === undefined) throw new Error(`No ${rule}.`);
  return { finding, seconds: Math.round(ms / 1000) };
}

/** A copy of the echo app, with other files over it. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-monitor-'));
  await cp(echoFolder, folder, { recursive: true });
  await mkdir(join(folder, 'bin'));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
    if (name.startsWith('bin/')) await chmod(join(folder, name), 0o755);
  }
  return folder;
}

/** It was scaled before it became oTree: afterwards nobody could. Its button sets it right. */
async function otreeOnThree(house: House): Promise<string> {
  const app = await deployEcho(house, { app: 'otree', web: 3 });
  const folder = await folderWith({
    Procfile: 'web: PATH=$PWD/bin:$PATH otree prodserver1of2\n',
    'bin/otree': '#!/bin/sh\nexec node server.js\n',
  });
  await house.rostra('deploy', folder, '--app', app);
  await rm(folder, { recursive: true });
  const { finding, seconds } = await found(house, app, 'F10');
  expect(seconds <= 62, `F10 after ${seconds} s.`);
  const refusal = await house.refusal('ps:scale', 'web=2', '--app', app);
  expect(refusal.includes('Refused (F10)'), refusal);
  await house.rostra('monitor:act', String(finding.id), '1', '--app', app);
  await until('one dyno', 60_000, async () => (await dynosUp(house, app)).length === 1);
  return `F10 after ${seconds} s, and its button sets web=1`;
}

/** One answer in ten is no HTTP: two failed requests a second. */
async function failing(house: House): Promise<string> {
  const app = await deployEcho(house, { app: 'failing' });
  const load = new SteadyLoad(20, (n) => askOf(house, app, n % 10 === 0 ? '/garbage' : '/whoami'));
  const { finding, seconds } = await found(house, app, 'F20');
  await load.stop();
  expect(/Requests fail before/.test(finding.title), `F20 says ${finding.title}`);
  const rate = Number(finding.evidence[0]?.value);
  expect(rate > 0.5 && rate < 3, `F20 says ${rate} failed requests a second.`);
  return `F20 after ${seconds} s: ${rate} failed a second`;
}

/** Every fourth request asks for a page that takes too long; the others are quick. */
async function oneSlowPage(house: House): Promise<string> {
  const folder = await folderWith({ 'rostra.json': JSON.stringify({ routes: [{ path: '/sleep/60000', firstByte: 2 }] }) });
  const app = await deployEcho(house, { app: 'slow', folder });
  await rm(folder, { recursive: true });
  const load = new SteadyLoad(4, (n) => askOf(house, app, n % 4 === 0 ? '/sleep/60000' : '/whoami'));
  const { finding, seconds } = await found(house, app, 'F12');
  await load.stop();
  expect(finding.title.includes('/sleep/'), `F12 says ${finding.title}`);
  const others = (await findingsOf(house, app)).filter(({ rule }) => rule !== 'F12' && rule !== 'F20');
  expect(others.length === 0, `Beside F12 there is ${others.map(({ rule }) => rule).join(', ')}.`);
  return `F12 after ${seconds} s: ${finding.title}`;
}

const crowd = 24;
/** Of what the app says itself. */
const tolerance = 0.05;

interface Report {
  readonly routes: readonly { readonly route: string; readonly requests: number; readonly waitP95: number | null }[];
  readonly pages: readonly { readonly page: string; readonly participants: number }[];
}

/** A crowd that presses at once: each waits for those before it, inside the one process. */
async function waitInside(house: House): Promise<string> {
  const app = await deployEcho(house, { app: 'clocked', folder: join(import.meta.dirname, 'apps', 'clocked') });
  const paths = Array.from({ length: crowd }, (_, n) => `/p/k2v8m${String(n).padStart(3, '0')}/quick_game/Choose/1`);
  const samples = await Promise.all(paths.map((path) => ask(askOf(house, app, path))));
  const waits = samples.map(({ body }) => Number(body)).toSorted((a, b) => a - b);
  const told = waits[Math.ceil(0.95 * crowd) - 1] ?? 0;
  let report: Report = { routes: [], pages: [] };
  const page = () => report.routes.find(({ route }) => route === 'quick_game/Choose');
  await until('the report knows the crowd', 60_000, async () => {
    report = JSON.parse(await house.rostra('monitor:report', '--app', app, '--last', '15m', '--json'));
    return page()?.requests === crowd && page()?.waitP95 !== null;
  });
  const seen = page()?.waitP95 ?? 0;
  expect(Math.abs(seen - told) <= tolerance * told, `The monitor says that they waited ${seen} ms inside, and the app ${told} ms.`);
  expect(report.pages[0]?.participants === crowd, `The game had ${report.pages[0]?.participants} participants, and ${crowd} pressed.`);
  return `wait inside the process ${Math.round(seen)} ms, by the app itself ${Math.round(told)} ms`;
}
