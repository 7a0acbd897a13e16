import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder to deploy, with these files. Gone when the test's process is. */
export async function appFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-app-'));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const made: string[] = [];
process.once('exit', () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A small web app: answers its release, its name and the config var GREETING. */
export const helloApp = {
  Procfile: 'web: node server.mjs\nworker: while true; do echo tick; sleep 1; done\n',
  'server.mjs': `import { createServer } from 'node:http';
const { PORT, ROSTRA_RELEASE, DYNO, GREETING = 'hello' } = process.env;
createServer((_, answer) => answer.end([ROSTRA_RELEASE, DYNO, GREETING].join(' '))).listen(PORT, '127.0.0.1');
`,
};
