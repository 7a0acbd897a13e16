import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** An author's folder with these files, where `rostra/lab` is found. */
export interface AuthorFolder {
  readonly path: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

export async function authorFolder(files: Readonly<Record<string, string>>): Promise<AuthorFolder> {
  const path = await mkdtemp(join(tmpdir(), 'rostra-author-'));
  await mkdir(join(path, 'node_modules/.bin'), { recursive: true });
  await symlink(root, join(path, 'node_modules/rostra'));
  await symlink(join(root, 'bin/rostra.mjs'), join(path, 'node_modules/.bin/rostra'));
  const write = async (more: Readonly<Record<string, string>>): Promise<void> => {
    for (const [file, text] of Object.entries(more)) {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), text);
    }
  };
  await write({ 'package.json': '{ "name": "mine", "private": true, "type": "module" }', ...files });
  return { path, write, remove: () => rm(path, { recursive: true, force: true }) };
}
