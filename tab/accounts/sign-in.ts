import { createHash } from 'node:crypto';
import { passwordMatches } from '#kit/http/login.ts';
import { TooManyTries, WrongPassword } from '../errors.ts';
import * as accounts from '../store/accounts.ts';
import type { Credential } from '../store/accounts.ts';
import * as logins from '../store/logins.ts';
import type { Tab } from '../tab.ts';
import { passwordFits } from './password.ts';

/** The account that the app's admin password lets in. */
export const firstAccount = 'admin';

const windowMs = 60_000;
const mostTries = 5;

export interface SignIn {
  /** Empty: the first account. */
  readonly name: string;
  readonly password: string;
  /** Null: the first account cannot sign in. */
  readonly adminPassword: string | null;
  /** The browser has signed in as this name before, so that strangers who guess do not lock its owner out. */
  readonly isKnownDevice: boolean;
}

/** Gives the account's name when the password is right. Tries are counted by account in the database, whichever process is asked. */
export async function signIn(tab: Tab, { name, password, adminPassword, isKnownDevice }: SignIn): Promise<string> {
  const wanted = name === '' ? firstAccount : name;
  const credential = credentialHash(wanted, isKnownDevice);
  const tries = await logins.countTry(tab.db, { credential, now: new Date(tab.clock.nowMs()), windowMs });
  if (tries > mostTries) throw new TooManyTries(1);
  const found = await accounts.credentialOf(tab.db, wanted);
  if (!(await fits(found, password, adminPassword)) || found === null)
    throw new WrongPassword(wanted === firstAccount ? 'That is not the admin password.' : 'That name and password do not belong together.');
  await logins.forgetTries(tab.db, credential);
  return found.name;
}

async function fits(found: Credential | null, password: string, adminPassword: string | null): Promise<boolean> {
  if (found?.name === firstAccount) return adminPassword !== null && passwordMatches(password, adminPassword);
  return passwordFits(password, found?.passwordHash ?? null);
}

function credentialHash(name: string, isKnownDevice: boolean): string {
  return createHash('sha256')
    .update(`${isKnownDevice ? 'known' : 'new'} ${name.toLowerCase()}`)
    .digest('base64url');
}
