import type { CliCommand } from '../../command.ts';
import { createMirror } from './create.ts';
import { listMirrors } from './list.ts';
import { mirrorDoor } from './door.ts';
import { followPrimary, promoteMirror, resyncMirror } from './change.ts';

/** Apps that run beside others on the same data. */
export const mirrorCommands: readonly CliCommand[] = [listMirrors, createMirror, mirrorDoor, followPrimary, resyncMirror, promoteMirror];
