import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { readSources, fileOfGame } from '../author/sources.ts';
import type { Bot } from '../game/bot.ts';
import type { Project } from '../game/define-project.ts';
import { loadProject } from '../project-file.ts';
import { startLabProcess, type LabProcess } from '../testing/lab-process.ts';
import { testLab } from '../testing/test-lab.ts';
import { BadBot, loadBots } from './bot-files.ts';
import type { TakenMove } from './bot-seat.ts';
import type { BrowserDoor } from './browser-door.ts';
import { exportRun } from './export-run.ts';
import { httpDoor } from './http-door.ts';
import { playBots, type BotRun, type CaseResult } from './run.ts';
import { writtenBot } from './write-bot.ts';

export interface BotTest extends Pick<BotRun, 'participants' | 'case' | 'seed' | 'auto' | 'only'> {
  /** Where `rostra.lab.ts` is; the bots may be anywhere below. */
  readonly folder: string;
  /** Over HTTP against so many web processes; without a server when null. */
  readonly processes: number | null;
  /** In windows of Chromium, as people do. */
  readonly browser?: boolean;
  /** Where every table of each session that was played goes. */
  readonly exportTo?: string | null;
}

/** `rostra lab test`: plays a project's bots on a database that is thrown away, and gives one case after the other. */
export async function* main({ folder, processes, browser, exportTo, ...run }: BotTest): AsyncGenerator<CaseResult> {
  const project = await loadProject(folder);
  const bots = await loadBots(folder);
  checkNames({ project, bots, run });
  const lab = await testLab(project);
  const servers: LabProcess[] = [];
  let windows: BrowserDoor | null = null;
  try {
    const wanted = processes ?? (browser ? 1 : 0);
    while (servers.length < wanted) servers.push(await startLabProcess({ folder, env: { DATABASE_URL: lab.databaseUrl } }));
    const urls = servers.map(({ url }) => url);
    if (browser) windows = await windowsFor(urls);
    const door = windows ?? (urls.length > 0 ? httpDoor(urls) : undefined);
    const onPlayed: BotRun['onPlayed'] = async (played) => (exportTo ? exportRun(lab, played, exportTo) : undefined);
    yield* playBots(lab, { ...run, bots, onPlayed, ...(door && { door }) });
  } finally {
    await windows?.close();
    await Promise.all(servers.map((server) => server.stop()));
    await lab.close();
  }
}

/** Only who asks for a browser needs one. */
async function windowsFor(urls: readonly string[]): Promise<BrowserDoor> {
  const { browserDoor } = await import('./browser-door.ts');
  return browserDoor(urls).catch((error: unknown) => {
    const what = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new NoBots(
      `No browser could be opened: ${what}.`,
      'Install Chromium (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.',
    );
  });
}

export interface BotWish {
  readonly folder: string;
  /** The name of the game that gets a bot. */
  readonly game: string;
  readonly seed: string | null;
}

/** `rostra lab bots --write`: lets chance play a game and writes what it did as the bot beside the game. Gives the file's path in the folder. */
export async function write({ folder, game, seed }: BotWish): Promise<string> {
  const project = await loadProject(folder);
  const names = project.games.map((one) => one.game.name);
  if (!names.includes(game)) throw new NoBots(`There is no game called ${game}.`, `There are: ${names.join(', ')}.`);
  const source = fileOfGame(await readSources(folder), game);
  const file = join(dirname(source), `${basename(source, '.ts')}.bot.ts`);
  const moves: TakenMove[] = [];
  const onMove = (taken: TakenMove): void => void (taken.place.playable.game.name === game && moves.push(taken));
  const lab = await testLab(project);
  try {
    for await (const { fault } of playBots(lab, { bots: [], only: game, auto: true, seed, onMove })) {
      if (fault !== null)
        throw new NoBots(`Chance could not play ${game}: ${fault}`, 'Write its bot by hand: yield the pages and what is filled in.');
      break;
    }
  } finally {
    await lab.close();
  }
  const text = writtenBot({ gameFile: `./${basename(source)}`, moves });
  await writeFile(join(folder, file), text, { flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new NoBots(`${file} is there already.`, 'Remove it first if it is to be written anew.');
  });
  return file;
}

interface Named {
  readonly project: Project;
  readonly bots: readonly Bot[];
  readonly run: Pick<BotTest, 'only' | 'auto'>;
}

function checkNames({ project, bots, run: { only, auto } }: Named): void {
  const games = new Map(bots.map(({ game }) => [game, game.game.name]));
  const homeless = [...games].find(([game]) => !project.games.includes(game));
  if (homeless) throw new BadBot(`The bot of ${homeless[1]}`, 'no session of rostra.lab.ts plays its game');
  const playable = auto ? project.games : project.games.filter((game) => games.has(game));
  const sessions = project.configs.filter((config) => config.games.some((game) => playable.includes(game))).map(({ name }) => name);
  const names = new Set([...sessions, ...playable.map(({ game }) => game.name)]);
  if (names.size === 0)
    throw new NoBots(
      'There is no bot in this folder.',
      'Write one beside a game, games/my-game.bot.ts, or let chance play: rostra lab test --auto.',
    );
  if (only !== null && !names.has(only))
    throw new NoBots(`There is no bot for ${only}.`, `There are bots for: ${[...names].join(', ')}. Without one, chance plays: --auto.`);
}

class NoBots extends RostraError {
  constructor(message: string, hint: string) {
    super({ code: 'LAB_NO_BOTS', status: 404, message, hint });
  }
}
