import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sitePlace, siteProcfile } from '../../rules/static-site.ts';
import type { BuildRun } from './node.ts';

/** The pages go into a folder of their own, beside which stands what serves them: nothing of ours is ever one of them. */
export async function buildStatic(run: BuildRun): Promise<void> {
  const { folder, installation } = run;
  run.onLine('-----> Static site detected: its pages are served as they are');
  const names = await readdir(folder);
  const aside = `${folder}-pages`;
  await rm(aside, { recursive: true, force: true }); // of a build that was cut off here
  await mkdir(aside);
  await Promise.all(names.map((name) => rename(join(folder, name), join(aside, name))));
  await rename(aside, join(folder, sitePlace.pages));
  await mkdir(join(folder, 'node_modules'));
  await symlink(installation.root, join(folder, sitePlace.installation));
  await writeFile(join(folder, 'Procfile'), siteProcfile);
}
