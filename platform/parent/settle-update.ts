import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HomePaths } from '../config.ts';
import type { ProgramRecord } from '../rules/program-record.ts';
import { endProcess, livingPart } from './part.ts';
import { restoreState, unsettledUpdate, writeFormer } from './program.ts';

/** An update in the middle of which the parent was stopped or killed is taken back: the former program starts, on the state from before. */
export async function settleUpdate(paths: HomePaths): Promise<void> {
  const record = unsettledUpdate(paths);
  if (record !== null) await takeBack(paths, record);
  if (!existsSync(paths.update)) return;
  const { readUpdateStatus, writeUpdateStatus } = await import('../updates/status.ts');
  const status = await readUpdateStatus(paths);
  const words = 'The platform was stopped in the middle of it.';
  if (status?.state === 'switching')
    await writeUpdateStatus(paths, { ...status, state: 'rolled back', words, endedAt: new Date().toISOString() });
}

async function takeBack(paths: HomePaths, record: ProgramRecord): Promise<void> {
  const control = livingPart(paths.parts, 'control');
  if (control !== null) await endProcess(control.id, { signal: 'SIGTERM', graceMs: 10_000 });
  rmSync(join(paths.parts, 'control.json'), { force: true });
  if (record.phase === 'control') restoreState(paths, record);
  writeFormer(paths, record);
}
