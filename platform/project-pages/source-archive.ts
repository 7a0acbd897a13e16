import { execFile } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { Control } from '../control/control.ts';
import { isPublicSource, secretsOf } from '../rules/project-page.ts';
import type { AppRecord } from '../store/apps.ts';

const run = promisify(execFile);

const folderOf = ({ paths }: Pick<Control, 'paths'>): string => join(paths.root, 'sources');

/** Where the archive of what serves an app is, whether it is there or not; null: nothing serves. Other config vars may keep other files back. */
export function archiveOf(control: Pick<Control, 'paths' | 'store'>, app: AppRecord): string | null {
  const slug = app.serving === null ? null : (control.store.releases.find(app.id, app.serving)?.slugId ?? null);
  return slug === null ? null : join(folderOf(control), `${app.id}-${slug}-${app.configSetId}.tar.gz`);
}

let last: Promise<void> = Promise.resolve();

/** The archive of what serves each app that offers its source; those of before go. One call after another: two would write the same file. */
export function keepArchives(control: Control): Promise<void> {
  last = last.catch(() => {}).then(() => bringUpToDate(control));
  return last;
}

async function bringUpToDate(control: Control): Promise<void> {
  const { store } = control;
  const offering = store.apps.list().filter(({ id }) => store.projectPages.of(id)?.offersSource === true);
  const wanted = new Set<string>();
  for (const app of offering) {
    const archive = archiveOf(control, app);
    if (archive === null) continue;
    wanted.add(archive);
    if (!existsSync(archive)) await makeArchive(control, app, archive);
  }
  const folder = folderOf(control);
  for (const name of await readdir(folder).catch(() => []))
    if (!wanted.has(join(folder, name))) await rm(join(folder, name), { recursive: true, force: true });
}

async function makeArchive(control: Control, app: AppRecord, archive: string): Promise<void> {
  const { paths, store } = control;
  const slug = app.serving === null ? null : (store.releases.find(app.id, app.serving)?.slugId ?? null);
  if (slug === null) return;
  const root = join(paths.slugs, slug);
  const { shown, keptBack } = await sourceIn(root, secretsOf(app.config));
  await mkdir(folderOf(control), { recursive: true, mode: 0o700 });
  const list = `${archive}.list`;
  await writeFile(list, shown.join('\n'));
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--no-recursion'];
  await run('tar', [
    '--create',
    '--gzip',
    `--file=${archive}.part`,
    ...owner,
    '--directory',
    root,
    '--verbatim-files-from',
    `--files-from=${list}`,
  ]);
  await rename(`${archive}.part`, archive);
  await rm(list);
  if (keptBack.length > 0)
    control.logBook.tell(app.name, 'api', [`Kept back of the public source, for they hold a config var: ${keptBack.join(', ')}`]);
  control.wake();
}

interface Source {
  readonly shown: readonly string[];
  /** A value of the app's config vars stands in them. */
  readonly keptBack: readonly string[];
}

/** Files of the build that everybody may read, by their paths in it; links are left out. */
async function sourceIn(root: string, secrets: readonly string[]): Promise<Source> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const shown: string[] = [];
  const keptBack: string[] = [];
  for (const file of files.filter(isPublicSource).sort()) ((await hasSecret(join(root, file), secrets)) ? keptBack : shown).push(file);
  return { shown, keptBack };
}

/** Reads piece by piece, however large the file is; what stands across two pieces is found too. */
async function hasSecret(path: string, secrets: readonly string[]): Promise<boolean> {
  const longest = Math.max(0, ...secrets.map((secret) => Buffer.byteLength(secret)));
  let end = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
    const read = Buffer.concat([end, piece]);
    if (secrets.some((secret) => read.includes(secret))) return true;
    end = read.subarray(Math.max(0, read.length - longest));
  }
  return false;
}

const pieceBytes = 1024 * 1024;
