import { createHash, randomBytes } from 'node:crypto';
import { WrongInput } from '../errors.ts';
import * as accounts from '../store/accounts.ts';
import type { TokenScope } from '../store/schema.ts';
import type { Tab } from '../tab.ts';
import { accountOf } from './account.ts';
import type { Account } from './account.ts';

/** Makes a key for programs, shown once: it may do what its owner may, or only look. */
export async function makeToken(
  tab: Tab,
  owner: Account,
  { label, scope }: { readonly label: string; readonly scope: TokenScope },
): Promise<string> {
  if (label.length < 1 || label.length > 60) throw new WrongInput('Say in 1 to 60 characters what the key is for.');
  const token = `rt_${randomBytes(24).toString('base64url')}`;
  await accounts.insertToken(tab.db, { userId: owner.id, label, scope, tokenHash: tokenHash(token) });
  return token;
}

/** Whose account a key stands for, in the tournament that is asked about; null when it is revoked or not ours. */
export async function accountOfToken(
  tab: Tab,
  token: string,
  slug: string | null,
): Promise<{ readonly account: Account; readonly scope: TokenScope } | null> {
  const owner = await accounts.ownerOfToken(tab.db, tokenHash(token));
  const account = owner && (await accountOf(tab, owner.name, slug));
  return account && owner && { account, scope: owner.scope };
}

function tokenHash(token: string): string {
  return createHash('sha256').update(`token ${token}`).digest('base64url');
}
