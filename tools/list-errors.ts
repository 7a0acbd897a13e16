// `node tools/list-errors.ts`: writes docs/reference/errors.md, the page of every fault that Rostra can name, from the sources themselves.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles } from './check-house.ts';

const root = join(import.meta.dirname, '..');
export const errorsPage = join(root, 'docs', 'reference', 'errors.md');

export interface ListedError {
  readonly code: string;
  readonly status: string;
  readonly message: string;
  readonly hint: string;
}

/** Every `RostraError` that a source makes, by code; what differs from case to case stands as `…`. */
export function listedErrors(): ListedError[] {
  const files = sourceFiles().filter((file) => !/\.(test|e2e)\.ts$|^(tools|bench|e2e)\//.test(file));
  const all = files.flatMap((file) => errorsIn(readFileSync(join(root, file), 'utf8')));
  const byCode = new Map(all.toReversed().map((error) => [error.code, error]));
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

export function errorsIn(source: string): ListedError[] {
  const objects = source.matchAll(/\bcode: '([A-Z]+_[A-Z0-9_]+)'([\s\S]*?)(?:\n\s*\}|\}\))/g);
  return [...objects].map(([whole = '', code = '']) => ({
    code,
    status: /\bstatus: (\d+)/.exec(whole)?.[1] ?? '',
    message: wordsOf(whole, 'message') || '…',
    hint: wordsOf(whole, 'hint'),
  }));
}

function wordsOf(object: string, name: string): string {
  const text = new RegExp(`\\b${name}:\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\`((?:[^\`\\\\]|\\\\.)*)\`|"([^"]*)")`).exec(object);
  const [, single, template, double] = text ?? [];
  return (single ?? double ?? template ?? '')
    .replaceAll(/\$\{[^}]*\}/g, '…')
    .replaceAll(/\\(['`])/g, '$1')
    .replaceAll('|', String.raw`\|`);
}

export function errorsMarkdown(errors: readonly ListedError[]): string {
  return [
    '# Errors',
    '',
    'Every fault that Rostra can name, with what it says and what to do. `…` stands for what differs from case to case. The router and the supervisor also use H and R codes, which mean what they mean on Heroku.',
    'This page is made by `node tools/list-errors.ts`.',
    '',
    '| code | status | it says | what to do |',
    '|---|---|---|---|',
    ...errors.map((error) => `| \`${error.code}\` | ${error.status} | ${error.message} | ${error.hint} |`),
    '',
  ].join('\n');
}

if (import.meta.main) writeFileSync(errorsPage, errorsMarkdown(listedErrors()));
