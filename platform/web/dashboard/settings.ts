import type { FastifyInstance } from 'fastify';
import type { Addon, App } from '../../rules/resources.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk } from './visit.ts';
import { settingsPage } from './views/settings.ts';

/** What is seldom done to an app, and the one thing that cannot be undone. */
export function registerSettings(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.settings, async (request, reply) => {
    const { operations, visitor, show } = await visitOf(request, reply, desk);
    const [app, addons] = await Promise.all([operations.app(request.params.app), operations.addons(request.params.app)]);
    return show(settingsPage({ app, addons: ownOf(app, addons), visitor }));
  });

  server.post<AppRoute>(patterns.destroy, async (request, reply) => {
    const { operations, visitor, show, goTo } = await visitOf(request, reply, desk);
    const { app: name } = request.params;
    const fault = await refusalOf(operations.destroyApp(name, formText(request.body, 'confirm')));
    if (!fault) return goTo(paths.overview());
    const [app, addons] = await Promise.all([operations.app(name), operations.addons(name)]);
    return show(settingsPage({ app, addons: ownOf(app, addons), visitor, fault }), fault);
  });
}

/** What goes with the app: not what others lend it. */
const ownOf = (app: App, addons: readonly Addon[]): readonly Addon[] => addons.filter((addon) => addon.app === app.name);
