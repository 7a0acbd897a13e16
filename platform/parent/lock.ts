import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Something only one process can have. It is free again when that process ends, in whatever way. */
export interface Lock {
  release(): void;
}

/** Takes the lock; null when another process has it. SQLite's file lock is the one that Node can take without a child process. */
export function takeLock(path: string): Lock | null {
  closeSync(openSync(path, 'a', 0o600)); // SQLite would make it readable for all
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('begin exclusive');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked/.test(error.message)) return null;
    throw error;
  }
}
