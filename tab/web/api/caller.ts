import type { FastifyRequest } from 'fastify';
import { invariant } from '#kit/errors/invariant.ts';
import { passwordMatches } from '#kit/http/login.ts';
import { keyAccount, refuseUnless } from '../../accounts/account.ts';
import type { Account } from '../../accounts/account.ts';
import { accountOfToken } from '../../accounts/tokens.ts';
import type { Permission } from '../../rules/permissions.ts';
import { NotAllowed } from '../../errors.ts';
import type { Tab } from '../../tab.ts';
import { apiActor } from './call.ts';
import { apiNeed } from './needs.ts';

/** Who calls the API with a key, and what the key may do. */
export interface Caller {
  readonly account: Pick<Account, 'name' | 'isSuperuser' | 'may'>;
  readonly scope: 'read' | 'write';
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** Who calls: a user by a key of theirs, or a program by the app's own key. Null when no key, or none of ours, came along. */
export async function callerOf(tab: Tab, request: FastifyRequest, apiKey: string | null): Promise<Caller | null> {
  const [, given] = /^Token (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (given === undefined) return null;
  const caller: Caller | null =
    apiKey !== null && passwordMatches(given, apiKey)
      ? { account: keyAccount(apiActor), scope: 'write' }
      : await accountOfToken(tab, given, slugIn(request));
  if (caller !== null) callers.set(request, caller);
  return caller;
}

/** A fault when the caller's key, or their account, is not enough for this call. */
export function refuseCall({ account, scope }: Caller, request: FastifyRequest): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead && scope === 'read') throw new NotAllowed('change anything, because the key is for looking only');
  if (account.isSuperuser) return;
  const need = apiNeed(request.method, request.routeOptions.url ?? '', actIn(request));
  if (need === null) throw new NotAllowed('only a superuser can');
  if (need !== 'anybody') refuseUnless(account, need);
}

/** Whom the journal names for what this request does. */
export function actorOf(request: FastifyRequest): string {
  return callers.get(request)?.account.name ?? apiActor;
}

/** Who gives and takes rights by this request, on a route that only callers with a key reach. */
export function managerOf(request: FastifyRequest): Caller['account'] {
  const caller = callers.get(request);
  invariant(caller !== undefined, 'the route takes no call without a key');
  return caller.account;
}

function slugIn({ params }: FastifyRequest): string | null {
  return typeof params === 'object' && params !== null && 'slug' in params ? String(params.slug) : null;
}

function actIn({ params }: FastifyRequest): string {
  return typeof params === 'object' && params !== null && 'act' in params ? String(params.act) : '';
}

/** True for a call without a key: it sees what spectators see. */
export function isAnonymous(request: FastifyRequest): boolean {
  return !callers.has(request);
}

/** Whether whoever calls may do it; nobody may without a key. */
export function mayCaller(request: FastifyRequest, permission: Permission): boolean {
  return callers.get(request)?.account.may(permission) ?? false;
}
