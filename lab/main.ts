import cluster from 'node:cluster';
import { createLogger } from '#kit/log/logger.ts';
import { reportingLogger } from '#kit/log/report-errors.ts';
import { labConfig } from './config.ts';
import { prepareGround } from './open-lab.ts';
import { projectHere, serveUntilStopped } from './web/serve.ts';
import { errorTellingLogger } from './webhooks/tell-errors.ts';

/** `rostra lab serve`: serves the experiment of this folder until it is told to stop. Any number of these may run on one database. */
export async function serve(): Promise<void> {
  const config = labConfig();
  const reporting = await reportingLogger(createLogger({ name: 'lab' }), config.sentryDsn);
  const logger = await errorTellingLogger(reporting, config.errorWebhook);
  if (config.processes > 1 && cluster.isPrimary) {
    const { serveByMany } = await import('./web/serve-many.ts');
    return serveByMany(config, logger);
  }
  const project = await projectHere(config);
  await serveUntilStopped(await prepareGround(config, logger), project);
  cluster.worker?.disconnect(); // else the line to the first process keeps this one alive
}

if (import.meta.main) await serve();
