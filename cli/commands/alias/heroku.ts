import { readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { homedir } from 'node:os';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from '../../command.ts';

const launcher = join(import.meta.dirname, '..', '..', '..', 'bin', 'rostra.mjs');
const mark = '# Rostra answers in place of the Heroku command line.';

export const aliasHeroku: CliCommand = {
  name: 'alias heroku',
  summary: 'install a program `heroku` that runs published command lines on Rostra',
  options: [{ flags: '--folder <folder>', text: 'where to put it, ~/.local/bin unless said' }],
  example: 'rostra alias heroku --folder ~/bin && heroku ps --app hello',
  run: async (call) => {
    const folder = resolve(call.option('folder') ?? join(homedir(), '.local', 'bin'));
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) throw new NoPlace(folder);
    const path = join(folder, 'heroku');
    const present = await readFile(path, 'utf8').catch(() => null);
    if (present !== null && !present.includes(mark)) throw new AnotherHeroku(path);
    await writeFile(path, shim(process.execPath), { mode: 0o755 });
    const isFound = call.config.path.split(delimiter).some((each) => each !== '' && resolve(each) === folder);
    const hint = isFound ? [] : [`${folder} is not on the PATH yet: export PATH="${folder}:$PATH"`];
    return { json: { path }, lines: [`Made ${path}: heroku ps --app NAME now asks Rostra.`, ...hint] };
  },
};

function shim(node: string): string {
  return `#!/bin/sh\n${mark}\nexec ${quoted(node)} ${quoted(launcher)} heroku "$@"\n`;
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

class NoPlace extends RostraError {
  constructor(folder: string) {
    super({
      code: 'CLI_NO_PLACE',
      status: 404,
      message: `There is no folder ${folder}.`,
      hint: 'Name one that is on the PATH: --folder FOLDER.',
    });
  }
}

class AnotherHeroku extends RostraError {
  constructor(path: string) {
    super({
      code: 'CLI_ANOTHER_HEROKU',
      status: 409,
      message: `${path} is another program.`,
      hint: 'It stays as it is. Put ours elsewhere: --folder FOLDER, on the PATH before it.',
    });
  }
}
