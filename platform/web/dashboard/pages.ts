import { join } from 'node:path';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { createLogins } from '#kit/http/login.ts';
import { registerActLinks } from './act-links.ts';
import { registerActivity } from './activity.ts';
import { registerAddons } from './addons.ts';
import { registerAlerts, registerAppAlerts } from './alerts.ts';
import { registerApp } from './app.ts';
import { registerAudit } from './audit.ts';
import { registerBackups } from './backups.ts';
import { registerConfig } from './config-vars.ts';
import type { DashboardContext } from './context.ts';
import { registerErrors } from './errors.ts';
import { registerFindings } from './findings.ts';
import { registerMonitor } from './monitor.ts';
import { registerLive } from './live.ts';
import { registerLogs } from './logs.ts';
import { registerMetrics } from './metrics.ts';
import { registerCache } from './cache.ts';
import { registerCostPlans } from './cost-plans.ts';
import { registerCosts } from './costs.ts';
import { registerDomains } from './domains.ts';
import { registerDrains } from './drains.ts';
import { registerJobs } from './jobs.ts';
import { registerMails } from './mails.ts';
import { registerFront, registerNewApp } from './overview.ts';
import { registerSystem } from './system.ts';
import { registerUpgrade } from './upgrade.ts';
import { registerMirrors } from './mirrors.ts';
import { registerPeople } from './people.ts';
import { registerRehearsals } from './rehearsals.ts';
import { registerReleases } from './releases.ts';
import { registerRuns } from './runs.ts';
import { patterns } from './patterns.ts';
import { registerSchedule } from './schedule.ts';
import { registerSettings } from './settings.ts';
import { registerProject } from './project.ts';
import { registerStatus } from './status.ts';
import { registerSignIn } from './sign-in.ts';

/** The folder of the dashboard's islands, for `createServer({ islandFolders })`. */
export const dashboardIslands = join(import.meta.dirname, 'islands');

/** Every page of the dashboard, on a server made by the kit's `createServer`. All but the front and the sign-in page need a login. */
export async function registerDashboard(server: FastifyInstance, context: DashboardContext): Promise<void> {
  const logins = createLogins({ cookieName: 'rostra_login', store: context.logins, clock: context.clock, loginPath: patterns.signIn });
  const desk = { context, logins };
  await server.register(async (open) => {
    await open.register(rateLimit, { global: false });
    registerSignIn(open, desk);
    registerActLinks(open, desk);
    registerFront(open, desk);
  });
  await server.register(async (closed) => {
    closed.addHook('preHandler', logins.required);
    const topics = [
      registerNewApp,
      registerApp,
      registerMetrics,
      registerActivity,
      registerAlerts,
      registerAppAlerts,
      registerFindings,
      registerMonitor,
      registerReleases,
      registerConfig,
      registerLogs,
      registerRuns,
      registerJobs,
      registerMails,
      registerDrains,
      registerUpgrade,
      registerMirrors,
      registerStatus,
      registerProject,
      registerRehearsals,
      registerAddons,
      registerBackups,
      registerCache,
      registerErrors,
      registerDomains,
      registerSchedule,
      registerSettings,
      registerCosts,
      registerCostPlans,
      registerSystem,
      registerPeople,
      registerAudit,
      registerLive,
    ];
    for (const register of topics) register(closed, desk);
  });
}
