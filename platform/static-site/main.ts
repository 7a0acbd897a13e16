import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { invariant } from '#kit/errors/invariant.ts';
import { createLogger } from '#kit/log/logger.ts';
import { readSiteSettings, settingsFile } from '../rules/site-settings.ts';
import { answerPage, type Site } from './answer-page.ts';
import { staticSiteConfig } from './config.ts';

/** Serves the folder it is started in, as the process `web` of a static site, until it is told to stop. */
async function serve(): Promise<void> {
  const { port } = staticSiteConfig();
  const logger = createLogger({ name: 'static-site' });
  const site = await siteIn(process.cwd());
  const server = createServer((request, response) => {
    answerPage(site, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end();
      else response.destroy();
      logger.error('page_failed', { error });
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  logger.info('site_listening', { port });
  await once(process, 'SIGTERM');
  server.close();
  server.closeIdleConnections();
}

/** Its settings were looked at when it was built. */
async function siteIn(folder: string): Promise<Site> {
  const read = readSiteSettings(await readFile(join(folder, settingsFile), 'utf8').catch(() => null));
  invariant(read.ok, 'the build has read static.json');
  return { root: join(folder, read.settings.root), settings: read.settings };
}

if (import.meta.main) await serve();
