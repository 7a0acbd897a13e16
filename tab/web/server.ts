import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { textQuery } from '#kit/db/query.ts';
import { createServer } from '#kit/http/server.ts';
import type { Tab } from '../tab.ts';
import { registerAdmin } from './admin/pages.ts';
import { registerApi } from './api/routes.ts';
import { registerMoments } from './moments.ts';
import { registerPersonal } from './personal/routes.ts';
import { registerPublic } from './public/routes.ts';
import { registerRegistration } from './registration/routes.ts';

export interface SiteOptions {
  /** Null: nobody can log in. */
  readonly adminPassword: string | null;
  /** Null: the API takes no key. */
  readonly apiKey: string | null;
  /** The same in every process of the app. */
  readonly cookieSecret: string;
}

const aliveQuery = textQuery<object, unknown>('site.alive', 'select 1', () => []);

/** The whole site of a tab: the tab room's pages, the API, the public pages and the private links. */
export async function createSite(tab: Tab, { adminPassword, apiKey, cookieSecret }: SiteOptions): Promise<FastifyInstance> {
  const server = await createServer({
    product: 'tab',
    logger: tab.logger,
    cookieSecret,
    islandFolders: ['admin', 'assistant', 'personal', 'public'].map((audience) => join(import.meta.dirname, audience, 'islands')),
    health: async () => void (await tab.db.run(aliveQuery, {})),
  });
  await registerApi(server, tab, apiKey);
  await registerAdmin(server, tab, adminPassword);
  registerMoments(server, tab);
  registerPublic(server, tab);
  registerPersonal(server, tab);
  await registerRegistration(server, tab);
  return server;
}
