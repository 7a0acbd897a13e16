import { ruledFingerprint, type FingerprintRule } from './fingerprint-rules.ts';
import type { ErrorEvent, ErrorException, ErrorFrame } from './event.ts';

/** Stored with every issue: another way of grouping makes new issues only. */
export const groupingVersion = 1;

/** What two events have in common when they are the same issue: the parts of the text that is hashed (ERR-10). */
export function groupingParts(event: ErrorEvent, rules: readonly FingerprintRule[] = []): readonly string[] {
  const own = ownParts(event);
  const fingerprint = event.fingerprint ?? ruledFingerprint(event, rules);
  if (fingerprint === null) return own;
  return fingerprint.flatMap((word) => (/^\{\{\s*default\s*\}\}$/.test(word) ? own : [word]));
}

function ownParts({ exceptions, message }: ErrorEvent): readonly string[] {
  const [last] = exceptions.slice(-1);
  if (last?.type === '') return messageParts(message?.template ?? last.value, last);
  const withFrames = exceptions.filter(({ frames }) => frames.length > 0);
  if (withFrames.length > 0) return exceptions.flatMap(exceptionParts);
  if (exceptions.length > 0) return exceptions.flatMap(({ type, value }) => [type, normalisedMessage(value)]);
  return ['message', normalisedMessage(message?.template ?? '')];
}

/** A message is what it says, wherever it was said; without words it is where it was said. */
function messageParts(text: string, exception: ErrorException): readonly string[] {
  return text === '' ? exceptionParts(exception) : ['message', normalisedMessage(text)];
}

function exceptionParts({ type, frames }: ErrorException): readonly string[] {
  const own = frames.filter(({ isOwn }) => isOwn);
  const parts = (own.length > 0 ? own : frames).map(framePart);
  return [type, ...parts.filter((part, at) => part !== parts[at - 1])]; // a recursion counts once, however deep it went
}

/** Where it is, without a line number: code above it changes every day. */
function framePart({ module, file, function: name, context }: ErrorFrame): string {
  const place = module ?? normalisedFile(file ?? '');
  const called = normalisedFunction(name ?? '');
  return called === '' ? `${place}|${(context ?? '').replaceAll(/\s+/g, '')}` : `${place}|${called}`;
}

const roots = [
  /^(?:.*\/)?node_modules\//,
  /^(?:.*\/)?(?:site|dist)-packages\//,
  /^.*\/lib\/python\d[\d.]*\//,
  /^.*\/slugs\/[^/]+\//,
  /^.*\/dynos\/[^/]+\/(?:app\/)?/,
];

/** A file's path without what differs from release to release and from machine to machine: roots, hashes, versions. */
export function normalisedFile(file: string): string {
  const plain = file
    .replace(/[?#].*$/, '')
    .replaceAll('\\', '/')
    .replace(/^(webpack|app):\/+(\.\/)?|^file:\/\/|^https?:\/\/[^/]+\//, '');
  const root = roots.find((pattern) => pattern.test(plain));
  const inside = root === undefined ? lastSegments(plain) : plain.replace(root, '');
  return inside.replaceAll(/(?<=[.\-_/]|^)(?=[\da-f]*\d)[\da-f]{6,64}(?=[.\-_/]|$)/gi, '*').replaceAll(/(?<=[@\-_/]|^)v?\d+(\.\d+)+/g, '*');
}

/** Of an absolute path, as much as is the same wherever the app stands. */
const lastSegments = (path: string): string => (/^(\/|[a-z]:\/)/i.test(path) ? path.split('/').slice(-3).join('/') : path);

/** A function's name without what compilers add; empty when it has none of its own. */
export function normalisedFunction(name: string): string {
  const plain = name
    .replace(/^(async|new) /, '')
    .replace(/ \[as [^\]]+\]$/, '')
    .replaceAll(/\$\d+|\/<+$/g, '')
    .replace(/^(Object|Module|global|window|exports)\./, '');
  return /^(<?(anonymous|lambda|module|unknown)>?|\?|eval)$/.test(plain) ? '' : plain.replace(/\.?<(anonymous|lambda|locals)>/g, '');
}

const replacements: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '<url>'],
  [/\b[\w.+-]+@[\w-]+\.[\w.-]+\b/g, '<email>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<uuid>'],
  [/(["'`])(?:(?!\1).)*\1/g, '<text>'],
  [/(?<![\w<])(?:\/[\w.@-]+){2,}\/?/g, '<path>'],
  [/\b0x[0-9a-f]+\b|\b(?=[a-f]*\d)[0-9a-f]{8,}\b/gi, '<hex>'],
  [/-?\d+([.,]\d+)*/g, '<number>'],
];

/** A message without what changes from one time to the next. */
export function normalisedMessage(text: string): string {
  const line = text.slice(0, 2_000).trim();
  return replacements.reduce((changed, [pattern, word]) => changed.replaceAll(pattern, word), line);
}

/** What a person reads of an issue. */
export interface IssueWords {
  readonly title: string;
  /** Where: the page, or the place in the code. */
  readonly culprit: string;
}

export function issueWords(event: ErrorEvent): IssueWords {
  const last = event.exceptions.at(-1);
  const title = last === undefined || last.type === '' ? messageTitle(event, last) : titleOf(last);
  return { title, culprit: event.transaction ?? placeOf(topFrame(event)) };
}

function messageTitle({ message }: ErrorEvent, last: ErrorException | undefined): string {
  return firstLine(message?.text ?? last?.value ?? '') || 'An event without a message';
}

function titleOf({ type, value }: ErrorException): string {
  const line = firstLine(value);
  return line === '' ? type : `${type}: ${line}`;
}

const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').trim().slice(0, 200);

/** Where it broke: the newest call in the app's own code, or the newest of all. */
export function topFrame({ exceptions }: Pick<ErrorEvent, 'exceptions'>): ErrorFrame | null {
  const frames = exceptions.at(-1)?.frames ?? [];
  return frames.findLast(({ isOwn }) => isOwn) ?? frames.at(-1) ?? null;
}

function placeOf(frame: ErrorFrame | null): string {
  if (frame === null) return '';
  const file = normalisedFile(frame.file ?? frame.module ?? '');
  return frame.function === null ? file : `${frame.function} in ${file}`;
}
