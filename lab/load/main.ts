import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#kit/db/connect.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { createLogger } from '#kit/log/logger.ts';
import { startPostgres } from '#kit/postgres/server.ts';
import { treeCpuSeconds } from '#kit/time/cpu.ts';
import { loadBots } from '../bots/bot-files.ts';
import type { Project } from '../game/define-project.ts';
import { loadProject } from '../project-file.ts';
import { databaseTimeMs } from '../store/database-time.ts';
import { startLabProcess, type LabProcess } from '../testing/lab-process.ts';
import { liveMoves, type LiveMoves } from './live-moves.ts';

/** The experiment of a folder on so many web processes, with a database that is thrown away. */
export interface LoadedLab {
  readonly urls: readonly string[];
  /** Of its REST API. */
  readonly key: string;
  /** For how long its statements have run, together. */
  databaseMs(): Promise<number>;
  /** Seconds that its web processes and its database server have computed. */
  cpu(): ServerCpu;
  /** What a crowd has to know of a recipe. */
  recipe(name: string): LoadedRecipe;
  stop(): Promise<void>;
}

export interface ServerCpu {
  readonly web: number;
  readonly postgres: number;
}

export interface LoadedRecipe {
  /** The first game. */
  readonly app: string;
  readonly moves: LiveMoves;
}

/** For `rostra lab load`: starts it; whoever called stops it. */
export async function main({ folder, processes }: { readonly folder: string; readonly processes: number }): Promise<LoadedLab> {
  const [project, bots] = [await loadProject(folder), await loadBots(folder)];
  const place = await mkdtemp(join(tmpdir(), 'rostra-load-'));
  await chmod(place, 0o711); // the server's own user must pass
  const postgres = await startPostgres({ directory: join(place, 'data'), maxConnections: 20 + 10 * processes });
  const labs: LabProcess[] = [];
  const key = randomBytes(12).toString('hex');
  const stop = async (): Promise<void> => {
    await Promise.all(labs.map((lab) => lab.stop()));
    await postgres.stop();
    await rm(place, { recursive: true, force: true });
  };
  try {
    const env = { DATABASE_URL: postgres.url, LAB_REST_KEY: key };
    while (labs.length < processes) labs.push(await startLabProcess({ folder, env }));
  } catch (error) {
    await stop();
    throw error;
  }
  const db = connect({
    url: postgres.url,
    logger: createLogger({ name: 'load', level: 'silent' }),
    applicationName: 'rostra lab load',
    connections: 1,
  });
  return {
    urls: labs.map(({ url }) => url),
    key,
    databaseMs: () => databaseTimeMs(db),
    cpu: () => ({
      web: labs.reduce((sum, { child }) => sum + treeCpuSeconds(child.pid ?? 0), 0),
      postgres: treeCpuSeconds(postgres.pid),
    }),
    recipe: (name) => {
      const { games } = recipeOf(project, name);
      return { app: games[0]?.game.name ?? name, moves: liveMoves(games, bots) };
    },
    stop: async () => {
      await db.end();
      await stop();
    },
  };
}

function recipeOf({ configs }: Project, name: string): Project['configs'][number] {
  const found = configs.find((config) => config.name === name);
  if (found) return found;
  throw new NoRecipe(name, configs);
}

/** A session that `rostra.lab.ts` does not know. */
class NoRecipe extends RostraError {
  constructor(name: string, configs: Project['configs']) {
    super({
      code: 'LAB_NO_RECIPE',
      status: 404,
      message: `There is no session called ${name} in rostra.lab.ts.`,
      hint: `There are: ${configs.map((config) => config.name).join(', ')}.`,
    });
  }
}
