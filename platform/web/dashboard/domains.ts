import type { FastifyInstance, FastifyReply } from 'fastify';
import { redirectModes } from '../../rules/resources.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { domainsPage } from './views/domains.ts';

/** Hosts of an app, their certificates, and how it speaks HTTPS. */
export function registerDomains(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.domains, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showDomains(visit, request.params.app, { fault: null });
  });

  const changes = {
    [patterns.domains]: ({ operations }, app, body) => operations.addDomain(app, formText(body, 'host')),
    [patterns.removeDomain]: ({ operations }, app, body) => operations.removeDomain(app, formText(body, 'host')),
    [patterns.addCertificate]: ({ operations }, app, body) =>
      operations.addCertificate(app, { certificate: formText(body, 'certificate'), key: formText(body, 'key') }),
    [patterns.removeCertificate]: ({ operations }, app, body) => operations.removeCertificate(app, Number(formText(body, 'id'))),
    [patterns.https]: ({ operations }, app, body) => operations.setHttps(app, httpsWish(body)),
  } satisfies Record<string, Change>;

  for (const [pattern, change] of Object.entries(changes))
    server.post<AppRoute>(pattern, async (request, reply) => {
      const visit = await visitOf(request, reply, desk);
      const { app } = request.params;
      const fault = await refusalOf(change(visit, app, request.body));
      return fault ? showDomains(visit, app, { fault, typed: formText(request.body, 'host') }) : visit.goTo(paths.domains(app));
    });
}

type Change = (visit: Visit, app: string, body: unknown) => Promise<unknown>;

function httpsWish(body: unknown): Parameters<Visit['operations']['setHttps']>[1] {
  const redirect = redirectModes.find((mode) => mode === formText(body, 'redirect')) ?? 'auto';
  return { acme: formText(body, 'acme') === '1', redirect, hstsSeconds: formText(body, 'hsts') === '1' ? 31_536_000 : 0 };
}

interface Outcome {
  readonly fault: Refusal | null;
  /** The host that was refused. */
  readonly typed?: string;
}

async function showDomains(visit: Visit, app: string, { fault, typed = '' }: Outcome): Promise<FastifyReply> {
  const { operations, visitor, nowMs, show } = visit;
  const [domains, certificates, https] = await Promise.all([operations.domains(app), operations.certificates(app), operations.https(app)]);
  return show(domainsPage({ app, domains, certificates, https, visitor, nowMs, fault, typed }), fault);
}
