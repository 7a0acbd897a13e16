import type { FastifyInstance } from 'fastify';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { hashPassword, passwordFault } from '#kit/http/password.ts';
import { sendHtml } from '#kit/http/server.ts';
import { roleOf } from '../../rules/roles.ts';
import { accounts, keepAccount, removeAccount } from '../../store/accounts.ts';
import { note } from '../../store/audit.ts';
import { forOwner, textIn, type Desk, type Visit } from './access.ts';
import { whenText } from './format.ts';
import { paths, patterns } from './routes.ts';
import { accountsPage } from './views/accounts.ts';

/** Who may work at the desk: owners say so. */
export function registerAccounts(server: FastifyInstance, desk: Desk): void {
  server.get(
    patterns.accounts,
    forOwner(desk, async (visit) => showAccounts(visit)),
  );
  server.post(patterns.accounts, forOwner(desk, keep));
  server.post(patterns.removeAccount, forOwner(desk, remove));
}

async function showAccounts({ lab, visitor, reply }: Visit, fault?: string): Promise<unknown> {
  const people = (await accounts(lab.db)).map(({ name, role, madeAt }) => ({ name, role, made: whenText(madeAt, lab.clock.nowMs()) }));
  const page = accountsPage({ people, administrator: lab.config.adminUser, visitor, ...(fault !== undefined && { fault }) });
  return sendHtml(reply, page, fault === undefined ? 200 : 400);
}

async function keep(visit: Visit): Promise<unknown> {
  const { lab, visitor, request, reply } = visit;
  const [name, password] = [textIn(request.body, 'name').trim(), textIn(request.body, 'password')];
  const role = roleOf(textIn(request.body, 'role'));
  if (!/^[A-Za-z0-9._@-]{1,60}$/.test(name)) return showAccounts(visit, 'A name has 1 to 60 letters, digits, and . _ @ -');
  if (name === lab.config.adminUser)
    return showAccounts(visit, `${name} is the administrator whose password stands in LAB_ADMIN_PASSWORD.`);
  if (!role) return showAccounts(visit, 'Say what the account is for.');
  const fault = password === '' ? null : passwordFault(password);
  if (fault !== null) return showAccounts(visit, fault);
  const hash = password === '' ? null : await hashPassword(password);
  const isKept = await lab.db.inTransaction((tx) => keepAccount(tx, { name, role, hash }));
  if (!isKept) return showAccounts(visit, 'A new account needs a password.');
  await note(lab.db, {
    actor: visitor.actor,
    action: 'account kept',
    session: null,
    detail: { name, role, hasNewPassword: hash !== null },
  });
  return reply.redirect(paths.accounts(), 303);
}

async function remove({ lab, visitor, request, reply }: Visit): Promise<unknown> {
  const name = textIn(request.params, 'name');
  if (name === visitor.actor) throw new OwnAccount();
  await lab.db.inTransaction((tx) => removeAccount(tx, name));
  await note(lab.db, { actor: visitor.actor, action: 'account removed', session: null, detail: { name } });
  return reply.redirect(paths.accounts(), 303);
}

class OwnAccount extends RostraError {
  constructor() {
    super({
      code: 'LAB_OWN_ACCOUNT',
      status: 400,
      message: 'Nobody can remove the account they are signed in with.',
      hint: 'Another owner can.',
    });
  }
}
