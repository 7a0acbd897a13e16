import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeZip, type ZipEntry } from '#kit/files/zip.ts';
import type { Lab } from '../lab.ts';
import { codebook, type DescribedTable } from '../rules/codebook.ts';
import { offeredTables } from './catalog.ts';
import { codebookFiles } from './codebook-files.ts';
import { readSessions } from './read.ts';
import { atOneMoment, csvOf, type ExportSource } from './table.ts';

/** What is packed. */
export interface ArchiveWish {
  readonly session: string;
  /** Where the project lies. */
  readonly folder: string;
  /** Of which moment the data is; ISO 8601. */
  readonly at: string;
}

/**
 * One ZIP with which somebody else can repeat a study: every table of the session, the code book, scripts that load them, the project's
 * source and the seed of its chances.
 */
export function sessionArchive(lab: Pick<Lab, 'snapshots' | 'project'>, wish: ArchiveWish): AsyncGenerator<Uint8Array> {
  return atOneMoment(lab, (source) => writeZip(entriesOf(source, wish)));
}

async function* entriesOf(source: ExportSource, { session: code, folder, at }: ArchiveWish): AsyncGenerator<ZipEntry> {
  const [session] = await readSessions(source, { session: code });
  if (!session) return;
  const { project } = source;
  const about = {
    session: code,
    at,
    seed: session.seed,
    label: session.label,
    comment: session.comment,
    config: session.config,
    games: session.games,
  };
  yield { name: `${code}/README.txt`, content: readme(code, at) };
  yield { name: `${code}/session.json`, content: `${JSON.stringify(about, null, 2)}\n` };
  const described: DescribedTable[] = [];
  const played = new Set(session.games.map((game) => game.name));
  for (const { make, game } of offeredTables(project)) {
    if (game !== null && !played.has(game)) continue;
    const table = await make(source, { session: code });
    described.push(table);
    yield { name: `${code}/data/${table.name}.csv`, content: csvOf(table) };
  }
  const entries = codebook(described, project.money.points ? 'points' : project.money.code);
  for (const [name, content] of Object.entries(codebookFiles(entries))) yield { name: `${code}/${name}`, content };
  for await (const { path, bytes } of sourceFiles(folder)) yield { name: `${code}/source/${path}`, content: bytes };
}

function readme(code: string, at: string): string {
  return `Session ${code}, as it was at ${at}.

data/             every table as CSV (UTF-8); columns are named as in oTree
codebook.csv/.md  what each column holds, in which unit, between which bounds, and what its values stand for
value_labels.csv  the same values, one a line
load.py           loads everything with pandas, typed and labelled
load.R            the same in base R
load.do           the same in Stata
session.json      the session's settings, and the seed: with it and the source all draws of chance come out again
source/           the project that was played, with its lock file
`;
}

const largestFile = 20_000_000;

/** Not what is hidden, nor what `npm ci` brings. */
async function* sourceFiles(folder: string, inside = ''): AsyncGenerator<{ readonly path: string; readonly bytes: Uint8Array }> {
  for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(inside, entry.name);
    if (entry.isDirectory()) yield* sourceFiles(folder, path);
    else if (entry.isFile() && (await stat(join(folder, path))).size <= largestFile)
      yield { path, bytes: await readFile(join(folder, path)) };
  }
}
