import type { FastifyInstance, FastifyRequest } from 'fastify';
import { chatTable } from '../../exports/chat.ts';
import { customTable } from '../../exports/custom.ts';
import { pageTimesTable } from '../../exports/page-times.ts';
import { gameTable } from '../../exports/per-game.ts';
import type { MakeTable } from '../../exports/table.ts';
import { wideTable } from '../../exports/wide.ts';
import type { Lab } from '../../lab.ts';
import { sessionNamed } from '../find-session.ts';
import { sendTable } from '../send-export.ts';
import { file, readArguments, WrongArgument } from './arguments.ts';

type Wish = Awaited<ReturnType<typeof wantedFile>>;

/** The tables as files, of one session or of all. */
export function registerFiles(api: FastifyInstance, lab: Lab): void {
  const files: Readonly<Record<string, (wish: Wish) => MakeTable>> = {
    '/export_wide': (wish) => (source) => wideTable(source, wish),
    '/export_app': (wish) => {
      const game = named(wish.game);
      return (source) => gameTable(source, { ...wish, game });
    },
    '/export_app_custom': (wish) => {
      const game = named(wish.game);
      return (source) => customTable(source, { ...wish, game });
    },
    '/export_chat': (wish) => (source) => chatTable(source, wish),
    '/export_page_times': (wish) => (source) => pageTimesTable(source, wish),
  };
  for (const [path, make] of Object.entries(files)) {
    api.get(path, async (request, reply) => {
      const wish = await wantedFile(lab, request);
      return sendTable(reply, { lab, table: make(wish), format: wish.format, beforeDate: '-' });
    });
  }
}

function named(game: string | undefined): string {
  if (game === undefined) throw new WrongArgument('app', 'The argument app is missing.', 'It names the game: ?app=public_goods.');
  return game;
}

/** Throws a 404 when the session is not there. */
async function wantedFile(lab: Lab, request: FastifyRequest) {
  const { session_code: code, app: game, function_name: name = 'custom_export', format = 'csv' } = readArguments(file, request.query);
  const session = code === undefined ? null : (await sessionNamed(lab, code)).code;
  return { session, format, game, name };
}
