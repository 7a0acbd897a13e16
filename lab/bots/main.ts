import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Bot } from '../game/bot.ts';
import type { Project } from '../game/define-project.ts';
import { loadProject } from '../project-file.ts';
import { startLabProcess, type LabProcess } from '../testing/lab-process.ts';
import { testLab } from '../testing/test-lab.ts';
import { BadBot, loadBots } from './bot-files.ts';
import { httpDoor } from './http-door.ts';
import { playBots, type CaseResult } from './run.ts';

export interface BotTest {
  /** Where `rostra.lab.ts` is; the bots may be anywhere below. */
  readonly folder: string;
  /** A session or a game; everything that has bots when null. */
  readonly only: string | null;
  /** Over HTTP against so many web processes; without a server when null. */
  readonly processes: number | null;
}

/** `rostra lab test`: plays a project's bots on a database that is thrown away, and gives one case after the other. */
export async function* main({ folder, only, processes }: BotTest): AsyncGenerator<CaseResult> {
  const project = await loadProject(folder);
  const bots = await loadBots(folder);
  checkNames({ project, bots, only });
  const lab = await testLab(project);
  const servers: LabProcess[] = [];
  try {
    while (servers.length < (processes ?? 0)) servers.push(await startLabProcess({ folder, env: { DATABASE_URL: lab.databaseUrl } }));
    const door = servers.length > 0 ? httpDoor(servers.map(({ url }) => url)) : undefined;
    yield* playBots(lab, { bots, only, ...(door && { door }) });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await lab.close();
  }
}

function checkNames({
  project,
  bots,
  only,
}: {
  readonly project: Project;
  readonly bots: readonly Bot[];
  readonly only: string | null;
}): void {
  const games = new Map(bots.map(({ game }) => [game, game.game.name]));
  const homeless = [...games].find(([game]) => !project.games.includes(game));
  if (homeless) throw new BadBot(`The bot of ${homeless[1]}`, 'no session of rostra.lab.ts plays its game');
  const sessions = project.configs.filter((config) => config.games.some((game) => games.has(game))).map(({ name }) => name);
  const names = new Set([...sessions, ...games.values()]);
  if (names.size === 0) throw new NoBots('There is no bot in this folder.', 'Write one beside a game: games/my-game.bot.ts.');
  if (only !== null && !names.has(only)) throw new NoBots(`There is no bot for ${only}.`, `There are bots for: ${[...names].join(', ')}.`);
}

class NoBots extends RostraError {
  constructor(message: string, hint: string) {
    super({ code: 'LAB_NO_BOTS', status: 404, message, hint });
  }
}
