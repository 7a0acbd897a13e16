import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynoSpec } from '../drivers/driver.ts';
import type { DynoLife } from '../rules/dyno-state.ts';
import { parseDynoSpec } from './dyno-spec.ts';
import type { ProcessId } from './processes.ts';
import type { DynoFolders } from './work-folder.ts';

/** What a new dynod must know of a dyno to go on with it. Written with fsync before the dyno's command runs. */
export interface DynoRecord {
  readonly spec: DynoSpec;
  readonly life: DynoLife;
  /** Counts the starts; the exit file is named after it. 0 before the first. */
  readonly attempt: number;
  /** The start's shim; null before the first start and between a crash and the next start. */
  readonly shim: ProcessId | null;
  readonly bootId: string;
  readonly port: number | null;
  readonly cgroup: string | null;
  readonly markGroup: number | null;
  readonly folders: DynoFolders;
  /** Bytes of output before the file's beginning: grows when the app itself has emptied the file. */
  readonly outputBase: number;
}

const fileName = 'record.json';

/** Writes the record whole: a reader sees the old one or the new one, also after a power cut. */
export async function writeRecord(folder: string, record: DynoRecord): Promise<void> {
  const fresh = join(folder, `${fileName}.new`);
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(record));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, join(folder, fileName));
}

/** The record in a dyno's folder; null when it is missing or was never finished: then the dyno's command never ran. */
export async function readRecord(folder: string): Promise<DynoRecord | null> {
  try {
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- our own file, written whole by writeRecord; the spec in it is checked again
    const record = JSON.parse(await readFile(join(folder, fileName), 'utf8')) as DynoRecord;
    return { ...record, spec: parseDynoSpec(record.spec) };
  } catch {
    return null;
  }
}

/** Names of the dyno folders, which are the dynos' ids. */
export async function dynoIds(dynosFolder: string): Promise<string[]> {
  const entries = await readdir(dynosFolder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
