import type { FastifyReply, FastifyRequest } from 'fastify';
import { invariant } from '#kit/errors/invariant.ts';
import type { Logins } from '#kit/http/login.ts';
import { accountOf, refuseUnless } from '../accounts/account.ts';
import type { Account } from '../accounts/account.ts';
import { NotAllowed } from '../errors.ts';
import type { Tab } from '../tab.ts';
import { slugsOf } from '../store/permissions.ts';
import { needOf } from './admin/needs.ts';
import type { Need } from './admin/needs.ts';

const admitted = new WeakMap<FastifyRequest, Account>();

/** A hook that lets nobody in who is not signed in, or may not call this route. */
export function admission(tab: Tab, logins: Logins): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async (request, reply) => {
    const name = await logins.actor(request);
    if (name === null) return logins.required(request, reply);
    const params = paramsOf(request);
    const account = await accountOf(tab, name, params['slug'] ?? null);
    if (account === null) throw new NotAllowed('it is closed');
    admitted.set(request, account);
    const need = needOf(request.method, request.routeOptions.url ?? '', params);
    await refuseWho(tab, { account, slug: params['slug'] ?? null }, need ?? 'superuser');
  };
}

/** Who calls, on a route behind the hook. */
export function accountOfRequest(request: FastifyRequest): Account {
  const account = admitted.get(request);
  invariant(account !== undefined, 'the route is behind the admission hook');
  return account;
}

async function refuseWho(
  tab: Tab,
  { account, slug }: { readonly account: Account; readonly slug: string | null },
  need: Need,
): Promise<void> {
  if (account.isSuperuser || need === 'login') return;
  if (need === 'superuser') throw new NotAllowed('only a superuser can');
  if (need === 'member') {
    if (slug === null || !(await slugsOf(tab.db, account.id)).has(slug)) throw new NotAllowed('look at this tournament from inside');
    return;
  }
  const [first] = need;
  if (first !== undefined && !need.some((permission) => account.may(permission))) refuseUnless(account, first);
}

function paramsOf({ params }: FastifyRequest): Readonly<Record<string, string>> {
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
