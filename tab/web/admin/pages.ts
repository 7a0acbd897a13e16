import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { createLogins, passwordMatches } from '#kit/http/login.ts';
import { loginStore } from '../../store/logins.ts';
import type { Tab } from '../../tab.ts';
import { registerBallots } from './ballot.ts';
import { registerLive } from './live.ts';
import { registerMotions } from './motions.ts';
import { registerOverview } from './overview.ts';
import { registerPanels } from './panels.ts';
import { registerRound } from './round.ts';
import { registerSettings } from './settings.ts';
import { registerSignIn } from './sign-in.ts';
import { registerTables } from './tables.ts';
import { registerTournaments } from './tournaments.ts';
import type { Desk } from './visit.ts';

/** The tab room: everything behind the admin password. Null: nobody can log in. */
export async function registerAdmin(server: FastifyInstance, tab: Tab, adminPassword: string | null): Promise<void> {
  const desk: Desk = {
    tab,
    logins: createLogins({ cookieName: 'tab_login', store: loginStore(tab.db), clock: tab.clock }),
    isAdminPassword: (given) => adminPassword !== null && passwordMatches(given, adminPassword),
  };
  await server.register(async (open) => {
    await open.register(rateLimit, { global: false });
    registerSignIn(open, desk);
  });
  await server.register(async (staff) => {
    staff.addHook('onRequest', desk.logins.required);
    for (const register of [
      registerTournaments,
      registerOverview,
      registerRound,
      registerPanels,
      registerBallots,
      registerTables,
      registerMotions,
      registerSettings,
      registerLive,
    ])
      register(staff, desk);
  });
}
