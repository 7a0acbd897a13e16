import { isObject } from './envelope.ts';
import { mapOf, numberOf, textOf, valuesIn } from './raw-values.ts';
import { keptValues, scrubbedUrl, type Kept, type KeptMap } from './scrub.ts';

export const levels = ['fatal', 'error', 'warning', 'info', 'debug'] as const;
export type ErrorLevel = (typeof levels)[number];

/** A place in the code. */
export interface ErrorFrame {
  readonly function: string | null;
  readonly module: string | null;
  /** As the program knows it: `games/public-goods.ts`, `/srv/app/main.py`, `https://…/app.js`. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** The app's own code, not a library's. */
  readonly isOwn: boolean;
  readonly before: readonly string[];
  /** The line itself. */
  readonly context: string | null;
  readonly after: readonly string[];
  readonly vars: KeptMap;
}

export interface ErrorException {
  /** Empty: it is a message, with the calls that led to it. */
  readonly type: string;
  readonly value: string;
  /** False: nobody caught it. */
  readonly isHandled: boolean | null;
  /** Oldest call first. */
  readonly frames: readonly ErrorFrame[];
}

export interface Breadcrumb {
  readonly atMs: number | null;
  readonly category: string;
  readonly level: string;
  readonly message: string;
  readonly data: KeptMap;
}

export interface ErrorRequest {
  readonly method: string | null;
  readonly url: string | null;
  readonly headers: KeptMap;
  readonly body: Kept;
}

/** One thing that went wrong, as it is kept: in one shape whatever SDK sent it, trimmed, without secrets. Times are ms since 1970. */
export interface ErrorEvent {
  /** 32 hex digits. */
  readonly id: string;
  readonly atMs: number;
  readonly level: ErrorLevel;
  readonly platform: string;
  readonly logger: string | null;
  /** The message as it was written, before and after its parameters were put in. */
  readonly message: { readonly template: string; readonly text: string } | null;
  /** The outermost last, as SDKs send them. */
  readonly exceptions: readonly ErrorException[];
  readonly tags: Readonly<Record<string, string>>;
  readonly user: { readonly id: string | null; readonly name: string | null };
  readonly request: ErrorRequest | null;
  readonly breadcrumbs: readonly Breadcrumb[];
  readonly contexts: KeptMap;
  readonly extra: KeptMap;
  readonly serverName: string | null;
  readonly release: string | null;
  readonly environment: string;
  readonly dist: string | null;
  /** The page or task it happened in. */
  readonly transaction: string | null;
  readonly sdk: string | null;
  /** Of compiled files, under which their source maps are found; events of earlier days have none. */
  readonly debugIds?: Readonly<Record<string, string>>;
  /** What the program itself says belongs together. */
  readonly fingerprint: readonly string[] | null;
}

export interface EventCircumstances {
  readonly receivedMs: number;
  /** Of the envelope, or made by us. */
  readonly id: string;
  /** The project says that participants' labels may be kept (research ethics). */
  readonly keepsLabels: boolean;
}

const longText = 8_192;
const mostTags = 50;
const mostFrames = 250;
const mostExceptions = 20;
const mostBreadcrumbs = 100;
const longestContextLine = 512;
const dayMs = 86_400_000;

/** An event in our one shape (ERR-09). Total: whatever is no text, no list, no number where one belongs is left out. */
export function normalisedEvent(raw: Readonly<Record<string, unknown>>, { receivedMs, id, keepsLabels }: EventCircumstances): ErrorEvent {
  return {
    id: idOf(raw['event_id']) ?? id,
    atMs: timeOf(raw['timestamp'], receivedMs),
    level: levelOf(raw['level']),
    platform: textOf(raw['platform'], 64) ?? 'other',
    logger: textOf(raw['logger'], 200),
    message: messageOf(raw),
    exceptions: exceptionsOf(raw),
    tags: tagsOf(raw['tags']),
    user: userOf(raw['user'], keepsLabels),
    request: requestOf(raw['request']),
    breadcrumbs: valuesIn(raw['breadcrumbs']).slice(-mostBreadcrumbs).map(breadcrumbOf),
    contexts: mapOf(raw['contexts']),
    extra: mapOf(raw['extra']),
    serverName: textOf(raw['server_name'], 200),
    release: textOf(raw['release'], 200),
    environment: textOf(raw['environment'], 64) ?? 'production',
    dist: textOf(raw['dist'], 64),
    transaction: textOf(raw['transaction'], 200),
    sdk: sdkOf(raw['sdk']),
    ...debugIdsOf(raw['debug_meta']),
    fingerprint: fingerprintOf(raw['fingerprint']),
  };
}

