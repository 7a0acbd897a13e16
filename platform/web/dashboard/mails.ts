import type { FastifyInstance, FastifyReply } from 'fastify';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { mailPage, mailsPage } from './views/mails.ts';

interface OfMail {
  readonly Params: { readonly app: string; readonly mail: string };
}

const shownMails = 100;

/** What an app sent by its mail add-on: kept here for its people to look at, or sent on by a relay. */
export function registerMails(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.mails, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showMails(visit, request.params.app, null);
  });

  server.get<OfMail>(patterns.mail, async (request, reply) => {
    const { operations, visitor, nowMs, show } = await visitOf(request, reply, desk);
    const { app, mail } = request.params;
    return show(mailPage({ app, mail: await operations.mail(app, Number(mail)), visitor, nowMs }));
  });

  server.post<AppRoute>(patterns.clearMails, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(visit.operations.clearMails(app));
    return fault ? showMails(visit, app, fault) : visit.goTo(paths.mails(app));
  });

  server.post<AppRoute>(patterns.mailRelay, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const relay = formText(request.body, 'relay');
    const fault = await refusalOf(visit.operations.setMailRelay(app, relay === '' ? null : relay));
    return fault ? showMails(visit, app, fault) : visit.goTo(paths.mails(app));
  });
}

async function showMails({ operations, visitor, nowMs, show }: Visit, app: string, fault: Refusal | null): Promise<FastifyReply> {
  const [mails, { relay }] = await Promise.all([operations.mails(app, shownMails), operations.mailRelay(app)]);
  return show(mailsPage({ app, mails, relay, visitor, nowMs, fault }), fault);
}
