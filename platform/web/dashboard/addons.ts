import type { FastifyInstance } from 'fastify';
import { paths, patterns } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk } from './visit.ts';
import { addonsPage } from './views/addons.ts';

/** Databases and caches of an app: what is there, a new one, and the way out with the app's name typed again. */
export function registerAddons(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.addons, async (request, reply) => {
    const { operations, visitor, show } = await visitOf(request, reply, desk);
    const { app } = request.params;
    return show(addonsPage({ app, addons: await operations.addons(app), visitor }));
  });

  server.post<AppRoute>(patterns.addons, async (request, reply) => {
    const { operations, visitor, show, goTo } = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(operations.createAddon(app, { plan: formText(request.body, 'plan'), as: null }));
    return fault ? show(addonsPage({ app, addons: await operations.addons(app), visitor, fault }), fault) : goTo(paths.addons(app));
  });

  server.post<{ Params: { readonly app: string; readonly addon: string } }>(patterns.removeAddon, async (request, reply) => {
    const { operations, visitor, show, goTo } = await visitOf(request, reply, desk);
    const { app, addon } = request.params;
    const fault = await refusalOf(operations.destroyAddon(app, addon, formText(request.body, 'confirm')));
    return fault ? show(addonsPage({ app, addons: await operations.addons(app), visitor, fault }), fault) : goTo(paths.addons(app));
  });
}
