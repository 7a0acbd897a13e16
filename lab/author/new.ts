import { access, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { botFile, gameFile, gitignore, packageFile, projectFile, tsconfigFile, variableOf } from './templates.ts';

const examples = join(import.meta.dirname, '../../demo/lab');

/** `rostra lab new NAME`: a folder with one game that runs at once, or with all the example games. Gives the files it wrote. */
export async function newProject(folder: string, { games }: { readonly games: boolean }): Promise<string[]> {
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0)
    throw new RostraError({
      code: 'LAB_FOLDER_TAKEN',
      status: 409,
      message: `There is something in ${folder} already.`,
      hint: 'Choose another name, or add a game to a project: rostra lab game my_game.',
    });
  const name = (folder.split('/').at(-1) ?? 'lab').toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
  const files: Record<string, string> = { 'package.json': packageFile(name), 'tsconfig.json': tsconfigFile, '.gitignore': gitignore };
  if (games) await cp(examples, folder, { recursive: true, filter: (path) => !/\/(\.rostra|node_modules)(\/|$)/.test(path) });
  else {
    Object.assign(files, { 'rostra.lab.ts': projectFile('first_game'), Procfile: 'web: rostra lab serve\ndrill: rostra lab verify\n' });
    Object.assign(files, { 'games/first-game.ts': gameFile('first_game'), 'games/first-game.bot.ts': botFile('first_game') });
  }
  await writeAll(folder, files);
  return (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** `rostra lab game NAME`: one more game with its bot, and a session that plays it. */
export async function newGame(folder: string, name: string): Promise<string[]> {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new RostraError({
      code: 'LAB_WRONG_NAME',
      status: 400,
      message: `A game cannot be called ${name}.`,
      hint: 'Write it with small letters, digits and _: public_goods.',
    });
  const file = `games/${name.replaceAll('_', '-')}`;
  if (await isThere(join(folder, `${file}.ts`)))
    throw new RostraError({ code: 'LAB_GAME_TAKEN', status: 409, message: `There is ${file}.ts already.`, hint: 'Choose another name.' });
  await writeAll(folder, { [`${file}.ts`]: gameFile(name), [`${file}.bot.ts`]: botFile(name) });
  const written = [`${file}.ts`, `${file}.bot.ts`];
  return (await addToProject(folder, name)) ? [...written, 'rostra.lab.ts'] : written;
}

/** False when the project file is written in a way that a line cannot be added to. */
async function addToProject(folder: string, name: string): Promise<boolean> {
  const path = join(folder, 'rostra.lab.ts');
  if (!(await isThere(path))) return writeFile(path, projectFile(name)).then(() => true);
  const text = await readFile(path, 'utf8');
  const called = variableOf(name);
  const imported = `import ${called} from './games/${name.replaceAll('_', '-')}.ts';\n`;
  const lastImport = [...text.matchAll(/^import .*\n/gm)].at(-1);
  const sessions = /\bsessions: \[\n?/.exec(text);
  if (!lastImport || !sessions) return false;
  const at = sessions.index + sessions[0].length;
  const entry = `    { name: '${name}', games: [${called}], demoParticipants: 2 },\n`;
  const importAt = lastImport.index + lastImport[0].length;
  await writeFile(path, `${text.slice(0, importAt)}${imported}${text.slice(importAt, at)}${entry}${text.slice(at)}`);
  return true;
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
