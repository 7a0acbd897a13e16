import type { FastifyInstance } from 'fastify';
import { readAppFacts } from './facts.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, seenNumber, visitOf, type AppRoute, type Desk } from './visit.ts';
import { releasePage } from './views/release.ts';
import { releasesPage } from './views/releases.ts';

interface OfRelease {
  readonly Params: { readonly app: string; readonly version: string };
}

/** What was released, what each release changed, and the way back. */
export function registerReleases(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.releases, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const facts = await readAppFacts(operations, request.params.app, nowMs);
    return show(releasesPage({ facts, visitor }));
  });

  server.get<OfRelease>(patterns.release, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const version = Number(request.params.version.replace(/^v/, ''));
    const [release, diff, output, { release: serving }] = await Promise.all([
      operations.release(app, version),
      operations.releaseDiff(app, version),
      operations.releaseOutput(app, version),
      operations.app(app),
    ]);
    return show(releasePage({ app, release, diff, output, serving, visitor, nowMs }));
  });

  server.post<OfRelease>(patterns.rollback, async (request, reply) => {
    const { operations, visitor, nowMs, show, goTo } = await visitOf(request, reply, desk);
    const { app, version } = request.params;
    const withConfig = formText(request.body, 'withConfig') === '1';
    const evenLive = formText(request.body, 'evenLive') === '1';
    const wish = { version: Number(version), withConfig, evenLive, ...seenNumber(request.body) };
    const fault = await refusalOf(operations.rollback(app, wish));
    if (!fault) return goTo(paths.releases(app));
    const facts = await readAppFacts(operations, app, nowMs);
    return show(releasesPage({ facts, visitor, fault }), fault);
  });
}
