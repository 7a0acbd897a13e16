import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { BadGame, BadProject } from '../errors.ts';
import type { Finding } from './finding.ts';
import { lineOf, type Sources } from './sources.ts';

/** What an import of an author's file threw, with the place in their files. */
export function importFault(error: unknown, read: { readonly file: string; readonly folder: string; readonly sources: Sources }): Finding {
  const { folder, sources } = read;
  const own = placesIn(error, folder).filter(({ file }) => sources.has(file));
  const place = own[0] ?? { file: read.file, line: null };
  if (error instanceof BadGame || error instanceof BadProject) return toldBy(error, place, sources);
  const { what, cure } = wordsFor(error);
  const missing = missingModule(error, folder);
  if (!missing) return { ...place, what, cure, isFault: true };
  const file = sources.has(missing.importer) ? missing.importer : place.file;
  const line = lineOf(sources.get(file) ?? '', [missing.name.split('/').at(-1) ?? missing.name]);
  return { file, line, ...missing.words, isFault: true };
}

interface Place {
  readonly file: string;
  readonly line: number | null;
}

/** The lab's own refusal: the stack names the call, and often the wrong word stands further down. */
function toldBy({ message, hint, at }: BadGame | BadProject, place: Place, sources: Sources): Finding {
  const lines = (sources.get(place.file) ?? '').split('\n').slice((place.line ?? 1) - 1);
  const word = at === null ? null : lineOf(lines.join('\n'), [at]);
  const line = word === null ? place.line : (place.line ?? 1) + word - 1;
  return { file: place.file, line, what: message.replace(/^rostra\.lab\.ts: /, ''), cure: hint ?? '', isFault: true };
}

/** Every `file.ts:12` of the stack that is in the folder, the innermost first. */
function placesIn(error: unknown, folder: string): Place[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const found = [...stack.matchAll(/(?:file:\/\/)?(\/[^\s():]+\.tsx?):(\d+)/g)];
  return found.map(([, path = '', line]) => ({ file: relative(folder, path), line: Number(line) }));
}

const notErasable: readonly [RegExp, string][] = [
  [/enum/, "Write const colours = { red: 'red', green: 'green' } as const instead, or field.choice({ … })."],
  [/parameter propert/, 'Declare the property in the class, and set it in the constructor.'],
  [/namespace|module/, 'Put what is in it into a file of its own, and import that.'],
  [/./, 'Use only what can be left out, as types are: no enums, namespaces, decorators and JSX.'],
];

type Words = Pick<Finding, 'what' | 'cure'>;

function wordsFor(error: unknown): Words {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return loaderWords[code]?.(message) ?? exportWords(message) ?? { what: message, cure: hintOf(error) };
}

/** What Node says about a file that it cannot read. */
const loaderWords: Readonly<Record<string, (message: string) => Words>> = {
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: (message) => ({
    what: `${message.replace(' in strip-only mode', '')} here`,
    cure: notErasable.find(([which]) => which.test(message))?.[1] ?? '',
  }),
  ERR_INVALID_TYPESCRIPT_SYNTAX: (message) => ({
    what: `this is no TypeScript: ${message}`,
    cure: 'Look for a bracket or a quote that is missing, here or above.',
  }),
  ERR_UNKNOWN_FILE_EXTENSION: (message) => ({ what: message, cure: 'Files end in .ts; there is no JSX: write html`…`.' }),
};

function exportWords(message: string): Words | null {
  const [, module, name] = /requested module '([^']+)' does not provide an export named '([^']+)'/.exec(message) ?? [];
  if (module === undefined) return null;
  if (name === 'default') return { what: `${module} exports no default`, cure: 'A game file ends with: export default game.sequence(…).' };
  return { what: `${module} exports no ${name}`, cure: 'Export it there, or mend the name.' };
}

function hintOf(error: unknown): string {
  return (error instanceof RostraError ? error.hint : null) ?? 'Change this line.';
}

interface Missing {
  readonly importer: string;
  readonly name: string;
  readonly words: Words;
}

function missingModule(error: unknown, folder: string): Missing | null {
  const message = error instanceof Error ? error.message : '';
  const [, kind, name = '', by = ''] = /^Cannot find (module|package) '([^']+)' imported from (\S+)/.exec(message) ?? [];
  if (kind === undefined) return null;
  const importer = relative(folder, by.startsWith('file:') ? fileURLToPath(by) : by);
  if (kind === 'package')
    return { importer, name, words: { what: `the package ${name} is not installed`, cure: `Run: npm install ${name}.` } };
  const file = relative(folder, name);
  const cure = /\.\w+$/.test(file) ? 'Make the file, or mend its name here.' : `Imports name the whole file: '${file}.ts'.`;
  return { importer, name: file, words: { what: `there is no file ${file}`, cure } };
}
