import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faultOf } from '#kit/http/error-page.ts';
import type { Lab } from '../../lab.ts';
import { Guesses } from '../../rules/guesses.ts';
import { checkGuesses, checkKey, WrongKey } from './access.ts';
import { registerAdvance } from './advance.ts';
import { registerEvents } from './events.ts';
import { registerFiles } from './files.ts';
import { registerOpenApi } from './openapi.ts';
import { registerOperation } from './operation.ts';
import { registerRooms } from './rooms.ts';
import { listSessions, makeSession, sessionByCode, sessionConfigs } from './sessions.ts';
import { registerVars } from './vars.ts';
import { registerWebhooks } from './webhooks.ts';

/** oTree's REST paths, under /api and with the same bodies under /api/v1. */
export async function registerApi(server: FastifyInstance, lab: Lab): Promise<void> {
  const guesses = new Guesses();
  for (const prefix of ['/api', '/api/v1']) {
    await server.register(
      async (api) => {
        api.addHook('onRequest', async (request, reply) => {
          reply.header('cache-control', 'no-store');
          checkGuesses(request, { guesses, nowMs: lab.clock.nowMs() });
          try {
            checkKey(request, lab.config);
          } catch (error) {
            if (error instanceof WrongKey) guesses.wrong(request.ip, lab.clock.nowMs());
            throw error;
          }
        });
        api.addHook('onRoute', (route) => void (route.config = { ...route.config, csrf: false }));
        api.setErrorHandler((error, request, reply) => answerFault(error, { request, reply, lab }));
        registerSessions(api, lab);
        registerProject(api, lab);
        registerRooms(api, lab);
        registerVars(api, lab);
        registerAdvance(api, lab);
        registerFiles(api, lab);
        registerOperation(api, lab);
        registerEvents(api, lab);
        registerWebhooks(api, lab);
        registerOpenApi(api);
      },
      { prefix },
    );
  }
}

interface ByCode {
  readonly Params: { readonly code: string };
}

function registerSessions(api: FastifyInstance, lab: Lab): void {
  api.get('/sessions', (request) => listSessions(lab, request));
  api.post('/sessions', (request) => makeSession(lab, request));
  api.get<ByCode>('/sessions/:code', (request) => sessionByCode(lab, request, request.params.code));
  api.post<ByCode>('/get_session/:code', (request) => sessionByCode(lab, request, request.params.code));
}

/** The version of oTree whose paths and column names these are. */
const compatibleWith = '6.0';

function registerProject(api: FastifyInstance, { project }: Lab): void {
  api.get('/otree_version', async () => ({ version: compatibleWith, product: 'Rostra lab' }));
  api.get('/session_configs', async () => sessionConfigs(project));
  api.get('/apps', async () => Object.fromEntries(project.games.map(({ game }) => [game.name, game.doc])));
}

interface Failed {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly lab: Lab;
}

/** `{error, field}` as the API's users know it, with our code and hint beside it. */
async function answerFault(error: unknown, { request, reply, lab }: Failed): Promise<FastifyReply> {
  const { code, status, message, hint } = faultOf(error);
  if (status >= 500)
    lab.logger.error('request_failed', { requestId: request.id, method: request.method, path: request.routeOptions.url, error });
  const field = error instanceof Error && 'field' in error ? error.field : undefined;
  return reply.code(status).send({ error: message, field, code, hint, requestId: request.id });
}
