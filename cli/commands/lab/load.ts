import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Observer } from '../../../rehearse/lab.ts';
import type { LiveMoves } from '../../../rehearse/live-page.ts';
import type { LoadReport } from '../../../rehearse/load-report.ts';
import type { ServerCpu, VersionFigures, VersionRun } from '../../../rehearse/versus.ts';
import type { Answer, Call, CliCommand } from '../../command.ts';
import { UsageFault, wholeNumber } from '../../parse.ts';

export const labLoad: CliCommand = {
  name: 'lab load',
  summary: 'how many people an experiment holds: bots play it over HTTP, and the figures stand beside those of the last time',
  args: '<config> [other]',
  options: [
    { flags: '--participants <number>', text: 'how many take part, 60 unless said' },
    { flags: '--think <range>', text: 'seconds that somebody looks at a page, as 2..6; no pause unless said' },
    { flags: '--processes <number>', text: 'web processes of this folder, 2 unless said' },
    { flags: '--versus', text: 'compares two versions of a game: what a decision costs in each, and how many people each holds' },
    { flags: '--server <url>', text: 'a lab that runs elsewhere, instead of processes of our own' },
    { flags: '--key <key>', text: 'that lab’s API key' },
  ],
  example: 'rostra lab load public_goods --participants 300 --think 2..6 --processes 4',
  run: (call) => (call.flag('versus') ? versus(call) : alone(call)),
};

async function alone(call: Call): Promise<Answer> {
  const [game = '', other] = call.args;
  if (other !== undefined)
    throw new UsageFault(`"${other}" is one session too many.`, `Compare the two: rostra lab load --versus ${game} ${other}.`);
  const { loadLines } = await import('../../../rehearse/load-report.ts');
  const report = await loaded(call, game);
  const before = await lastReport(report.game);
  await keepReport(report);
  return {
    json: { ...report, before },
    lines: loadLines(report, before),
    isBadNews: report.finished < report.asked || report.failed > 0,
  };
}

/** Of a lab elsewhere, or of this folder's on processes that are started for it. */
async function loaded(call: Call, game: string): Promise<LoadReport> {
  const server = call.option('server');
  if (server !== null) return played(call, { urls: [addressOf(server)], key: keyOf(call), processes: null, databaseMs: null }, { game });
  const lab = await started(call);
  try {
    return await played(call, lab, { game, ...lab.recipe(game) });
  } finally {
    await lab.stop();
  }
}

async function started(call: Call) {
  const processes = wholeNumber(call.option('processes') ?? '2', { name: '--processes', min: 1, max: 16 });
  const { main } = await import('../../../lab/load/main.ts');
  call.output.progress(`starting ${processes} web processes and a database for them`);
  return { ...(await main({ folder: process.cwd(), processes })), processes };
}

/** Both on the same processes and the same database, one after the other, each when it is warm. */
async function versus(call: Call): Promise<Answer> {
  const [first = '', second] = call.args;
  if (second === undefined)
    throw new UsageFault('Two sessions are compared.', `Name the other one: rostra lab load --versus ${first} OTHER.`);
  if (call.option('server') !== null)
    throw new UsageFault('What a decision costs can only be seen on this machine.', 'Leave out --server: the folder is served here.');
  const { figuresOf, versusLines } = await import('../../../rehearse/versus.ts');
  const lab = await started(call);
  try {
    const games = [first, second].map((game) => ({ game, ...lab.recipe(game) }));
    for (const game of games) await played(call, lab, { ...game, people: Math.min(warmPeople, participantsOf(call)), thinkMs: [0, 0] });
    const idle = await idleOf(lab);
    const figures: VersionFigures[] = [];
    for (const game of games) figures.push(figuresOf({ ...(await watched(call, lab, game)), idle }));
    const [a, b] = figures;
    if (!a || !b) return { json: figures, lines: [] };
    return { json: figures, lines: versusLines(a, b), isBadNews: figures.some((one) => one.finished < one.asked || one.failed > 0) };
  } finally {
    await lab.stop();
  }
}

const participantsOf = (call: Call): number =>
  wholeNumber(call.option('participants') ?? '60', { name: '--participants', min: 1, max: 10_000 });

