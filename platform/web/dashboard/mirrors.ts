import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ChangedDoor } from '../../control/mirror-verbs.ts';
import type { DoorWish } from '../../rules/mirror.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { mirrorsPage } from './views/mirrors.ts';

/** An app's mirrors, or whose mirror it is. */
export function registerMirrors(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.mirrors, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showMirrors(visit, request.params.app, {});
  });

  server.post<AppRoute>(patterns.mirrors, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const [name, size] = [formText(request.body, 'name'), formText(request.body, 'size')];
    const made = visit.operations.createMirror(app, { name, size: size === '' ? null : size, door: doorIn(request.body) });
    const fault = await refusalOf(made);
    return fault ? showMirrors(visit, app, { fault, typed: name }) : showDoor(visit, app, await made);
  });

  server.post<AppRoute>(patterns.mirrorDoor, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const changed = visit.operations.setMirrorDoor(app, doorIn(request.body));
    const fault = await refusalOf(changed);
    return fault ? showMirrors(visit, app, { fault }) : showDoor(visit, app, await changed);
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
      return fault ? showMirrors(visit, app, { fault }) : visit.goTo(paths.mirrors(app));
    });
}

/** As it was typed: addresses and networks, and a name. */
function doorIn(body: unknown): DoorWish | null {
  const allow = formText(body, 'allow')
    .split(/[\s,]+/)
    .filter(Boolean);
  const user = formText(body, 'user').trim();
  return allow.length === 0 && user === '' ? null : { allow, user: user === '' ? null : user };
}

/** A password is shown on this one page and never again. */
async function showDoor(visit: Visit, app: string, { mirror, password }: ChangedDoor): Promise<FastifyReply> {
  if (password === null) return visit.goTo(paths.mirrors(app));
  return showMirrors(visit, app, { told: { app: mirror.app, user: mirror.door?.user ?? '', password } });
}

interface Outcome {
  readonly fault?: Refusal;
  readonly typed?: string;
  readonly told?: { readonly app: string; readonly user: string; readonly password: string };
}

async function showMirrors({ operations, visitor, show }: Visit, app: string, outcome: Outcome): Promise<FastifyReply> {
  const [facts, all] = await Promise.all([operations.app(app), operations.mirrors()]);
  const mirrors = all.filter((mirror) => mirror.app === app || mirror.primary === app);
  const { fault = null, typed = '', told = null } = outcome;
  return show(mirrorsPage({ app, url: facts.url, mirrors, visitor, fault, typed, told }), fault);
}
