import { relative } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';

/** What went wrong in a game, for its author: shown on the page while the lab is not in production. */
export class AuthorFault extends RostraError {
  constructor(error: Error) {
    super({
      code: 'LAB_GAME_FAILED',
      status: 500,
      message: error.message,
      hint: `${placeIn(error) ?? 'The log has the whole story.'} Participants never see this text: with LAB_PRODUCTION=1 they are told that what they sent is safe.`,
    });
    this.cause = error;
    if (error.stack !== undefined) this.stack = error.stack;
  }
}

/** The first line of the stack in the author's folder: `games/public-goods.ts, line 12.` */
function placeIn({ stack = '' }: Error): string | null {
  const folder = `${process.cwd()}/`;
  const lines = stack.matchAll(/file:\/\/(\S+?\.ts):(\d+)/g);
  for (const [, path = '', line] of lines)
    if (path.startsWith(folder) && !path.includes('/node_modules/')) return `${relative(folder, path)}, line ${line}.`;
  return null;
}
