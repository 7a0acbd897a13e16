import { createHash, randomBytes, randomInt } from 'node:crypto';
import { noSuchToken } from '../errors.ts';
import type { Control } from './control.ts';
import type { Operations } from './operations.ts';

type AccessVerbs = Pick<Operations, 'tokens' | 'createToken' | 'revokeToken'>;

export function accessOperations({ store, clock }: Control): AccessVerbs {
  return {
    tokens: async () => store.access.tokens(),
    createToken: async (label) => {
      const nowMs = clock.nowMs();
      const id = randomBytes(6).toString('hex');
      const token = newToken();
      store.access.addToken({ id, label, hash: tokenHash(token), nowMs });
      return { id, label, createdAt: new Date(nowMs).toISOString(), lastUsedAt: null, token };
    },
    revokeToken: async (id) => {
      if (!store.access.revokeToken(id)) throw noSuchToken();
    },
  };
}

/** Whose token it is; null when it is none. Only hashes are stored. */
export function tokenLabel({ store, clock }: Control, token: string): string | null {
  return store.access.useToken(tokenHash(token), clock.nowMs());
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** UI-03 */
function newToken(): string {
  return `rst_${Array.from({ length: 40 }, () => base62.charAt(randomInt(base62.length))).join('')}`;
}

const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');
