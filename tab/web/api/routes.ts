import type { FastifyInstance } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { isApiOpen } from '../../store/site-settings.ts';
import type { Tab } from '../../tab.ts';
import { registerBallots } from './ballots.ts';
import { mayAnybody } from './anonymous.ts';
import { registerCheckIns } from './check-ins.ts';
import { callerOf, refuseCall } from './caller.ts';
import { registerExport } from './export.ts';
import { registerFeedback } from './feedback.ts';
import { registerMotions } from './motions.ts';
import { readParticipant, refuseParticipant, registerMe } from './participant.ts';
import { registerPairings } from './pairings.ts';
import { registerPanelsAhead } from './panels-ahead.ts';
import { registerRounds } from './rounds.ts';
import { RouteList, registerSchema } from './schema.ts';
import { registerTables } from './tables.ts';
import { registerThings } from './things.ts';
import { registerTournaments } from './tournaments.ts';
import { registerUsers } from './users.ts';

const parts = [
  registerTournaments,
  registerThings,
  registerRounds,
  registerPairings,
  registerPanelsAhead,
  registerBallots,
  registerMotions,
  registerFeedback,
  registerCheckIns,
  registerTables,
  registerExport,
  registerUsers,
];

class ApiClosed extends RostraError {
  constructor() {
    super({
      code: 'TAB_API_CLOSED',
      status: 403,
      message: 'The API of this site is closed.',
      hint: 'A superuser opens it on the page of all accounts.',
    });
  }
}

class NoKey extends RostraError {
  constructor(hint: string) {
    super({ code: 'TAB_NO_KEY', status: 401, message: 'This needs an API key.', hint });
  }
}

/** The REST API under /api/v1, in the words that programs for Tabbycat know. What spectators may see needs no key; every other call needs one, and what it asks for. */
export async function registerApi(site: FastifyInstance, tab: Tab, apiKey: string | null): Promise<void> {
  await site.register(
    async (server) => {
      const routes = new RouteList();
      server.addHook('onRoute', (route) => {
        routes.note(route);
        route.config = { ...route.config, csrf: false };
      });
      server.addHook<{ Params: { slug?: string } }>('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store');
        if (!(await isApiOpen(tab.db))) throw new ApiClosed();
        const caller = await callerOf(tab, request, apiKey);
        const participant = await readParticipant(tab, request);
        const hasKey = request.headers.authorization !== undefined && participant === null;
        if (caller === null && !hasKey && (await mayAnybody(tab, request))) return;
        if (participant !== null) return refuseParticipant(request);
        if (caller === null)
          throw new NoKey(
            'Make a key on the page of your account, or set TAB_API_KEY for this app; send it as "Authorization: Token KEY".',
          );
        refuseCall(caller, request);
      });
      server.get('/', async (request, _reply) => ({ _links: { tournaments: `${request.protocol}://${request.host}/api/v1/tournaments` } }));
      for (const register of parts) register(server, tab);
      registerMe(server);
      registerSchema(server, routes);
    },
    { prefix: '/api/v1' },
  );
}
