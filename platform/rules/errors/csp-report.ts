import { isObject } from './envelope.ts';

/** A browser's report of something that a page's security policy blocked, as an event (ERR-02). */
export function cspEvent(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const report = isObject(body['csp-report']) ? body['csp-report'] : {};
  const word = (name: string): string => (typeof report[name] === 'string' ? report[name].slice(0, 500) : '');
  const directive = word('effective-directive') || word('violated-directive').split(' ', 1)[0] || 'policy';
  const blocked = word('blocked-uri') || 'something inline';
  return {
    level: 'warning',
    platform: 'javascript',
    logentry: { message: `Blocked by ${directive}: ${blocked}` },
    fingerprint: ['csp', directive, blocked],
    culprit: directive,
    request: { url: word('document-uri') },
    tags: { 'effective-directive': directive, 'blocked-uri': blocked },
  };
}
