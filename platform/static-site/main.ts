import { once } from 'node:events';
import { createServer } from 'node:http';
import { createLogger } from '#kit/log/logger.ts';
import { answerPage } from './answer-page.ts';
import { staticSiteConfig } from './config.ts';

/** Serves the folder it is started in, as the process `web` of a static site, until it is told to stop. */
async function serve(): Promise<void> {
  const { port } = staticSiteConfig();
  const logger = createLogger({ name: 'static-site' });
  const root = process.cwd();
  const server = createServer((request, response) => {
    answerPage(root, request, response).catch((error: unknown) => {
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

if (import.meta.main) await serve();
