import { createHash, randomBytes } from 'node:crypto';
import { violates } from '#kit/db/database-fault.ts';
import { LinkExpired, WrongInput } from '../errors.ts';
import type { GroupId, TournamentId, UserId } from '../rules/ids.ts';
import * as accounts from '../store/accounts.ts';
import type { Invitation } from '../store/accounts.ts';
import * as logins from '../store/logins.ts';
import * as permissions from '../store/permissions.ts';
import type { Tab } from '../tab.ts';
import { hashPassword } from './password.ts';

const lifetimeMs = 24 * 3600 * 1000;

export interface InviteWish {
  readonly actor: string;
  /** Where the new account works; null: nowhere yet. */
  readonly place: { readonly tournamentId: TournamentId; readonly groupId: GroupId } | null;
  /** Whose password is set anew; null: a new account. */
  readonly userId: UserId | null;
  readonly email: string | null;
}

/** Gives the secret part of a link with which somebody makes an account, or sets a new password, once, within a day. */
export async function invite(tab: Tab, { actor, place, userId, email }: InviteWish): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await accounts.invite(tab.db, tokenHash(token), {
    tournamentId: place?.tournamentId ?? null,
    groupId: place?.groupId ?? null,
    userId,
    email,
    invitedBy: actor,
    expiresAt: new Date(tab.clock.nowMs() + lifetimeMs),
  });
  return token;
}

/** What the link is good for; a fault when it is good for nothing. */
export async function readInvitation(tab: Tab, token: string): Promise<Invitation & { readonly userName: string | null }> {
  const invitation = await accounts.openInvitation(tab.db, tokenHash(token), new Date(tab.clock.nowMs()));
  if (invitation === null) throw new LinkExpired('invitation');
  const user = invitation.userId === null ? null : await accounts.byId(tab.db, invitation.userId);
  return { ...invitation, userName: user?.name ?? null };
}

/** Makes the account, or sets its password anew, and uses the link up. Gives the account's name. */
export async function acceptInvitation(
  tab: Tab,
  token: string,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<string> {
  const invitation = await readInvitation(tab, token);
  const fault = invitation.userName === null ? nameFault(name) : null;
  if (fault !== null) throw new WrongInput(fault);
  const passwordHash = await hashPassword(password);
  const work = tab.db.inTransaction(async (tx) => {
    if (!(await accounts.useInvitation(tx, tokenHash(token), new Date(tab.clock.nowMs())))) throw new LinkExpired('invitation');
    const { userId, userName, email, tournamentId, groupId } = invitation;
    if (userId !== null && userName !== null) {
      await accounts.setPassword(tx, { id: userId, passwordHash });
      await logins.endAllOf(tx, userName);
      return userName;
    }
    const id = await accounts.insert(tx, { name, email, passwordHash, isSuperuser: false });
    if (tournamentId !== null && groupId !== null) await permissions.joinGroup(tx, id, { tournamentId, groupId });
    return name;
  });
  return work.catch((error: unknown) => {
    throw violates(error, 'one_user_a_name') ? new WrongInput(`Somebody else is called "${name}" here.`, 'Choose another name.') : error;
  });
}

/** Why the text cannot be the name of an account, in words; null when it can. */
export function nameFault(name: string): string | null {
  return /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,59}$/.test(name)
    ? null
    : 'A name has letters, digits and . _ @ + -, at most 60, and begins with a letter or digit.';
}

function tokenHash(token: string): string {
  return createHash('sha256').update(`invitation ${token}`).digest('base64url');
}
