import type { FastifyInstance, FastifyReply } from 'fastify';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { mirrorsPage } from './views/mirrors.ts';

/** An app's mirrors, or whose mirror it is. */
export function registerMirrors(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.mirrors, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showMirrors(visit, request.params.app, { fault: null, typed: '' });
  });

  server.post<AppRoute>(patterns.mirrors, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const [name, size] = [formText(request.body, 'name'), formText(request.body, 'size')];
    const fault = await refusalOf(visit.operations.createMirror(app, { name, size: size === '' ? null : size }));
    return fault ? showMirrors(visit, app, { fault, typed: name }) : visit.goTo(paths.mirrors(app));
  });

  const changes: Readonly<Record<string, (visit: Visit, app: string, body: unknown) => Promise<unknown>>> = {
    [patterns.followMirror]: ({ operations }, app, body) => operations.setMirrorFollow(app, formText(body, 'follows') === 'yes'),
    [patterns.resyncMirror]: ({ operations }, app) => operations.resyncMirror(app),
    [patterns.promoteMirror]: ({ operations }, app) => operations.promoteMirror(app),
  };
  for (const [pattern, change] of Object.entries(changes))
    server.post<AppRoute>(pattern, async (request, reply) => {
      const visit = await visitOf(request, reply, desk);
      const { app } = request.params;
      const fault = await refusalOf(change(visit, app, request.body));
      return fault ? showMirrors(visit, app, { fault, typed: '' }) : visit.goTo(paths.mirrors(app));
    });
}

interface Outcome {
  readonly fault: Refusal | null;
  readonly typed: string;
}

async function showMirrors({ operations, visitor, show }: Visit, app: string, outcome: Outcome): Promise<FastifyReply> {
  const [facts, all] = await Promise.all([operations.app(app), operations.mirrors()]);
  const mirrors = all.filter((mirror) => mirror.app === app || mirror.primary === app);
  return show(mirrorsPage({ app, url: facts.url, mirrors, visitor, ...outcome }), outcome.fault);
}
