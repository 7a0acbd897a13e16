import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { createLogins } from '#kit/http/login.ts';
import type { Lab } from '../../lab.ts';
import { loginStore } from '../../store/logins.ts';
import { registerAccounts } from './accounts.ts';
import { registerData } from './data.ts';
import { registerDemo } from './demo.ts';
import { registerDownloads } from './downloads.ts';
import { registerMonitor } from './monitor.ts';
import { registerPayments } from './payments.ts';
import { registerRecruit } from './recruit.ts';
import { registerReport } from './report.ts';
import { registerRooms } from './rooms.ts';
import type { Desk } from './access.ts';
import { patterns } from './routes.ts';
import { registerServerCheck } from './server-check.ts';
import { registerSessionPages } from './session-pages.ts';
import { registerSessions } from './sessions.ts';
import { registerSignIn } from './sign-in.ts';

/** The organiser's side: demo, sessions, monitor, data, payments. Who sees what without a login is said by LAB_AUTH. */
export async function registerAdmin(server: FastifyInstance, lab: Lab): Promise<void> {
  const store = loginStore(lab.db, () => lab.clock.nowMs());
  const desk = { lab, logins: createLogins({ cookieName: 'rostra_lab_login', store, clock: lab.clock, loginPath: patterns.signIn }) };
  await server.register(async (limited) => {
    await limited.register(rateLimit, { global: false });
    registerSignIn(limited, desk);
    registerDemo(limited, desk);
  });
  for (const register of parts) register(server, desk);
}

const parts: readonly ((server: FastifyInstance, desk: Desk) => void)[] = [
  registerSessions,
  registerSessionPages,
  registerData,
  registerPayments,
  registerReport,
  registerRecruit,
  registerMonitor,
  registerRooms,
  registerDownloads,
  registerServerCheck,
  registerAccounts,
];
