import { createHash, randomBytes, randomInt } from 'node:crypto';
import { noSuchToken } from '../access-errors.ts';
import { mayRole, type Role } from '../rules/roles.ts';
import type { Control } from './control.ts';
import type { Operations } from './operations.ts';

type AccessVerbs = Pick<Operations, 'tokens' | 'createToken' | 'revokeToken'>;

export function accessOperations({ store, clock }: Control): AccessVerbs {
  return {
    tokens: async () => store.access.tokens(),
    createToken: async (label, { role = 'admin', days = defaultDays } = {}) => {
      const nowMs = clock.nowMs();
      const id = randomBytes(6).toString('hex');
      const token = newToken();
      const expiresAtMs = days === 0 ? null : nowMs + days * dayMs;
      store.access.addToken({ id, label, role, hash: tokenHash(token), nowMs, expiresAtMs });
      const expiresAt = expiresAtMs === null ? null : isoTime(expiresAtMs);
      return { id, label, role, createdAt: isoTime(nowMs), lastUsedAt: null, expiresAt, token };
    },
    revokeToken: async (id) => {
      if (!store.access.revokeToken(id)) throw noSuchToken();
    },
  };
}

/** Whose token it is, and what it allows; null when it is none or over. Only hashes are stored. */
export function tokenOwner({ store, clock }: Control, token: string): { readonly label: string; readonly role: Role } | null {
  return store.access.useToken(tokenHash(token), clock.nowMs());
}

/** The label of a token with which one may deploy. */
export function tokenLabel(control: Control, token: string): string | null {
  const owner = tokenOwner(control, token);
  return owner !== null && mayRole(owner.role, 'operate') ? owner.label : null;
}

const defaultDays = 90;
const dayMs = 24 * 3_600_000;
const isoTime = (ms: number): string => new Date(ms).toISOString();

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** UI-03 */
function newToken(): string {
  return `rst_${Array.from({ length: 40 }, () => base62.charAt(randomInt(base62.length))).join('')}`;
}

const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');
