import { createHash } from 'node:crypto';
import { passwordMatches } from '#kit/http/login.ts';
import { TooManyTries, WrongPassword } from '../errors.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as logins from '../store/logins.ts';
import type { Tab } from '../tab.ts';

const windowMs = 60_000;
/** From one address; a hall full of people who mistype shares one. */
const mostTries = 30;

/** What a browser keeps once it has said the password of a tournament's public forms; another password is another proof. Null: they ask for none. */
export function formProof({ id, settings }: Tournament): string | null {
  if (!settings.public_use_password) return null;
  return createHash('sha256').update(`forms of ${id}: ${settings.public_password}`).digest('base64url');
}

/**
 * Whether somebody at this address knows the password of the public forms.
 * @throws WrongPassword, TooManyTries
 */
export async function checkFormPassword(tab: Tab, { tournament, password, ip }: { tournament: Tournament; password: string; ip: string }) {
  const credential = createHash('sha256').update(`forms ${tournament.id} ${ip}`).digest('base64url');
  const tries = await logins.countTry(tab.db, { credential, now: new Date(tab.clock.nowMs()), windowMs });
  if (tries > mostTries) throw new TooManyTries(1);
  if (!passwordMatches(password, tournament.settings.public_password)) throw new WrongPassword('That is not the password of the forms.');
  await logins.forgetTries(tab.db, credential);
}
