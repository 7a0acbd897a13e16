import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HomePaths, PlatformConfig } from '../config.ts';
import { isOlder } from '../rules/program-manifest.ts';
import { programRecord, type Program, type ProgramRecord } from '../rules/program-record.ts';
import type { PartProgram } from './part.ts';

type Places = Pick<HomePaths, 'program' | 'controlDb'>;

/** The one that this process was started from. */
export function ownProgram(): Program {
  const folder = join(import.meta.dirname, '../..');
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { folder, version };
}

/** What an update has put into place and was healthy; null when there is none, or it is gone, or older than what was started here. */
export function updatedProgram(paths: Pick<HomePaths, 'program'>): Program | null {
  const record = readRecord(paths);
  if (record === null) return null;
  const { folder, version } = record.phase === 'settled' ? record : record.former;
  if (isOlder(version, ownProgram().version)) return null;
  return existsSync(join(folder, 'platform', 'main.ts')) ? { folder, version } : null;
}

/** What the parts run from. */
export const presentProgram = (paths: Pick<HomePaths, 'program'>): Program => updatedProgram(paths) ?? ownProgram();

/** Written whole or not at all. */
export function writeProgram(paths: Pick<HomePaths, 'program'>, record: ProgramRecord): void {
  const beside = `${paths.program}.new`;
  writeFileSync(beside, JSON.stringify(record), { mode: 0o600, flush: true });
  renameSync(beside, paths.program);
}

/** The former program is the present one again. */
export function writeFormer(paths: Pick<HomePaths, 'program'>, { former, stateCopy }: ProgramRecord): void {
  writeProgram(paths, { ...former, former, phase: 'settled', stateCopy });
}

/** control.db as it was before the update. Nobody may have it open. */
export function restoreState({ controlDb }: Places, { stateCopy }: ProgramRecord): void {
  const beside = `${controlDb}.new`;
  copyFileSync(stateCopy, beside);
  for (const trace of [`${controlDb}-wal`, `${controlDb}-shm`]) rmSync(trace, { force: true });
  renameSync(beside, controlDb);
}

/** An update that was cut off; null when there is none. */
export function unsettledUpdate(paths: Pick<HomePaths, 'program'>): ProgramRecord | null {
  const record = readRecord(paths);
  return record === null || record.phase === 'settled' ? null : record;
}

export function partProgram(config: PlatformConfig, { folder }: Program): PartProgram {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([folder, process.version, config]))
    .digest('hex');
  return { installation: folder, fingerprint };
}

function readRecord(paths: Pick<HomePaths, 'program'>): ProgramRecord | null {
  try {
    return programRecord(readFileSync(paths.program, 'utf8'));
  } catch {
    return null;
  }
}
