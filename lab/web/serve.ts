import { once } from 'node:events';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { labOn, whileStarting, type LabGround } from '../open-lab.ts';
import { watchTimers } from '../page/expire.ts';
import { runFailedMeetings } from '../page/run-failed-meetings.ts';
import { loadProject } from '../project-file.ts';
import { checkSecureRooms } from '../rooms/secure-rooms.ts';
import type { Project } from '../game/define-project.ts';
import type { Lab } from '../lab.ts';
import type { LabConfig } from '../config.ts';
import { createSession } from '../sessions/create.ts';
import { any } from '../store/sessions.ts';
import { watchWebhooks } from '../webhooks/deliver.ts';
import { labServer } from './server.ts';

/** The project of this folder, as far as it can be served with this configuration. */
export async function projectHere(config: LabConfig): Promise<Project> {
  const project = await loadProject(process.cwd());
  checkSecureRooms(project, config);
  return project;
}

/** Serves a project until the process is told to stop. */
export async function serveUntilStopped(ground: LabGround, project: Project): Promise<void> {
  const { config, logger } = ground;
  const lab = labOn(ground, project);
  if (config.demoData) await whileStarting(ground, () => makeDemo(lab));
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
  await ground.close();
  logger.info('lab_stopped');
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
