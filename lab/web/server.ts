import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { answerError } from '#kit/http/error-page.ts';
import { createServer } from '#kit/http/server.ts';
import type { Lab } from '../lab.ts';
import { registerCapture } from '../recruit/capture.ts';
import { any } from '../store/sessions.ts';
import { registerAdmin } from './admin/pages.ts';
import { registerApi } from './api/routes.ts';
import { AuthorFault } from './author-fault.ts';
import { registerAssets } from './participant/assets.ts';
import { registerJoin } from './participant/join.ts';
import { OpenPages } from './participant/open-pages.ts';
import { registerParticipant } from './participant/pages.ts';
import { registerRooms } from './participant/rooms.ts';
import { registerScripts } from './participant/scripts.ts';
import { registerSockets } from './participant/sockets.ts';
import { registerStreams } from './participant/streams.ts';

/** The lab's web server: participants, organisers, oTree's REST paths. Not listening yet; `close()` ends it and those who wait. */
export async function labServer(lab: Lab): Promise<FastifyInstance> {
  const server = await createServer({
    product: 'lab',
    logger: lab.logger,
    cookieSecret: lab.config.secret,
    islandFolders: [join(import.meta.dirname, 'participant/islands'), join(import.meta.dirname, 'admin/islands')],
    health: async () => void (await any(lab.db)),
  });
  const pages = new OpenPages();
  await server.register(async (scope) => {
    if (!lab.config.isProduction) tellAuthors(scope, lab);
    registerCapture(scope, lab);
    registerParticipant(scope, { lab, pages });
    registerJoin(scope, lab);
    registerStreams(scope, { lab, pages });
    registerRooms(scope, lab);
    registerSockets(scope, lab);
    registerScripts(scope, lab);
    registerAssets(scope, lab);
  });
  await registerAdmin(server, lab);
  await registerApi(server, lab);
  return server;
}

/** Somebody who tries out a game sees what is wrong with it. */
function tellAuthors(scope: FastifyInstance, { logger }: Lab): void {
  scope.setErrorHandler((error, request, reply) => {
    const isOurs = !(error instanceof Error) || error instanceof RostraError || 'statusCode' in error;
    return answerError(isOurs ? error : new AuthorFault(error), { request, reply }, { product: 'lab', logger });
  });
}
