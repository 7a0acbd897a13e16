import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the shim of a dyno's nth start writes the exit status. */
export function exitPath(folder: string, attempt: number): string {
  return join(folder, `exit.${attempt}`);
}

/** The exit status that the shim has left; null while there is none. Half a line is none. */
export async function readExit(path: string): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return /^\d+\n$/.test(text) ? Number.parseInt(text, 10) : null;
}
