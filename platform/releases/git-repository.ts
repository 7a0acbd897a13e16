import { execFile } from 'node:child_process';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Control } from '../control/control.ts';
import type { AppRecord } from '../store/apps.ts';
import { noGit } from './errors.ts';

const run = promisify(execFile);

/** Only what comes in by our own address is built; a push to the folder itself has none of these variables. */
const update = `#!/bin/sh
: "\${ROSTRA_HOOK:?Push to the platform's address; rostra git:remote names it}"
exec "$ROSTRA_HOOK_NODE" "$ROSTRA_HOOK" "$@"
`;

/** What was said with -o: Git tells it to this hook only, not to the update hook that follows (githooks(5)). */
const preReceive = `#!/bin/sh
: "\${ROSTRA_PUSH_OPTIONS:?Push to the platform's address; rostra git:remote names it}"
env | sed -n 's/^GIT_PUSH_OPTION_[0-9]*=//p' >"$ROSTRA_PUSH_OPTIONS"
`;

const settings = {
  'http.receivepack': 'true',
  'receive.maxInputSize': '1g',
  'receive.shallowUpdate': 'true',
  'receive.advertiseAtomic': 'false',
  'receive.advertisePushOptions': 'true',
  'receive.denyDeleteCurrent': 'ignore', // the hook says it in our words
  'gc.auto': '500',
};

/** The app's bare repository, made when it is asked for the first time; one of an earlier version of the platform gets what it lacks. */
export async function openRepository(control: Control, app: AppRecord): Promise<string> {
  const folder = repositoryFolder(control, app);
  if ((await stat(join(folder, 'hooks', 'pre-receive')).catch(() => null)) !== null) return folder;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const env = gitEnvironment(control, folder);
  try {
    await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', '--template=', folder], { env });
    for (const [name, value] of Object.entries(settings)) await run('git', ['--git-dir', folder, 'config', name, value], { env });
  } catch (error) {
    if (isMissing(error)) throw noGit();
    throw error;
  }
  await mkdir(join(folder, 'hooks'), { recursive: true });
  await putHook(folder, 'update', update);
  await putHook(folder, 'pre-receive', preReceive);
  return folder;
}

async function putHook(folder: string, name: string, script: string): Promise<void> {
  const file = join(folder, 'hooks', name);
  await writeFile(`${file}.new`, script, { mode: 0o755 });
  await rename(`${file}.new`, file);
}

/** The history goes with the app. */
export function dropRepository(control: Control, app: AppRecord): Promise<void> {
  return rm(repositoryFolder(control, app), { recursive: true, force: true });
}

/** By the app's number: a later app of the same name begins with an empty history. */
const repositoryFolder = ({ paths }: Control, app: AppRecord): string => join(paths.git, `${app.id}.git`);

/** Of the machine only the programs: no settings of a person. */
export function gitEnvironment({ installation }: Control, folder: string): Record<string, string> {
  return { PATH: installation.programFolders.join(':'), HOME: folder, GIT_CONFIG_NOSYSTEM: '1', LANG: 'C.UTF-8' };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
