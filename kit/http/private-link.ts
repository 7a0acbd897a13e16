import { createHash, randomBytes } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** The secret part of a private link: 130 random bits as 26 letters and digits that read well. */
export function newLinkToken(): string {
  return [...randomBytes(26)].map((byte) => alphabet[byte % 32]).join('');
}

/** What is stored of a link and what it is looked up by: the token itself is never kept. */
export function linkHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