/** 32 hex digits, also from a UUID with dashes; null when it is none. */
export function idOf(value: unknown): string | null {
  const digits = typeof value === 'string' ? value.replaceAll('-', '').toLowerCase() : '';
  return /^[0-9a-f]{32}$/.test(digits) ? digits : null;
}

/** Seconds as a number, or ISO 8601 (without a zone: UTC). What lies in the future, or is none, is the time it came in. */
export function timeOf(value: unknown, receivedMs: number): number {
  const ms = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? isoMs(value) : Number.NaN;
  return ms > receivedMs - 30 * dayMs && ms <= receivedMs ? Math.round(ms) : receivedMs;
}

function isoMs(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  try {
    return Temporal.Instant.from(zoned).epochMilliseconds;
  } catch {
    return Number.NaN;
  }
}

function levelOf(value: unknown): ErrorLevel {
  if (value === 'critical') return 'fatal';
  if (value === 'warn') return 'warning';
  return levels.find((level) => level === value) ?? (value === 'log' ? 'info' : 'error');
}

function messageOf(raw: Readonly<Record<string, unknown>>): ErrorEvent['message'] {
  const entry = isObject(raw['logentry']) ? raw['logentry'] : isObject(raw['message']) ? raw['message'] : {};
  const plain = textOf(raw['message'], longText);
  const template = textOf(entry['message'], longText) ?? plain;
  const text = textOf(entry['formatted'], longText) ?? plain ?? filled(template ?? '', entry['params']);
  return template === null ? null : { template, text };
}

/** `No room %s` with its parameters, as SDKs of earlier days leave it to us. */
function filled(template: string, params: unknown): string {
  const values = Array.isArray(params) ? [...params] : [];
  return template.replaceAll(/%[sdifr]/g, (place) => textOf(values.shift(), 200) ?? place).slice(0, longText);
}

function exceptionsOf(raw: Readonly<Record<string, unknown>>): readonly ErrorException[] {
  const own = valuesIn(raw['exception']).slice(-mostExceptions).map(exceptionOf);
  if (own.length > 0) return own;
  const stack = raw['stacktrace'] ?? valuesIn(raw['threads']).find((thread) => thread['current'] === true)?.['stacktrace'];
  const frames = framesOf(stack);
  return frames.length === 0 ? [] : [{ type: '', value: '', isHandled: null, frames }];
}

function exceptionOf(raw: Readonly<Record<string, unknown>>): ErrorException {
  const mechanism = isObject(raw['mechanism']) ? raw['mechanism'] : {};
  return {
    type: textOf(raw['type'], 200) ?? '',
    value: textOf(raw['value'], longText) ?? '',
    isHandled: typeof mechanism['handled'] === 'boolean' ? mechanism['handled'] : null,
    frames: framesOf(raw['stacktrace']),
  };
}

function framesOf(stack: unknown): readonly ErrorFrame[] {
  const frames = isObject(stack) && Array.isArray(stack['frames']) ? stack['frames'] : [];
  return frames.slice(-mostFrames).filter(isObject).map(frameOf);
}

function frameOf(raw: Readonly<Record<string, unknown>>): ErrorFrame {
  const file = textOf(raw['filename'], 500) ?? textOf(raw['abs_path'], 500);
  const isOwn = typeof raw['in_app'] === 'boolean' ? raw['in_app'] : isOwnFile(textOf(raw['abs_path'], 500) ?? file);
  return {
    function: textOf(raw['function'], 200),
    module: textOf(raw['module'], 200),
    file,
    line: numberOf(raw['lineno']),
    column: numberOf(raw['colno']),
    isOwn,
    before: linesOf(raw['pre_context']),
    context: lineOf(raw['context_line']),
    after: linesOf(raw['post_context']),
    vars: mapOf(raw['vars']),
  };
}

