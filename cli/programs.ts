import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The first of these programs that the search path has; null when it has none. */
export async function firstProgram(names: readonly string[], path: string): Promise<string | null> {
  for (const candidate of names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)))) {
    if (await isAllowed(candidate, constants.X_OK)) return candidate;
  }
  return null;
}

export function isAllowed(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
