import { spawn } from 'node:child_process';
import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { BuildSource } from '../control/operations.ts';
import { noProcfile, wrongProcfile, wrongSource } from '../errors.ts';
import { isStaticSite } from '../rules/builders.ts';
import { readManifest, type Manifest } from '../rules/manifest.ts';
import { readProcfile } from '../rules/procfile.ts';
import type { ProcfileEntry } from '../rules/procfile.ts';
import { tarExcludes } from '../rules/slug-ignore.ts';

/** CON-10 */
const sourceLimitBytes = 1024 ** 3;

/** Copies what is to be built into `target`, without what never belongs in a slug. */
export async function receiveSource(source: BuildSource, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  if (source.kind === 'folder') {
    await assertDeployable(source.path);
    return copyWithout(source.path, target, ['node_modules', await ignoreFile(source.path, ['.slugignore', '.gitignore'])]);
  }
  const sent = `${target}-sent`;
  await mkdir(sent, { recursive: true });
  await unpack(source.stream, sent);
  const folder = await packedFolder(sent);
  await copyWithout(folder, target, [await ignoreFile(folder, ['.slugignore'])]);
  await rm(sent, { recursive: true, force: true });
}

/** An archive may hold one folder in which everything lies, as those that Git hosts make. */
async function packedFolder(sent: string): Promise<string> {
  const [only, ...others] = await readdir(sent, { withFileTypes: true });
  return only?.isDirectory() === true && others.length === 0 ? join(sent, only.name) : sent;
}

async function copyWithout(folder: string, target: string, ignored: readonly string[]): Promise<void> {
  const excludes = tarExcludes(ignored.join('\n'));
  const tar = spawn('tar', ['--create', '--file=-', ...excludes, '--directory', folder, '.'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = text(tar.stderr);
  const [code] = await Promise.all([exitOf(tar), unpack(tar.stdout, target)]);
  if (code !== 0) throw wrongSource(`The folder cannot be read: ${firstLine(await said)}`, 'Check that every file in it is readable.');
}

/** The process types; throws what is wrong with the Procfile, with its line. */
export async function procfileIn(folder: string): Promise<readonly ProcfileEntry[]> {
  const content = await readFile(join(folder, 'Procfile'), 'utf8').catch(() => null);
  if (content === null) throw noProcfile();
  const procfile = readProcfile(content);
  if (!procfile.ok) throw wrongProcfile(procfile.line, procfile.fault);
  return procfile.entries;
}

async function assertDeployable(folder: string): Promise<void> {
  if (!isAbsolute(folder)) throw wrongSource(`"${folder}" is no absolute path.`, 'Name the folder from the root: /home/…');
  const facts = await stat(folder).catch(() => null);
  if (facts === null || !facts.isDirectory()) throw wrongSource(`There is no folder ${folder}.`, 'Check the path and deploy again.');
  await assertRunnable(folder);
}

/** What the app says of itself; throws what is wrong with it. */
export async function manifestIn(folder: string): Promise<Manifest> {
  const [own = null, app = null] = await Promise.all(['rostra.json', 'app.json'].map((name) => contentOf(join(folder, name))));
  const read = readManifest({ own, app });
  if (!read.ok) throw wrongSource(read.fault, 'Mend the file and deploy again.');
  return read.manifest;
}

const contentOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

/** Pages alone are served; anything else says in its Procfile how it runs. */
export async function assertRunnable(folder: string): Promise<void> {
  await manifestIn(folder);
  if (!isStaticSite(new Set(await readdir(folder)))) await procfileIn(folder);
}

/** These files together. */
async function ignoreFile(folder: string, names: readonly string[]): Promise<string> {
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')))).join('\n');
}

/** Reads to the very end (--ignore-zeros): a reader that leaves at the end mark would cut off the writer's padding. */
async function unpack(stream: AsyncIterable<Uint8Array>, target: string): Promise<void> {
  const args = ['--extract', '--file=-', '--ignore-zeros', '--no-same-owner', '--no-same-permissions', '--directory', target];
  const tar = spawn('tar', args, { stdio: ['pipe', 'ignore', 'pipe'] });
  const said = text(tar.stderr);
  const ended = exitOf(tar);
  const cut = await pipeline(Readable.from(stream), bounded(), tar.stdin).then(
    () => null,
    (error: unknown) => error,
  );
  const code = await ended;
  if (cut instanceof RostraError) throw cut;
  if (code !== 0) throw wrongSource(`This is no tar archive that can be unpacked: ${firstLine(await said)}`, 'Send an uncompressed tar.');
  if (cut !== null) throw wrongSource('The upload broke off.', 'Deploy again.');
}

/** Ends the upload when it grows beyond the limit. */
function bounded(): Transform {
  let bytes = 0;
  return new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => {
      bytes += chunk.byteLength;
      if (bytes <= sourceLimitBytes) done(null, chunk);
      else done(wrongSource('The folder is larger than 1 GB.', 'Leave out what the app does not need, by a .slugignore file.'));
    },
  });
}

const exitOf = (child: ReturnType<typeof spawn>): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });

const firstLine = (said: string): string => said.split('\n')[0] ?? '';
