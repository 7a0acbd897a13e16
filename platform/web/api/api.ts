import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../../control/caller.ts';
import { addonRoutes } from './addons.ts';
import { alertRoutes } from './alerts.ts';
import { appRoutes } from './apps.ts';
import { backupRoutes } from './backups.ts';
import { buildRoutes } from './builds.ts';
import { domainRoutes } from './domains.ts';
import { errorRoutes } from './errors.ts';
import { findingRoutes } from './findings.ts';
import { heldAddonRoutes } from './held-addons.ts';
import { jobRoutes } from './jobs.ts';
import { cacheRoutes } from './cache.ts';
import { costRoutes } from './costs.ts';
import { scalingRoutes } from './scaling.ts';
import { logDrainRoutes } from './log-drains.ts';
import { mailRoutes } from './mails.ts';
import { observeRoutes } from './observe.ts';
import { projectRoutes } from './project.ts';
import { guestRoutes } from './guests.ts';
import { statusRoutes } from './status.ts';
import { mirrorRoutes } from './mirrors.ts';
import { pipelineRoutes } from './pipelines.ts';
import { rehearsalRoutes } from './rehearsals.ts';
import { releaseRoutes } from './releases.ts';
import type { ApiContext } from './route.ts';
import { runRoutes } from './runs.ts';
import { endStreamsOnClose } from './stream.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './users.ts';

export interface ApiOptions extends ApiContext {
  readonly version: string;
  /** Who asks; throws when it may not. */
  callerOf(request: FastifyRequest): Caller;
}

const nobody: Caller = { actor: 'nobody', role: 'viewer', apps: [], address: null, agent: null, requestId: null };

const description = '/api/openapi.json';

/** The JSON API and its OpenAPI document, in a scope of its own on the given server. */
export async function registerApi(server: FastifyInstance, options: ApiOptions): Promise<void> {
  endStreamsOnClose(server);
  await server.register(async (api) => {
    await api.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Rostra', version: options.version } } });
    api.setSerializerCompiler(() => (answer) => JSON.stringify(answer)); // shapes describe answers, they do not cut them
    const callers = new WeakMap<FastifyRequest, Caller>();
    api.decorateRequest('apiCaller', {
      getter() {
        return callers.get(this) ?? nobody;
      },
    });
    api.addHook('onRoute', (route) => {
      route.config = { ...route.config, csrf: false };
    });
    api.addHook('onRequest', async (request) => {
      if (request.routeOptions.url !== description) callers.set(request, options.callerOf(request));
    });
    for (const register of [
      appRoutes,
      releaseRoutes,
      rehearsalRoutes,
      pipelineRoutes,
      mirrorRoutes,
      projectRoutes,
      guestRoutes,
      statusRoutes,
      buildRoutes,
      addonRoutes,
      heldAddonRoutes,
      jobRoutes,
      backupRoutes,
      cacheRoutes,
      errorRoutes,
      scalingRoutes,
      costRoutes,
      logDrainRoutes,
      mailRoutes,
      domainRoutes,
      observeRoutes,
      alertRoutes,
      findingRoutes,
      runRoutes,
      tokenRoutes,
      userRoutes,
    ])
      register(api, options);
    api.get(description, { schema: { hide: true } }, () => api.swagger());
  });
}
