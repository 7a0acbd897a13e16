import type { FastifyInstance } from 'fastify';
import { makeToken } from '../../accounts/tokens.ts';
import { changePassword } from '../../accounts/users.ts';
import { readId, type TokenId } from '../../rules/ids.ts';
import * as accounts from '../../store/accounts.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { mePage } from './views/me.ts';

interface OfToken {
  readonly Params: { readonly id: string };
}

/** One's own account: the password, and keys for programs. */
export function registerMe(server: FastifyInstance, desk: Desk): void {
  const { tab, logins } = desk;
  server.get(patterns.me, async (request, reply) => show(desk, await visitOf(request, reply, desk), {}));

  server.post(patterns.myPassword, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const change = { old: formText(request.body, 'old'), fresh: formText(request.body, 'fresh') };
    const done = await attempt(changePassword(tab, visit.account, change));
    if (!done.ok) return show(desk, visit, { fault: done.refusal });
    await logins.signIn(reply, visit.actor);
    return visit.goTo(paths.me(), ['The password is changed, and you are signed out everywhere else.']);
  });

  server.post(patterns.myTokens, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const scope = formText(request.body, 'scope') === 'write' ? 'write' : 'read';
    const made = await attempt(makeToken(tab, visit.account, { label: formText(request.body, 'label'), scope }));
    return show(desk, visit, made.ok ? { token: made.value } : { fault: made.refusal });
  });

  server.post<OfToken>(patterns.myToken, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const id = readId<TokenId>(request.params.id);
    if (id !== null) await accounts.revokeToken(tab.db, { id, userId: visit.account.id, now: new Date(tab.clock.nowMs()) });
    return visit.goTo(paths.me(), ['The key is revoked.']);
  });
}

interface Shown {
  readonly fault?: Refusal;
  /** A key that has just been made; it is shown this once. */
  readonly token?: string;
}

async function show({ tab }: Desk, visit: Visit, { fault, token }: Shown) {
  const tokens = await accounts.tokensOf(tab.db, visit.account.id);
  const page = mePage({ visitor: visit.visitor, fault: fault ?? null, name: visit.actor, tokens, token: token ?? null });
  return visit.show(page, fault);
}
