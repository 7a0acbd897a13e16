import { randomBytes } from 'node:crypto';
import type { Plan } from '../rules/plans.ts';

/** Of an add-on; that of the error service is a public key, which SDKs take only without dashes. */
export function newPassword(service: Plan['service']): string {
  return service === 'errors' ? randomBytes(16).toString('hex') : randomBytes(18).toString('base64url');
}
