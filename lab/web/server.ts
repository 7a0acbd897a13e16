import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import type { Lab } from '../lab.ts';
import { Releases } from '../page/releases.ts';
import { any } from '../store/sessions.ts';
import { registerAdmin } from './admin/pages.ts';
import { registerApi } from './api/routes.ts';
import { registerParticipant } from './participant/pages.ts';

/** The lab's web server: participants, organisers, oTree's REST paths. Not listening yet; `close()` ends it and those who wait. */
export async function labServer(lab: Lab): Promise<FastifyInstance> {
  const server = await createServer({
    product: 'lab',
    logger: lab.logger,
    cookieSecret: lab.config.secret,
    islandFolders: [join(import.meta.dirname, 'participant/islands'), join(import.meta.dirname, 'admin/islands')],
    health: async () => void (await any(lab.db)),
  });
  const releases = new Releases(lab.live, () => lab.clock.nowMs());
  server.addHook('onClose', async () => releases.close());
  registerParticipant(server, { lab, releases });
  await registerAdmin(server, lab);
  await registerApi(server, lab);
  return server;
}
