import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Addon, AddonUse } from '../../rules/resources.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { addonsPage } from './views/addons.ts';

interface OfAddon {
  readonly Params: { readonly app: string; readonly addon: string };
}

/** Databases and caches of an app: what is there and how full, a new one, another plan, and the way out with the app's name typed again. */
export function registerAddons(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.addons, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showAddons(visit, request.params.app, null);
  });

  server.post<AppRoute>(patterns.addons, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(visit.operations.createAddon(app, { plan: formText(request.body, 'plan'), as: null }));
    return fault ? showAddons(visit, app, fault) : visit.goTo(paths.addons(app));
  });

  server.post<AppRoute>(patterns.attachAddon, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const as = formText(request.body, 'as');
    const wish = { addon: formText(request.body, 'addon'), as: as === '' ? null : as };
    const fault = await refusalOf(visit.operations.attachAddon(app, wish));
    return fault ? showAddons(visit, app, fault) : visit.goTo(paths.addons(app));
  });

  server.post<OfAddon>(patterns.detachAddon, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, addon } = request.params;
    const fault = await refusalOf(visit.operations.detachAddon(app, addon));
    return fault ? showAddons(visit, app, fault) : visit.goTo(paths.addons(app));
  });

  server.post<OfAddon>(patterns.changeAddon, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, addon } = request.params;
    const fault = await refusalOf(visit.operations.changePlan(app, addon, formText(request.body, 'plan')));
    return fault ? showAddons(visit, app, fault) : visit.goTo(paths.addons(app));
  });

  server.post<OfAddon>(patterns.removeAddon, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, addon } = request.params;
    const fault = await refusalOf(visit.operations.destroyAddon(app, addon, formText(request.body, 'confirm')));
    return fault ? showAddons(visit, app, fault) : visit.goTo(paths.addons(app));
  });
}

async function showAddons({ operations, visitor, show }: Visit, app: string, fault: Refusal | null): Promise<FastifyReply> {
  const [addons, all] = await Promise.all([operations.addons(app), operations.addons()]);
  const others = all.filter((other) => other.app !== app && other.service !== 'scheduler' && other.state === 'available');
  const uses = await Promise.all(addons.map(async (addon) => [addon.name, await useOf(operations, addon)] as const));
  return show(addonsPage({ app, addons, others, uses: new Map(uses), visitor, fault }), fault);
}

/** Null while its server does not answer, and for what has no figures. */
async function useOf(operations: Visit['operations'], { app, name, service, state }: Addon): Promise<AddonUse | null> {
  if (state !== 'available' || (service !== 'postgres' && service !== 'redis')) return null;
  return operations.addonUse(app, name).catch(() => null);
}
