import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { BadProject } from './errors.ts';
import type { Project } from './game/define-project.ts';

const fileName = 'rostra.lab.ts';

/** The project of a folder: what its `rostra.lab.ts` exports. Throws a fault that names the file and what is wrong. */
export async function loadProject(folder: string): Promise<Project> {
  const path = join(folder, fileName);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) throw new NoProject(folder);
  const file: unknown = await import(pathToFileURL(path).href).catch((error: unknown) => {
    throw error instanceof RostraError ? error : new BrokenProject(path, error);
  });
  const project = typeof file === 'object' && file !== null && 'default' in file ? file.default : null;
  if (!isProject(project)) throw new BadProject('it has to export default what defineProject returned');
  return project;
}

function isProject(value: unknown): value is Project {
  return typeof value === 'object' && value !== null && 'configs' in value && 'games' in value && 'money' in value;
}

class NoProject extends RostraError {
  constructor(folder: string) {
    super({
      code: 'LAB_NO_PROJECT',
      status: 500,
      message: `There is no ${fileName} in ${folder}.`,
      hint: 'Go to the folder of your experiment, or make the file: it exports default defineProject({ … }) from rostra/lab.',
    });
  }
}

class BrokenProject extends RostraError {
  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super({
      code: 'LAB_BROKEN_PROJECT',
      status: 500,
      message: `${path} cannot be read: ${reason}${placeIn(cause)}`,
      hint: 'Change that line and start again.',
    });
    this.cause = cause;
  }
}

/** ` (games/public-goods.ts:12)` when the stack says so. */
function placeIn(cause: unknown): string {
  const stack = cause instanceof Error ? (cause.stack ?? '') : '';
  const found = /file:\/\/(\S+?\.ts):(\d+)/.exec(stack);
  return found ? ` (${found[1]}:${found[2]})` : '';
}
