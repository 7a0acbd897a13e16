import type { FastifyInstance } from 'fastify';
import { invite } from '../../accounts/invite.ts';
import { setRights } from '../../accounts/users.ts';
import { NothingThere } from '../../errors.ts';
import { readId, type UserId } from '../../rules/ids.ts';
import * as accounts from '../../store/accounts.ts';
import { isApiOpen, openApi } from '../../store/site-settings.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { accountsPage } from './views/accounts.ts';

interface OfUser {
  readonly Params: { readonly id: string };
}

/** Every account of the site, for superusers. */
export function registerAccounts(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get(patterns.accounts, async (request, reply) => show(desk, await visitOf(request, reply, desk), {}));

  server.post(patterns.accounts, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    if (formText(request.body, 'do') === 'api') {
      await openApi(tab.db, formText(request.body, 'global.enable_api') !== '');
      return visit.goTo(paths.accounts(), ['Saved.']);
    }
    const email = formText(request.body, 'email');
    const token = await invite(tab, { actor: visit.actor, place: null, userId: null, email: email === '' ? null : email });
    return show(desk, visit, { link: `${request.protocol}://${request.host}${paths.invitation(token)}` });
  });

  server.post<OfUser>(patterns.account, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const userId = readId<UserId>(request.params.id);
    if (userId === null) throw new NothingThere(`account ${request.params.id}`);
    if (formText(request.body, 'do') === 'password') {
      const token = await invite(tab, { actor: visit.actor, place: null, userId, email: null });
      return show(desk, visit, { link: `${request.protocol}://${request.host}${paths.invitation(token)}` });
    }
    const isSuperuser = formText(request.body, 'superuser') !== '';
    const isActive = formText(request.body, 'active') !== '';
    const done = await attempt(setRights(tab, { by: visit.account, userId, isSuperuser, isActive }));
    return done.ok ? visit.goTo(paths.accounts(), ['Saved.']) : show(desk, visit, { fault: done.refusal });
  });
}

interface Shown {
  readonly fault?: Refusal;
  readonly link?: string;
}

async function show({ tab }: Desk, visit: Visit, { fault, link }: Shown) {
  const [users, isOpen] = await Promise.all([accounts.list(tab.db), isApiOpen(tab.db)]);
  const page = accountsPage({ visitor: visit.visitor, fault: fault ?? null, users, isApiOpen: isOpen, link: link ?? null });
  return visit.show(page, fault);
}
