import { NothingThere, WrongInput } from '../errors.ts';
import type { UserId } from '../rules/ids.ts';
import * as accounts from '../store/accounts.ts';
import * as logins from '../store/logins.ts';
import type { Tab } from '../tab.ts';
import type { Account } from './account.ts';
import type { Manager } from './members.ts';
import { hashPassword, passwordFits } from './password.ts';
import { firstAccount } from './sign-in.ts';

/** Closes or opens an account, and says whether it may do everything. Who is closed out is signed out at once. */
export async function setRights(
  tab: Tab,
  {
    by,
    userId,
    isSuperuser,
    isActive,
  }: { readonly by: Manager; readonly userId: UserId; readonly isSuperuser: boolean; readonly isActive: boolean },
): Promise<void> {
  const user = await accounts.byId(tab.db, userId);
  if (user === null) throw new NothingThere(`account ${userId}`);
  if (user.name === firstAccount) throw new WrongInput('The first account keeps every right.');
  if (user.name === by.name) throw new WrongInput('Nobody takes their own rights away.', 'Ask another superuser.');
  await tab.db.inTransaction(async (tx) => {
    await accounts.setRights(tx, { id: userId, isSuperuser, isActive });
    if (!isActive) await logins.endAllOf(tx, user.name);
  });
  tab.logger.info('account_rights_set', { account: user.name, by: by.name, superuser: isSuperuser, active: isActive });
}

/** A new password for who knows the old one; every other login of theirs ends. */
export async function changePassword(
  tab: Tab,
  account: Account,
  { old, fresh }: { readonly old: string; readonly fresh: string },
): Promise<void> {
  if (account.name === firstAccount)
    throw new WrongInput('The first account has the app’s admin password.', 'Change TAB_ADMIN_PASSWORD of the app instead.');
  const credential = await accounts.credentialOf(tab.db, account.name);
  if (!(await passwordFits(old, credential?.passwordHash ?? null))) throw new WrongInput('That is not your present password.');
  const passwordHash = await hashPassword(fresh);
  await tab.db.inTransaction(async (tx) => {
    await accounts.setPassword(tx, { id: account.id, passwordHash });
    await logins.endAllOf(tx, account.name);
  });
}
