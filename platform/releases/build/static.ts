import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSiteSettings, settingsFile } from '../../rules/site-settings.ts';
import { sitePlace, siteProcfile } from '../../rules/static-site.ts';
import type { BuildRun } from './node.ts';

/** The pages go into a folder of their own, beside which stands what serves them: nothing of ours is ever one of them. Null, or why not. */
export async function buildStatic(run: BuildRun): Promise<string | null> {
  const { folder, installation } = run;
  const read = readSiteSettings(await readFile(join(folder, settingsFile), 'utf8').catch(() => null));
  if (!read.ok) return read.fault;
  const { root } = read.settings;
  if (!existsSync(join(folder, root))) return `${settingsFile} says that the pages are in ${root}, and there is no such folder.`;
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
  return null;
}
