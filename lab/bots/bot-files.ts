import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Bot } from '../game/bot.ts';

/** The bots of a project: what each `*.bot.ts` of its folder exports, in order of their names. */
export async function loadBots(folder: string): Promise<Bot[]> {
  const files = await Array.fromAsync(glob('**/*.bot.ts', { cwd: folder, exclude: ['**/node_modules/**'] }));
  const bots: Bot[] = [];
  for (const file of files.sort()) bots.push(await loadBot(file, folder));
  return bots;
}

async function loadBot(file: string, folder: string): Promise<Bot> {
  const module: unknown = await import(pathToFileURL(join(folder, file)).href).catch((error: unknown) => {
    throw new BadBot(file, `it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const bot = typeof module === 'object' && module !== null && 'default' in module ? module.default : null;
  if (!isBot(bot)) throw new BadBot(file, 'it has to export default what defineBot returned');
  return bot;
}

function isBot(value: unknown): value is Bot {
  return typeof value === 'object' && value !== null && 'game' in value && 'cases' in value && 'play' in value;
}

/** A `.bot.ts` file that cannot be run as it stands. */
export class BadBot extends RostraError {
  constructor(file: string, what: string) {
    super({ code: 'LAB_BAD_BOT', status: 500, message: `${file}: ${what}.`, hint: 'Change the bot and start again.' });
  }
}
