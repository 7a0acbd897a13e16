import { isObject } from './envelope.ts';
import { idOf, isOwnFile, type ErrorFrame } from './event.ts';

/** Largest JSON of a source map. */
export const largestSourceMap = 25_000_000;

/** The one kind of source map there is (ECMA-426), or one that is made of several such. */
export interface SourceMapJson {
  readonly version: number;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
  readonly sourcesContent: readonly (string | null)[];
  /** 32 hex digits. */
  readonly debugId: string | null;
}

/** What a text says as a source map; null: it is none. */
export function sourceMapIn(text: string): SourceMapJson | null {
  const raw = text.length > largestSourceMap ? null : parsed(text.replace(/^\)\]\}'?[^\n]*\n/, ''));
  if (!isObject(raw) || raw['version'] !== 3 || typeof raw['mappings'] !== 'string' || !Array.isArray(raw['sources'])) return null;
  const root = typeof raw['sourceRoot'] === 'string' ? raw['sourceRoot'].replace(/([^/])$/, '$1/') : '';
  const contents: readonly unknown[] = Array.isArray(raw['sourcesContent']) ? raw['sourcesContent'] : [];
  return {
    version: 3,
    sources: raw['sources'].map((source) => (typeof source === 'string' ? root + source : '')),
    names: textsIn(raw['names']),
    mappings: raw['mappings'],
    sourcesContent: raw['sources'].map((_, at) => textOrNull(contents[at])),
    debugId: idOf(raw['debugId'] ?? raw['debug_id']),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map((word) => textOrNull(word) ?? '') : []);

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Under which name an uploaded map is found: `https://lab.example/assets/app.js?v=2` and `app:///assets/app.js` are `~/assets/app.js`. */
export function artifactName(file: string): string {
  const path = file.replace(/[?#].*$/, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  return `~/${path.replace(/^~?\/+/, '')}`;
}

/** What the last line of a script says about its map: an address, relative to it, or a whole map; null: nothing. */
export function mapReference(script: string): string | null {
  return /\/\/[#@] ?sourceMappingURL=(\S+)$/.exec(script.trimEnd())?.[1] ?? null;
}

/** Where a place in a script was written. Lines begin at 1. */
export interface Origin {
  readonly source: string;
  readonly line: number;
  readonly column: number;
  /** Of what stands there. */
  readonly name: string | null;
  readonly content: string | null;
}

const around = 5;
const longestLine = 512;

/** The frame as it was written. Compilers rename functions: `called` is what the caller wrote (null: not known). */
export function writtenFrame(frame: ErrorFrame, origin: Origin, called: string | null): ErrorFrame {
  const file = origin.source.replace(/^[a-z]+:\/\/[^/]*\//i, '').replace(/^(\.{0,2}\/)+/, '');
  const lines = origin.content?.split('\n').map((line) => line.slice(0, longestLine).trimEnd()) ?? [];
  const at = origin.line - 1;
  return {
    ...frame,
    file,
    module: null,
    line: origin.line,
    column: origin.column,
    function: called ?? frame.function,
    isOwn: isOwnFile(file),
    before: lines.slice(Math.max(0, at - around), Math.max(0, at)),
    context: lines[at] ?? null,
    after: lines.slice(at + 1, at + 1 + around),
  };
}
