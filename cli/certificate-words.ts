import type { Domain } from '../platform/client.ts';

/** `own, until 2027-01-31` */
export function certificateWords({ certificate, validUntil }: Domain): string {
  const until = validUntil === null ? '' : `, until ${validUntil.slice(0, 10)}`;
  const words = { own: 'own', acme: 'automatic', local: 'of the local CA' };
  return certificate === null ? 'none: HTTPS is not spoken here' : `${words[certificate]}${until}`;
}
