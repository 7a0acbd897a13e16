import type { FastifyInstance } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { passwordMatches } from '#kit/http/login.ts';
import type { Tab } from '../../tab.ts';
import { registerBallots } from './ballots.ts';
import { registerExport } from './export.ts';
import { registerMotions } from './motions.ts';
import { registerPairings } from './pairings.ts';
import { registerParticipants } from './participants.ts';
import { registerRounds } from './rounds.ts';
import { registerTables } from './tables.ts';
import { registerTournaments } from './tournaments.ts';

const parts = [
  registerTournaments,
  registerParticipants,
  registerRounds,
  registerPairings,
  registerBallots,
  registerMotions,
  registerTables,
  registerExport,
];

class NoKey extends RostraError {
  constructor(hint: string) {
    super({ code: 'TAB_NO_KEY', status: 401, message: 'This needs an API key.', hint });
  }
}

/** The REST API under /api/v1, in the words that programs for Tabbycat know. Every call needs the key. */
export async function registerApi(site: FastifyInstance, tab: Tab, apiKey: string | null): Promise<void> {
  await site.register(
    async (server) => {
      server.addHook('onRoute', (route) => {
        route.config = { ...route.config, csrf: false };
      });
      server.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const [, given] = /^Token (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
        if (apiKey === null) throw new NoKey('Set TAB_API_KEY for this app, then send it as "Authorization: Token KEY".');
        if (given === undefined || !passwordMatches(given, apiKey)) throw new NoKey('Send it as "Authorization: Token KEY".');
      });
      server.get('/', async (request, _reply) => ({ _links: { tournaments: `${request.protocol}://${request.host}/api/v1/tournaments` } }));
      for (const register of parts) register(server, tab);
    },
    { prefix: '/api/v1' },
  );
}
