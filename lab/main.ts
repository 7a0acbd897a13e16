import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { withAdvisoryLock } from '#kit/db/lock.ts';
import { migrate } from '#kit/db/migrate.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { createLogger } from '#kit/log/logger.ts';
import type { Logger } from '#kit/log/logger.ts';
import { reportingLogger } from '#kit/log/report-errors.ts';
import { startPostgres } from '#kit/postgres/server.ts';
import { labConfig, type LabConfig } from './config.ts';
import type { Lab } from './lab.ts';
import { openLab } from './open-lab.ts';
import { watchTimers } from './page/expire.ts';
import { runFailedMeetings } from './page/run-failed-meetings.ts';
import { loadProject } from './project-file.ts';
import { checkSecureRooms } from './rooms/secure-rooms.ts';
import { createSession } from './sessions/create.ts';
import { any } from './store/sessions.ts';
import { labServer } from './web/server.ts';
import { watchWebhooks } from './webhooks/deliver.ts';

/** `rostra lab serve`: serves the experiment of this folder until it is told to stop. Any number of these may run on one database. */
export async function serve(): Promise<void> {
  const config = labConfig();
  const logger = await reportingLogger(createLogger({ name: 'lab' }), config.sentryDsn);
  const { lab, close } = await openPrepared(config, logger);
  const server = await labServer(lab);
  const endTimers = watchTimers(lab);
  const endWebhooks = watchWebhooks(lab);
  const address = await server.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
    throw portTaken(error, config.port);
  });
  logger.info('lab_listening', { address });
  void runFailedMeetings(lab);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await server.close();
  await endTimers();
  await endWebhooks();
  await close();
  logger.info('lab_stopped');
}

/** A lab whose tables are up to date, and whose demo is made when it is wanted; all processes wait for the first. */
async function openPrepared(config: LabConfig, logger: Logger): Promise<{ lab: Lab; close: () => Promise<void> }> {
  const project = await loadProject(process.cwd());
  checkSecureRooms(project, config);
  const own = config.databaseUrl === null ? await startPostgres({ directory: resolve('.rostra/postgres') }) : null;
  const databaseUrl = config.databaseUrl ?? own?.url ?? '';
  const lab = openLab({ project, config, logger, databaseUrl });
  const close = async (): Promise<void> => {
    await lab.close();
    await own?.stop();
  };
  try {
    await withAdvisoryLock({ url: databaseUrl, name: 'rostra-lab-start' }, async () => {
      await migrate({ url: databaseUrl, folder: join(import.meta.dirname, 'store/migrations'), product: 'lab' });
      if (config.demoData) await makeDemo(lab);
    });
  } catch (error) {
    await close(); // else what looks for the database keeps the process alive, and nobody starts it again
    throw error;
  }
  return { lab, close };
}

/** One session of the first recipe that says how many people its demo has. */
async function makeDemo(lab: Lab): Promise<void> {
  const config = lab.project.configs.find(({ demoParticipants }) => demoParticipants !== null);
  if (!config?.demoParticipants || (await any(lab.db))) return;
  await createSession(lab, { config: config.name, participants: config.demoParticipants, isDemo: true });
}

function portTaken(error: unknown, port: number): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return error;
  return new RostraError({
    code: 'LAB_PORT_TAKEN',
    status: 500,
    message: `Port ${port} is taken by another program.`,
    hint: 'Stop it, or set PORT to another number.',
  });
}

if (import.meta.main) await serve();
