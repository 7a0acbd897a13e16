/** A value as it is kept: JSON, trimmed. */
export type Kept = string | number | boolean | null | readonly Kept[] | KeptMap;

export interface KeptMap {
  readonly [key: string]: Kept;
}

/** Stands where a secret was. */
export const hidden = '[hidden]';

const deepest = 6;
const longestText = 8_192;
const mostEntries = 50;

const secretNames =
  /pass(word|wd|phrase)?$|passwd|password|secret|token|api[_-]?key|apikey|auth(orization)?$|csrf|xsrf|session|cookie|credential|private[_-]?key|^dsn$|card[_-]?n|cvv|cvc|iban|^x-forwarded-for$|^x-real-ip$|^remote_addr$|e?mail/i;

/** Whether what stands under this name may tell what only its owner should know. */
export const isSecretName = (name: string): boolean => secretNames.test(name);

/** A value with its secrets hidden and trimmed to a depth, a length and a number of entries (ERR-09). */
export function keptValues(value: unknown, depth = 0): Kept {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string') return scrubbedText(value.slice(0, longestText).toWellFormed());
  if (typeof value !== 'object') return null;
  if (depth >= deepest) return '[…]';
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((item) => keptValues(item, depth + 1));
  const entries = Object.entries(value).slice(0, mostEntries);
  return Object.fromEntries(entries.map(([key, item]) => [key, isSecret(key, item) ? hidden : keptValues(item, depth + 1)]));
}

const isSecret = (name: string, value: unknown): boolean => isSecretName(name) && value !== null && value !== '';

const cardNumber = /\b(?:\d[ -]?){12,18}\d\b/g;
const bearer = /\b(Bearer|Basic|Token) [\w.~+/=-]{8,}/gi;
/** Of a query or a form, wherever it is quoted: `GET '/draw?password=…'`. */
const quotedPair = /(^|[?&;\s'"])([\w.-]{1,64})=[^&;\s'"<>]+/g;
const passwordInUrl = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+(@)/gi;

/** Card numbers, tokens and passwords of addresses, wherever they stand in a text. */
export function scrubbedText(text: string): string {
  return text
    .replace(passwordInUrl, `$1${hidden}$2`)
    .replace(quotedPair, (whole, before: string, name: string) => (isSecretName(name) ? `${before}${name}=${hidden}` : whole))
    .replace(bearer, `$1 ${hidden}`)
    .replace(cardNumber, (digits) => (isCardNumber(digits.replaceAll(/\D/g, '')) ? hidden : digits));
}

/** An address whose query tells no secret. */
export function scrubbedUrl(url: string): string {
  const [path = '', query] = url.split('?', 2);
  if (query === undefined) return scrubbedText(path);
  const pairs = query.split('&').map((pair) => (isSecretName(pair.split('=', 1)[0] ?? '') ? `${pair.split('=', 1)[0]}=${hidden}` : pair));
  return scrubbedText(`${path}?${pairs.join('&')}`);
}

/** Luhn's check (ISO/IEC 7812-1, annex B). */
function isCardNumber(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, at) => {
      const double = Number(digit) * 2;
      return total + (at % 2 === 0 ? Number(digit) : double > 9 ? double - 9 : double);
    }, 0);
  return digits.length >= 13 && sum % 10 === 0;
}
