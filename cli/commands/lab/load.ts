import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LoadReport } from '../../../rehearse/load-report.ts';
import type { Call, CliCommand } from '../../command.ts';
import { UsageFault, wholeNumber } from '../../parse.ts';

export const labLoad: CliCommand = {
  name: 'lab load',
  summary: 'how many people an experiment holds: bots play it over HTTP, and the figures stand beside those of the last time',
  args: '<config>',
  options: [
    { flags: '--participants <number>', text: 'how many take part, 60 unless said' },
    { flags: '--think <range>', text: 'seconds that somebody looks at a page, as 2..6; no pause unless said' },
    { flags: '--processes <number>', text: 'web processes of this folder, 2 unless said' },
    { flags: '--server <url>', text: 'a lab that runs elsewhere, instead of processes of our own' },
    { flags: '--key <key>', text: 'that lab’s API key' },
  ],
  example: 'rostra lab load public_goods --participants 300 --think 2..6 --processes 4',
  run: async (call) => {
    const { loadLines } = await import('../../../rehearse/load-report.ts');
    const report = await loaded(call);
    const before = await lastReport(report.game);
    await keepReport(report);
    return {
      json: { ...report, before },
      lines: loadLines(report, before),
      isBadNews: report.finished < report.asked || report.failed > 0,
    };
  },
};

/** Of a lab elsewhere, or of this folder's on processes that are started for it. */
async function loaded(call: Call): Promise<LoadReport> {
  const server = call.option('server');
  if (server !== null) return played(call, { urls: [addressOf(server)], key: keyOf(call), processes: null, databaseMs: null });
  const processes = wholeNumber(call.option('processes') ?? '2', { name: '--processes', min: 1, max: 16 });
  const { main } = await import('../../../lab/load/main.ts');
  call.output.progress(`starting ${processes} web processes and a database for them`);
  const lab = await main({ folder: process.cwd(), processes });
  try {
    return await played(call, { ...lab, processes });
  } finally {
    await lab.stop();
  }
}

interface Site {
  readonly urls: readonly string[];
  readonly key: string;
  readonly processes: number | null;
  readonly databaseMs: (() => Promise<number>) | null;
}

async function played(call: Call, { urls, key, processes, databaseMs }: Site): Promise<LoadReport> {
  const { rehearseLab } = await import('../../../rehearse/lab.ts');
  const [leastMs, mostMs] = thinkRange(call.option('think'));
  const before = await databaseMs?.();
  const report = await rehearseLab(
    { url: urls[0] ?? '', key, dynos: null },
    {
      game: call.args[0] ?? '',
      people: wholeNumber(call.option('participants') ?? '60', { name: '--participants', min: 1, max: 10_000 }),
      thinkMs: leastMs,
      mostThinkMs: mostMs,
      urls,
      arriveMs: 1_000,
      limitMs: 600_000,
      seed: randomUUID(),
      onProgress: (line) => call.output.progress(line),
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
