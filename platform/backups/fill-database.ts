import { createReadStream } from 'node:fs';
import { open, rm, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import type { PostgresTools } from '#kit/postgres/tools.ts';
import type { DumpFormat } from '../rules/backups/backup-resources.ts';
import { restorableEntries } from '../rules/backups/dump-entries.ts';
import { dumpFault } from '../rules/backups/dump-fault.ts';
import { dumpFormat } from '../rules/backups/dump-format.ts';
import { ownersExtensions } from '../store/backup-databases.ts';
import { dumpNotUsable } from './errors.ts';
import { fillFromSql } from './fill-from-sql.ts';
import { runOn } from './programs.ts';

export interface Filling {
  readonly file: string;
  /** Of an empty database, as a role that owns nothing else: what a dump says is said by a stranger. */
  readonly url: string;
  readonly tools: PostgresTools;
}

/** Everything of a dump into an empty database; throws in words why not. Owners and rights of where it came from are left out. */
export async function fillDatabase(filling: Filling): Promise<void> {
  const format = await formatOf(filling.file);
  try {
    await fill(format, filling);
  } catch (error) {
    throw dumpNotUsable(dumpFault(error instanceof Error ? error.message : String(error)));
  }
}

async function fill(format: DumpFormat, filling: Filling): Promise<void> {
  if (format === 'custom') return fillFromCustom(filling);
  const bytes = createReadStream(filling.file);
  const source = format === 'plain' ? bytes : bytes.pipe(createGunzip());
  bytes.once('error', (error) => source.destroy(error));
  source.setEncoding('utf8');
  return fillFromSql(source, filling);
}

/** By how the file begins. */
export async function formatOf(file: string): Promise<DumpFormat> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    const found = dumpFormat(head.subarray(0, bytesRead));
    if (!found.ok) throw dumpNotUsable(found.fault);
    return found.format;
  } finally {
    await handle.close();
  }
}

async function fillFromCustom({ file, url, tools }: Filling): Promise<void> {
  const listing = runOn(url, tools.restore, ['--list', file]);
  const entries = await text(listing.child.stdout);
  await listing.ended;
  const list = `${file}.${process.pid}.list`;
  await writeFile(list, restorableEntries(entries, await ownersExtensions(url)), { mode: 0o600 });
  try {
    const how = ['--no-owner', '--no-privileges', '--exit-on-error', '--no-password', `--use-list=${list}`];
    const restoring = runOn(url, tools.restore, [...how, `--dbname=${new URL(url).pathname.slice(1)}`, file]);
    restoring.child.stdout.resume();
    await restoring.ended;
  } finally {
    await rm(list, { force: true });
  }
}
