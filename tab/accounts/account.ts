import type { UserId } from '../rules/ids.ts';
import type { Permission } from '../rules/permissions.ts';
import * as permissions from '../store/permissions.ts';
import type { Tab } from '../tab.ts';
import { NotAllowed } from '../errors.ts';
import { permissionMeaning } from '../rules/permissions.ts';

/** Somebody who is signed in, and what they may do in the tournament they look at. */
export interface Account {
  readonly id: UserId;
  /** What the journal calls them. */
  readonly name: string;
  readonly isSuperuser: boolean;
  readonly may: (permission: Permission) => boolean;
}

/** The account as it is now; null when it is closed or unknown. What somebody may do changes with their very next request. */
export async function accountOf(tab: Tab, name: string, slug: string | null): Promise<Account | null> {
  const access = await permissions.accessOf(tab.db, name, slug);
  if (access === null) return null;
  const given: ReadonlySet<string> = new Set(access.permissions);
  const { id, isSuperuser } = access;
  return { id, name: access.name, isSuperuser, may: (permission) => isSuperuser || given.has(permission) };
}

/** The account of programs that come with the app's own key. */
export function keyAccount(name: string): Pick<Account, 'name' | 'isSuperuser' | 'may'> {
  return { name, isSuperuser: true, may: () => true };
}

/** A fault that names the permission in words when the account does not have it. */
export function refuseUnless(account: Pick<Account, 'may'>, permission: Permission): void {
  if (account.may(permission)) return;
  const meaning = permissionMeaning(permission);
  const givers = 'Superusers can give it, and whoever may change the users of this tournament';
  throw new NotAllowed(meaning.toLowerCase(), `The permission "${meaning}" (${permission}) is missing. ${givers}.`);
}
