import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { createLogins } from '#kit/http/login.ts';
import { loginStore } from '../../store/logins.ts';
import type { Tab } from '../../tab.ts';
import { admission } from '../admission.ts';
import { registerAssistant } from '../assistant/routes.ts';
import { registerAccounts } from './accounts.ts';
import { registerActionLog } from './action-log.ts';
import { registerAvailability } from './availability.ts';
import { registerCheckIn } from './check-in.ts';
import { registerBallots, registerPostponement } from './ballot.ts';
import { registerKeep } from './keep.ts';
import { registerFeedback } from './feedback.ts';
import { registerLive } from './live.ts';
import { registerDrawEdits } from './draw-edits.ts';
import { registerHistory } from './history.ts';
import { registerInvitations } from './invitations.ts';
import { registerMessages } from './messages.ts';
import { registerMe } from './me.ts';
import { registerMotions } from './motions.ts';
import { registerOverview } from './overview.ts';
import { registerOutRounds } from './panels-out-rounds.ts';
import { registerPanels } from './panels.ts';
import { registerPanelsAhead } from './panels-ahead.ts';
import { registerPublish } from './publish.ts';
import { registerRegistrations } from './registration.ts';
import { registerRooms } from './rooms.ts';
import { registerRound } from './round.ts';
import { registerSettings } from './settings.ts';
import { registerSetup } from './setup.ts';
import { registerSheets } from './sheets.ts';
import { registerSides } from './sides.ts';
import { registerSignIn } from './sign-in.ts';
import { registerTables } from './tables.ts';
import { registerUsers } from './users.ts';
import { registerTournaments } from './tournaments.ts';
import type { Desk } from './visit.ts';

/** The tab room: everything behind the admin password. Null: nobody can log in. */
export async function registerAdmin(server: FastifyInstance, tab: Tab, adminPassword: string | null): Promise<void> {
  const desk: Desk = {
    tab,
    logins: createLogins({ cookieName: 'tab_login', store: loginStore(tab.db), clock: tab.clock }),
    adminPassword,
  };
  await server.register(async (open) => {
    await open.register(rateLimit, { global: false });
    registerSignIn(open, desk);
    registerInvitations(open, desk);
  });
  await server.register(async (staff) => {
    staff.addHook('onRequest', admission(tab, desk.logins));
    for (const register of [
      registerTournaments,
      registerOverview,
      registerRound,
      registerPublish,
      registerPanels,
      registerPanelsAhead,
      registerOutRounds,
      registerDrawEdits,
      registerKeep,
      registerRooms,
      registerAvailability,
      registerCheckIn,
      registerHistory,
      registerBallots,
      registerPostponement,
      registerTables,
      registerMotions,
      registerRegistrations,
      registerMessages,
      registerFeedback,
      registerSettings,
      registerSetup,
      registerSides,
      registerSheets,
      registerLive,
      registerUsers,
      registerAccounts,
      registerMe,
      registerActionLog,
      registerAssistant,
    ])
      register(staff, desk);
  });
}
