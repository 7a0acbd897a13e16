import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendMarkup } from './live-markup.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { underWayPart, upgradePage } from './views/upgrade.ts';

interface OfUpgrade {
  readonly Params: { readonly app: string; readonly id: string };
}

/** Another version of a guest: chosen, tried on a copy, followed while it is on its way, taken back. */
export function registerUpgrade(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute & { Querystring: { versions?: string } }>(patterns.upgrade, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    if (request.query.versions === undefined) return showUpgrade(visit, app, {});
    const asked = visit.operations.guestVersions(app);
    const fault = await refusalOf(asked);
    return showUpgrade(visit, app, fault ? { fault } : { versions: await asked });
  });

  server.post<AppRoute>(patterns.upgrade, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const [ref, confirm] = [formText(request.body, 'ref'), formText(request.body, 'confirm')];
    const rehearses = formText(request.body, 'rehearses') !== '';
    const fault = await refusalOf(visit.operations.upgradeGuest(app, { ref: ref === '' ? null : ref, rehearses, confirm }));
    return fault ? showUpgrade(visit, app, { fault, typed: ref }) : visit.goTo(paths.upgrade(app));
  });

  server.post<OfUpgrade>(patterns.takeUpgradeBack, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, id } = request.params;
    const fault = await refusalOf(visit.operations.takeUpgradeBack(app, Number(id), formText(request.body, 'confirm')));
    return fault ? showUpgrade(visit, app, { fault }) : visit.goTo(paths.upgrade(app));
  });

  const closing = new AbortController();
  server.addHook('preClose', async () => closing.abort());
  server.get<OfUpgrade>(patterns.upgradeLive, async (request, reply) => {
    const { operations } = await visitOf(request, reply, desk);
    const { app, id } = request.params;
    const markup = async () => underWayPart(await operations.upgrade(app, Number(id)));
    await sendMarkup(request, reply, { region: 'upgrade', markup, closing: closing.signal });
  });
}

interface Outcome {
  readonly fault?: Refusal;
  readonly typed?: string;
  readonly versions?: readonly string[];
}

async function showUpgrade({ operations, visitor, nowMs, show }: Visit, app: string, outcome: Outcome): Promise<FastifyReply> {
  const { fault = null, typed = '', versions = null } = outcome;
  const [guest, upgrades, mirrors] = await Promise.all([operations.guest(app), operations.upgrades(app), operations.mirrors()]);
  return show(upgradePage({ app, guest, upgrades, mirrors, versions, typed, visitor, nowMs, fault }), fault);
}
