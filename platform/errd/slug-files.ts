import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { artifactName, largestSourceMap, mapReference } from '../rules/errors/source-map.ts';

const largestFile = 5_000_000;
/** Where apps keep what browsers load. */
const webFolders = ['', 'public', 'static', '_static', 'dist', 'build'];

/** The lines of a file of the slug, which an event names by its path there or by a longer one; null when there is none. */
export async function linesIn(slug: string, file: string): Promise<readonly string[] | null> {
  const found = await fileIn(slug, file, ['']);
  return found === null ? null : found.text.split('\n').map((line) => line.slice(0, 512));
}

/** The source map that a script of the slug names in its last line; null: none. `file` may be its address on the web. */
export async function mapBeside(slug: string, file: string): Promise<string | null> {
  const script = await fileIn(slug, file, webFolders);
  const reference = script === null ? null : mapReference(script.text);
  if (script === null || reference === null) return null;
  const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(reference)?.[1];
  if (inline !== undefined) return Buffer.from(inline, 'base64').toString('utf8');
  return /^[a-z]+:/i.test(reference) ? null : textIn(slug, join(dirname(script.path), decoded(reference)), largestSourceMap);
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

interface SlugFile {
  readonly path: string;
  readonly text: string;
}

/** By the longest end of its path that is there. */
async function fileIn(slug: string, file: string, folders: readonly string[]): Promise<SlugFile | null> {
  const segments = artifactName(file)
    .split('/')
    .slice(1)
    .filter((segment) => segment !== '' && segment !== '.');
  for (let first = 0; first < segments.length; first += 1)
    for (const folder of folders) {
      const path = join(folder, ...segments.slice(first));
      const text = await textIn(slug, path, largestFile);
      if (text !== null) return { path, text };
    }
  return null;
}

/** Nothing outside of the slug is read, by whatever links. */
async function textIn(slug: string, path: string, largest: number): Promise<string | null> {
  try {
    const [root, whole] = await Promise.all([realpath(slug), realpath(join(slug, path))]);
    const facts = await stat(whole);
    if (!whole.startsWith(root + sep) || !facts.isFile() || facts.size > largest) return null;
    return await readFile(whole, 'utf8');
  } catch {
    return null;
  }
}
