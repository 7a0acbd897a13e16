import { createLogger } from '#kit/log/logger.ts';
import { reportingLogger } from '#kit/log/report-errors.ts';
import { labConfig } from './config.ts';
import { prepareGround } from './open-lab.ts';
import { projectHere, serveUntilStopped } from './web/serve.ts';

/** `rostra lab serve`: serves the experiment of this folder until it is told to stop. Any number of these may run on one database. */
export async function serve(): Promise<void> {
  const config = labConfig();
  const logger = await reportingLogger(createLogger({ name: 'lab' }), config.sentryDsn);
  const project = await projectHere(config);
  await serveUntilStopped(await prepareGround(config, logger), project);
}

if (import.meta.main) await serve();