const foreign = /(^|\/)(node_modules|site-packages|dist-packages)\/|^node:|^<|^internal\/|\/lib\/python\d/;

/** Whether a file is the app's own, where the SDK does not say so. */
export const isOwnFile = (file: string | null): boolean => file !== null && !foreign.test(file);

const linesOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.slice(-10).map((line) => lineOf(line) ?? '') : []);

const lineOf = (value: unknown): string | null => (typeof value === 'string' ? value.slice(0, longestContextLine).trimEnd() : null);

function tagsOf(value: unknown): Record<string, string> {
  const pairs: readonly unknown[] = Array.isArray(value) ? value : isObject(value) ? Object.entries(value) : [];
  const tags = pairs.slice(0, mostTags).flatMap((pair) => {
    const [key, word]: readonly unknown[] = Array.isArray(pair) ? pair : isObject(pair) ? [pair['key'], pair['value']] : [];
    const name = textOf(key, 64);
    const text = textOf(word, 200);
    return name === null || text === null ? [] : [[name, text] as const];
  });
  const kept = keptValues(Object.fromEntries(tags));
  return Object.fromEntries(Object.entries(isObject(kept) ? kept : {}).map(([key, word]) => [key, typeof word === 'string' ? word : '']));
}

/** Who it happened to, as far as it may be known: neither address nor e-mail; a participant's label only where the project wants it. */
function userOf(value: unknown, keepsLabels: boolean): ErrorEvent['user'] {
  if (!isObject(value)) return { id: null, name: null };
  return { id: textOf(value['id'], 128), name: keepsLabels ? (textOf(value['username'], 128) ?? textOf(value['label'], 128)) : null };
}

function requestOf(value: unknown): ErrorRequest | null {
  if (!isObject(value)) return null;
  const url = textOf(value['url'], 2_000);
  const query = textOf(value['query_string'], 2_000);
  const whole = url === null || query === null || url.includes('?') ? url : `${url}?${query}`;
  const { data } = value;
  return {
    method: textOf(value['method'], 16),
    url: whole === null ? null : scrubbedUrl(whole),
    headers: mapOf(Array.isArray(value['headers']) ? Object.fromEntries(value['headers'].filter(isPair)) : value['headers']),
    body: data === undefined || data === null ? null : keptValues(bodyOf(data)),
  };
}

/** A form's or JSON's text as values, so that its secrets are known by their names. */
function bodyOf(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  const text = data.slice(0, longText);
  if (/^[\w.%+-]+=/.test(text))
    return Object.fromEntries(
      text
        .split('&')
        .map((pair) => pair.split('=', 2))
        .filter(isPair),
    );
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isPair = (pair: unknown): pair is readonly [string, unknown] =>
  Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string';

function breadcrumbOf(raw: Readonly<Record<string, unknown>>): Breadcrumb {
  const { timestamp } = raw;
  const ms = typeof timestamp === 'number' ? timestamp * 1000 : typeof timestamp === 'string' ? isoMs(timestamp) : Number.NaN;
  return {
    atMs: Number.isFinite(ms) ? Math.round(ms) : null,
    category: textOf(raw['category'], 64) ?? textOf(raw['type'], 64) ?? '',
    level: textOf(raw['level'], 16) ?? 'info',
    message: textOf(raw['message'], 1_024) ?? '',
    data: mapOf(raw['data']),
  };
}

function sdkOf(value: unknown): string | null {
  if (!isObject(value)) return null;
  return [textOf(value['name'], 64), textOf(value['version'], 32)].filter((word) => word !== null).join(' ') || null;
}

function debugIdsOf(meta: unknown): { readonly debugIds?: Record<string, string> } {
  const images = isObject(meta) && Array.isArray(meta['images']) ? meta['images'].slice(0, mostFrames).filter(isObject) : [];
  const ids = images.flatMap((image) => {
    const [file, id] = [textOf(image['code_file'], 500), idOf(image['debug_id'])];
    return file === null || id === null ? [] : [[file, id] as const];
  });
  return ids.length === 0 ? {} : { debugIds: Object.fromEntries(ids) };
}

function fingerprintOf(value: unknown): readonly string[] | null {
  const words = Array.isArray(value) ? value.slice(0, 20).flatMap((word) => textOf(word, 200) ?? []) : [];
  return words.length === 0 ? null : words;
}
