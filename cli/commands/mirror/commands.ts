import type { CliCommand } from '../../command.ts';
import { createMirror } from './create.ts';
import { listMirrors } from './list.ts';
import { followPrimary, promoteMirror, resyncMirror } from './change.ts';

/** Apps that run beside others on the same data. */
export const mirrorCommands: readonly CliCommand[] = [listMirrors, createMirror, followPrimary, resyncMirror, promoteMirror];
