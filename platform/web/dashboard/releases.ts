import type { FastifyInstance } from 'fastify';
import { readAppFacts } from './facts.ts';
import { paths, patterns } from './routes.ts';
import { refusalOf, visitOf, type AppRoute, type Desk } from './visit.ts';
import { releasesPage } from './views/releases.ts';

/** What was released, and the way back. */
export function registerReleases(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.releases, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const facts = await readAppFacts(operations, request.params.app, nowMs);
    return show(releasesPage({ facts, visitor }));
  });

  server.post<{ Params: { readonly app: string; readonly version: string } }>(patterns.rollback, async (request, reply) => {
    const { operations, visitor, nowMs, show, goTo } = await visitOf(request, reply, desk);
    const { app, version } = request.params;
    const fault = await refusalOf(operations.rollback(app, { version: Number(version), withConfig: false }));
    if (!fault) return goTo(paths.releases(app));
    const facts = await readAppFacts(operations, app, nowMs);
    return show(releasesPage({ facts, visitor, fault }), fault);
  });
}
