import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon = promisify(argon2);

/** OWASP Password Storage Cheat Sheet (2025): argon2id with 19 MiB, two passes, one lane. */
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 };
const shortest = 10;
const longest = 200;

/** Why the text is no good password, in words; null when it is. */
export function passwordFault(password: string): string | null {
  if (password.length < shortest) return `A password has at least ${shortest} characters.`;
  return password.length > longest ? `A password has at most ${longest} characters.` : null;
}

/** `argon2id$salt$hash`, a new salt each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `argon2id$${salt.toString('base64url')}$${(await tagOf(password, salt)).toString('base64url')}`;
}

/** True when the password is the one of the hash. Takes as long when there is no hash, so that nobody learns which names exist. */
export async function passwordFits(password: string, hash: string | null): Promise<boolean> {
  const [, salt = '', tag = ''] = (hash ?? nobody).split('$');
  const wanted = Buffer.from(tag, 'base64url');
  const given = await tagOf(password.slice(0, longest), Buffer.from(salt, 'base64url'));
  return hash !== null && wanted.length === given.length && timingSafeEqual(wanted, given);
}

const nobody = `argon2id$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function tagOf(password: string, nonce: Buffer): Promise<Buffer> {
  return argon('argon2id', { message: password, nonce, ...cost });
}
