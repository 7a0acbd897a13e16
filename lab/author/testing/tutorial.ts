import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A fenced block: ```` ```ts games/a.ts ```` is a piece of that file, ```` ```sh ```` is run, the ```` ```text ```` after it is what it says. */
export interface Snippet {
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

export async function snippetsOf(page: string): Promise<Snippet[]> {
  const markdown = await readFile(join(root, 'docs', page), 'utf8');
  return [...markdown.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(([, language = '', file = '', text = '']) => ({
    language,
    file,
    text,
  }));
}

/** An empty folder in which `rostra/lab` and `npx rostra` are found. */
export async function tutorialFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tutorial-'));
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
  await symlink(root, join(folder, 'node_modules/rostra'));
  await symlink(join(root, 'bin/rostra.mjs'), join(folder, 'node_modules/.bin/rostra'));
  return folder;
}

/** Runs a shell script in a folder and gives what it printed, whatever its exit status. */
export function printedBy(script: string, cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', script], { cwd }, (_, stdout, stderr) => resolve(`${stderr}${stdout}`));
  });
}

/** What the compiler says of the folder's files. */
export async function compiled(folder: string): Promise<string> {
  const typeRoots = [join(root, 'node_modules/@types')];
  const settings = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { typeRoots },
    include: ['**/*.ts'],
    exclude: ['node_modules'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  return printedBy(join(root, 'node_modules/.bin/tsc'), folder);
}
