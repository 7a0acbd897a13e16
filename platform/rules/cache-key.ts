import type { CacheAsk } from './cache-policy.ts';
import type { CacheSettings } from './cache-rules.ts';

/** How a body is packed. */
export type Coding = 'br' | 'gzip' | 'identity';

/** Header lines of a request by lower-case name. */
export type AskedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const ignoredParameter = /^(?:utm_[^=]*|fbclid|gclid)(?:=|$)/;

/** The address of a page as the cache knows it: what the client used, byte for byte, without what only advertisers read (CCH-05). */
export function pageKey(scheme: 'http' | 'https', host: string, target: string): string {
  const query = target.indexOf('?');
  if (query < 0 || !/(?:utm_|fbclid|gclid)/.test(target)) return `${scheme}://${host}${target}`;
  const kept = target
    .slice(query + 1)
    .split('&')
    .filter((parameter) => !ignoredParameter.test(parameter));
  return `${scheme}://${host}${target.slice(0, query)}${kept.length === 0 ? '' : `?${kept.join('&')}`}`;
}

/** The best packing that a client takes: br before gzip before none (CCH-06). */
export function codingOf(accepted: string | undefined): Coding {
  if (accepted === undefined || accepted === '') return 'identity';
  if (takes(accepted, 'br')) return 'br';
  return takes(accepted, 'gzip') ? 'gzip' : 'identity';
}

function takes(accepted: string, coding: string): boolean {
  const at = accepted.indexOf(coding);
  if (at < 0) return false;
  if (!accepted.includes('q=')) return true; // the usual case
  return accepted.split(',').some((part) => {
    const [name = '', ...rest] = part.split(';').map((piece) => piece.trim().toLowerCase());
    return name === coding && !rest.some((piece) => /^q=0(?:\.0*)?$/.test(piece));
  });
}

/** The language that a client is given: the best of the app's, else its first tag; empty for the app's own choice. */
export function languageOf(accepted: string | undefined, languages: readonly string[]): string {
  if (accepted === undefined || accepted === '') return '';
  const wanted = byPreference(accepted);
  if (languages.length === 0) return wanted[0] ?? '';
  for (const tag of wanted) {
    const found = languages.find((each) => each === tag) ?? languages.find((each) => each === tag.split('-')[0]);
    if (found !== undefined) return found;
  }
  return '';
}

function byPreference(accepted: string): string[] {
  const tags = accepted.split(',').map((part) => {
    const [tag = '', weight = ''] = part.split(';').map((piece) => piece.trim().toLowerCase());
    return { tag, weight: weight.startsWith('q=') ? Number(weight.slice(2)) : 1 };
  });
  return tags
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

const longestVaried = 256;

/**
 * Which of a page's variants a request gets, given the names in the page's `Vary`; null when a value is too long to tell variants apart.
 * `cookie` tells nothing apart: who has significant cookies gets no such page at all.
 */
export function variantKey(vary: readonly string[], headers: AskedHeaders, settings: CacheSettings): string | null {
  let key = '';
  for (const name of vary) {
    const value = variedValue(name, headers, settings);
    if (value.length > longestVaried) return null;
    key += `${value}\n`;
  }
  return key;
}

function variedValue(name: string, headers: AskedHeaders, settings: CacheSettings): string {
  if (name === 'cookie') return '';
  const sent = headers[name];
  const value = typeof sent === 'object' ? sent.join(', ') : (sent ?? '');
  if (name === 'accept-encoding') return codingOf(value);
  return name === 'accept-language' ? languageOf(value, settings.languages) : value;
}

/** What a request's cookies mean for sharing (CCH-03). */
export function cookiesOf(
  cookie: string | undefined,
  { significantCookies }: Pick<CacheSettings, 'significantCookies'>,
): CacheAsk['cookies'] {
  if (cookie === undefined || cookie === '') return 'none';
  if (significantCookies === null) return 'significant';
  const names = cookie.split(';').map((pair) => pair.split('=', 1)[0]?.trim() ?? '');
  return names.some((name) => significantCookies.includes(name)) ? 'significant' : 'ignored';
}

const rewritten = /^(?:accept-encoding|accept-language|cookie|if-none-match|if-modified-since): .*\r\n/gim;

/**
 * A request's lines as a fill asks the app with them: nothing that the page's key does not know may change the page, and the answer must be
 * whole.
 */
export function fillLines(
  lines: string,
  headers: AskedHeaders,
  { settings, cookies }: { settings: CacheSettings; cookies: CacheAsk['cookies'] },
): string {
  const coding = codingOf(textOf(headers['accept-encoding']));
  const language = languageOf(textOf(headers['accept-language']), settings.languages);
  const cookie = cookies === 'significant' ? (textOf(headers['cookie']) ?? '') : '';
  return (
    lines.replace(rewritten, '') +
    (coding === 'identity' ? '' : `Accept-Encoding: ${coding}\r\n`) +
    (language === '' ? '' : `Accept-Language: ${language}\r\n`) +
    (cookie === '' ? '' : `Cookie: ${cookie}\r\n`)
  );
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}
