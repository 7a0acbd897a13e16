/**
 * Whether a request goes before anonymous visitors when all dynos are busy: what changes something, and whoever is logged in. In the
 * minute of a draw release ballots and the tab room still get through (platform specification, RTR-12).
 */
export function goesFirst({ method, cookie }: { readonly method: string; readonly cookie: string }): boolean {
  if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') return true;
  return sessionCookie.test(cookie);
}

/** `sessionid`, `connect.sid`, `PHPSESSID`, `auth_token`, `lab_login`, `__Host-session`. */
const sessionCookie = /(?:^|;\s*)[^=;]*(?:sess|sid|auth|login|token)[^=;]*=/i;