const warmPeople = 40;
/** Of a decision, where nobody says how long people think. */
const versusThink: readonly [number, number] = [500, 1_500];

type Started = Awaited<ReturnType<typeof started>>;

/** A second of nobody there. */
async function idleOf(lab: Started): Promise<ServerCpu> {
  const before = lab.cpu();
  await sleep(idleMs);
  const after = lab.cpu();
  const share = idleMs / 1_000;
  return { web: (after.web - before.web) / share, postgres: (after.postgres - before.postgres) / share };
}

const idleMs = 3_000;

async function watched(call: Call, lab: Started, game: Play): Promise<Omit<VersionRun, 'idle'>> {
  let [before, after] = [lab.cpu(), lab.cpu()];
  let seen: Pick<VersionRun, 'people' | 'messages' | 'groups'> = { people: new Map(), messages: 0, groups: new Map() };
  const observer: Observer = {
    started: () => void (before = lab.cpu()),
    ended: ({ people, messages }) => {
      after = lab.cpu();
      seen = { ...seen, people, messages };
    },
    grouped: (groups) => void (seen = { ...seen, groups }),
  };
  const thinkMs = call.option('think') === null ? versusThink : thinkRange(call.option('think'));
  const report = await played(call, lab, { ...game, thinkMs, observer });
  return {
    report,
    cpu: { web: after.web - before.web, postgres: after.postgres - before.postgres },
    cores: availableParallelism(),
    ...seen,
  };
}

interface Site {
  readonly urls: readonly string[];
  readonly key: string;
  readonly processes: number | null;
  readonly databaseMs: (() => Promise<number>) | null;
}

interface Play {
  readonly game: string;
  readonly app?: string;
  readonly moves?: LiveMoves;
  readonly people?: number;
  readonly thinkMs?: readonly [least: number, most: number];
  readonly observer?: Observer;
}

async function played(
  call: Call,
  { urls, key, processes, databaseMs }: Site,
  { game, people, thinkMs, ...rest }: Play,
): Promise<LoadReport> {
  const { rehearseLab } = await import('../../../rehearse/lab.ts');
  const [leastMs, mostMs] = thinkMs ?? thinkRange(call.option('think'));
  const before = await databaseMs?.();
  const report = await rehearseLab(
    { url: urls[0] ?? '', key, dynos: null },
    {
      game,
      people: people ?? participantsOf(call),
      thinkMs: leastMs,
      mostThinkMs: mostMs,
      urls,
      arriveMs: 1_000,
      limitMs: 600_000,
      seed: randomUUID(),
      onProgress: (line) => call.output.progress(line),
      ...rest,
    },
  );
  const after = await databaseMs?.();
  const databaseMsAPage =
    before === undefined || after === undefined ? null : Math.round((1_000 * (after - before)) / report.pages) / 1_000;
  return { ...report, processes, databaseMsAPage };
}

/** `2..6` or `3`, in seconds; gives milliseconds. */
function thinkRange(typed: string | null): [number, number] {
  const [, least = '', most = least] = /^(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))?$/.exec(typed ?? '0') ?? [];
  if (least === '' || Number(most) < Number(least))
    throw new UsageFault(`"${typed}" is no range of seconds.`, 'Write it like --think 2..6.');
  return [Number(least) * 1_000, Number(most) * 1_000];
}

function addressOf(url: string): string {
  if (!URL.canParse(url)) throw new UsageFault(`"${url}" is no address.`, 'Give the whole address: --server https://lab.example.org.');
  return url;
}

function keyOf(call: Call): string {
  const key = call.option('key');
  if (key === null)
    throw new UsageFault('A lab elsewhere needs its API key.', 'Give it with --key; on a platform it is the config var LAB_REST_KEY.');
  return key;
}

const fileOf = (game: string): string => join(resolve('.rostra/load'), `${game.replaceAll(/\W/g, '_')}.json`);

/** Of the last time; null when there was none. */
async function lastReport(game: string): Promise<LoadReport | null> {
  const text = await readFile(fileOf(game), 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
}

async function keepReport(report: LoadReport): Promise<void> {
  await mkdir(resolve('.rostra/load'), { recursive: true });
  await writeFile(fileOf(report.game), JSON.stringify(report));
}
